"""What a mail may say, and what a seal gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from swarm.outbox.mails import Mail, Way
from swarm.outbox.seals import open_seal, seal


@pytest.mark.parametrize(
    "path", ["https://evil.example", "//evil.example", "/\\evil", "x", "/a\nb"]
)
def test_a_link_never_leads_out_of_the_desk(path: str) -> None:
    with pytest.raises(ValidationError):
        Way(label="Here", path=path)


def test_a_subject_is_one_line() -> None:
    assert Mail(subject="One\r\nTwo", blocks=[]).subject == "One Two"


@given(st.lists(st.integers() | st.text(max_size=20), max_size=3))
def test_a_seal_gives_back_what_it_holds_and_only_for_its_purpose(facts: list[int | str]) -> None:
    sealed = seal("secret", "stop", *facts)
    assert open_seal("secret", "stop", sealed) in (facts, None)
    assert open_seal("secret", "call", sealed) is None
    assert open_seal("other", "stop", sealed) is None


@given(st.text(max_size=80))
def test_what_was_not_sealed_opens_for_nobody(text: str) -> None:
    assert open_seal("secret", "stop", text) is None


def test_a_changed_fact_breaks_the_seal() -> None:
    body, _, signed = seal("secret", "stop", 7, "mention").partition(".")
    other = seal("secret", "stop", 8, "mention").partition(".")[0]
    assert open_seal("secret", "stop", f"{body}.{signed}") == [7, "mention"]
    assert open_seal("secret", "stop", f"{other}.{signed}") is None
