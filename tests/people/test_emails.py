"""Mail addresses as the desk keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.errors import Invalid
from swarm.people.emails import checked_email, plain_email


def test_an_address_is_kept_in_lower_case_without_air() -> None:
    assert checked_email("  Ada.Lovelace@Example.COM ") == "ada.lovelace@example.com"


@pytest.mark.parametrize(
    "text", ["", "ada", "@example.com", "ada@", "a b@example.com", "ada@@example.com", "a@b\n.c"]
)
def test_what_is_no_address_is_refused_by_name(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_email(text, field="requester")
    assert refused.value.fields == {"requester": "not a mail address"}


def test_a_very_long_address_is_refused() -> None:
    with pytest.raises(Invalid):
        checked_email("a@" + "b" * 260)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_a_refusal(text: str) -> None:
    try:
        email = checked_email(text)
    except Invalid:
        return
    assert email == plain_email(email)
    assert email.count("@") == 1
