"""An article made out of a ticket."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.knowledge.texts import TEXT, TITLE, check_text, draft_of, unsolved_fix


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


def test_where_no_fix_stands_each_thing_that_is_known_is_said_once() -> None:
    known = unsolved_fix(["New fuse\n", "New fuse", " "], ["It is the cable"], ["The board", ""])
    assert known.split("\n\n") == [
        "Tried, and it came back: New fuse",
        "Known so far: It is the cable",
        "Ruled out: The board",
    ]
    assert unsolved_fix([], [], []) == ""


@given(st.text(max_size=400), st.text(max_size=400), st.text(min_size=1, max_size=100))
def test_a_draft_of_anything_is_never_too_long(summary: str, text: str, fix: str) -> None:
    draft = draft_of(summary, text * 100, text * 100, fix)
    assert len(draft.title) <= TITLE
    assert max(len(draft.symptom), len(draft.cause)) <= TEXT
    if draft.title.strip() and draft.fix:
        assert check_text(draft).fix == draft.fix
