from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.flow.order import BACKWARD, FRONT, IN_ORDER, SKIPPED, UNTOLD, order_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((1,), FRONT), ((1, 1), FRONT), ((0,), FRONT), ((1, 2), IN_ORDER), ((0, 1, 2, 3), IN_ORDER),
        ((1, 3), SKIPPED), ((2,), SKIPPED), ((2, 3), SKIPPED), ((1, 2, 1), BACKWARD),
        ((1, 3, 2), BACKWARD), ((1, -1), UNTOLD), ((-1,), UNTOLD), ((2, 1), BACKWARD),
    ],
)  # fmt: skip
def test_the_way_through_the_tiers_is_one_of_five(path, kind):
    tickets = np.full(len(path), 9, dtype=np.int64)
    numbers, kinds = order_of(tickets, np.array(path, dtype=np.int64), start=1)
    assert (numbers.tolist(), kinds.tolist()) == ([9], [kind])


def test_tickets_do_not_mix():
    tickets, places = np.array([1, 1, 2, 3, 3]), np.array([1, 2, 1, 3, 1])
    assert order_of(tickets, places, start=1)[1].tolist() == [IN_ORDER, FRONT, BACKWARD]
    nothing = np.zeros(0, dtype=np.int64)
    assert order_of(nothing, nothing, start=1)[0].size == 0
