"""A small desk with planted truth: everyone knows their own skills, and helps where they know."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from swarm.matching.evidence import SolvedTicket
from swarm.matching.model import Model

DAY = 86_400.0
START = 1_700_000_000.0
WORDS = {
    "vpn": "tunnel gateway certificate split routing client disconnects handshake",
    "mail": "mailbox outlook quota calendar delegate attachment spam queue",
    "printing": "printer toner driver spooler tray duplex paper jam",
    "database": "query index deadlock replica backup vacuum migration table",
    "payroll": "salary payslip tax overtime leave balance pension account",
}
FILLER = "please help since morning nothing works again user reports error after update"
EXPERTS = {
    "vpn": ("ann", "bob"),
    "mail": ("cy", "dee"),
    "printing": ("eve", "flo"),
    "database": ("gil", "hal"),
    "payroll": ("ida", "jon"),
}

Desk = Callable[..., list[SolvedTicket]]


def planted(
    count: int, *, seed: int = 1, owned: bool = False, skills: bool = True
) -> list[SolvedTicket]:
    """Tickets a few hours apart; with `owned`, another person owns and the experts help."""
    chance = random.Random(seed)
    tickets = []
    for number in range(count):
        skill = chance.choice(list(WORDS))
        first, second = EXPERTS[skill] if chance.random() < 0.7 else EXPERTS[skill][::-1]
        topic = chance.sample(WORDS[skill].split(), 4)
        helpers = (first, second) if chance.random() < 0.5 else (first,)
        tickets.append(
            SolvedTicket(
                id=f"t{number}",
                created_at=START + number * DAY / 4,
                summary=" ".join(topic[:2]),
                description=" ".join(topic + chance.sample(FILLER.split(), 5)),
                product="workplace",
                components=(skill[:2] + "-desk",) if chance.random() < 0.8 else (),
                owner=f"owner{number % 4}" if owned else None,
                resolver=None if owned else first,
                helpers=helpers,
                skills=(skill,) if skills else (),
            )
        )
    return tickets


@pytest.fixture(scope="session")
def desk() -> Desk:
    return planted


@pytest.fixture(scope="session")
def history() -> Sequence[SolvedTicket]:
    return planted(700)


@pytest.fixture(scope="session")
def model(history: Sequence[SolvedTicket]) -> Model:
    """Fitted once for all tests that only ask; a test that adds evidence fits its own."""
    return Model.fit(history, now=history[-1].at)
