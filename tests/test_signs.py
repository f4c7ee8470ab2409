"""Signs that show nothing are not kept."""

from __future__ import annotations

import pytest

from swarm.signs import one_line, some_lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202e\nb\u0007", "a b "),
        ("tab\there", "tab here"),
        ("\u2067שלום\u2069", "שלום"),
        ("Ärger  mit 3 Türen", "Ärger  mit 3 Türen"),
        ("\u200b\u202e\u2800 \u3164", ""),
        ("👩\u200d🔧", "👩\u200d🔧"),
        (7, 7),
    ],
)
def test_a_text_of_one_line_has_no_breaks_and_no_turns(text: object, kept: object) -> None:
    assert one_line(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\n\td", "a\nb\nc\n\td"),
        ("a\u2028b\u0085c\u000bd", "a\nb\nc\nd"),
        ("bell\u0007 \u001b[31mred", "bell [31mred"),
        ("\u200b\n\u00a0", ""),
        (None, None),
    ],
)
def test_a_text_of_several_lines_keeps_newlines_and_tabs(text: object, kept: object) -> None:
    assert some_lines(text) == kept
