"""An article made out of a ticket."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.knowledge.texts import TEXT, TITLE, check_text, draft_of


def test_a_draft_carries_symptom_cause_and_fix() -> None:
    draft = draft_of("Till **down**", "It beeps.\n", "Fuse", "New fuse", "Till", "Power")
    assert draft.model_dump() == {
        "title": "Till down",
        "symptom": "It beeps.",
        "cause": "Fuse",
        "fix": "New fuse",
        "product": "Till",
        "component": "Power",
    }


@given(st.text(max_size=400), st.text(max_size=400), st.text(min_size=1, max_size=100))
def test_a_draft_of_anything_is_never_too_long(summary: str, text: str, fix: str) -> None:
    draft = draft_of(summary, text * 100, text * 100, fix)
    assert len(draft.title) <= TITLE
    assert max(len(draft.symptom), len(draft.cause)) <= TEXT
    if draft.title.strip() and draft.fix:
        assert check_text(draft).fix == draft.fix
