from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.matching.text import TextSpace, tokens


def test_tokens_are_lower_case_and_names_are_also_split_at_their_capitals() -> None:
    assert tokens("StackOverflowError in a VPN") == [
        "stackoverflowerror",
        "stack",
        "overflow",
        "error",
        "in",
        "vpn",
    ]


def test_a_token_longer_than_a_word_can_be_is_left_out() -> None:
    assert tokens("x" * 41) == []


def test_text_in_any_script_has_tokens() -> None:
    assert tokens("принтер не печатает") == ["принтер", "не", "печатает"]
    assert tokens("प्रिंटर काम नहीं करता।") == ["प्रिंटर", "काम", "नहीं", "करता"]
    assert tokens("打印机VPN坏") == ["打印", "印机", "vpn", "坏"]
    assert tokens("プリンタ") == ["プリ", "リン", "ンタ"]
    assert tokens("ปริ้น") == ["ปร", "ริ", "ิ้", "้น"]


def test_a_long_sentence_without_spaces_meets_another_about_the_same() -> None:
    one = (
        "二楼的打印机从今天早上开始就一直没有办法打印任何文件请尽快派人来看一下因为我们今天必须发货"
    )
    other = "打印机坏了"
    assert len(one) > 40
    assert set(tokens(one)) & set(tokens(other)) == {"打印", "印机"}


def test_an_accent_written_apart_is_the_same_letter() -> None:
    assert tokens("cafe\u0301 fu\u0308r") == tokens("café für") == ["café", "für"]


def test_the_same_text_is_as_like_as_can_be_and_another_less() -> None:
    space = TextSpace([("printer jam", "paper stuck"), ("vpn tunnel", "no route")])

    def like(one: tuple[str, str], other: tuple[str, str]) -> float:
        dense = np.zeros((2, space.width))
        for row, text in enumerate((one, other)):
            columns, values = space.row(*text)
            dense[row, columns] = values
        return float(dense[0] @ dense[1])

    jam = ("printer jam", "paper stuck")
    assert abs(like(jam, jam) - 1) < 1e-6
    assert like(jam, ("printer jams", "")) > like(jam, ("vpn tunnel", "no route"))


def test_an_empty_vocabulary_reads_every_text_as_nothing() -> None:
    columns, values = TextSpace([]).row("anything", "at all")
    assert len(columns) == len(values) == 0


def test_in_a_larger_history_a_term_that_stands_once_is_dropped() -> None:
    texts = [("printer jam", "")] * 50 + [("zebra", "")]
    space = TextSpace(texts)
    assert len(space.row("zebra", "")[0]) == 0
    assert len(space.row("printer", "")[0]) > 0


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_becomes_a_row_of_length_one_or_nothing(summary: str, description: str) -> None:
    space = TextSpace([(summary, description), ("printer jam", "paper")])
    columns, values = space.row(summary, description)
    assert all(one < other for one, other in pairwise(columns.tolist()))
    assert not len(values) or abs(float(values @ values) - 1) < 1e-4


def test_a_description_of_ten_megabytes_is_read_only_as_far_as_it_helps() -> None:
    space = TextSpace([("printer", "paper jam " * 1_000_000)])
    assert 0 < space.width < 200
