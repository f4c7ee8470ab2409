"""What is accepted as a password, and what the hash lets in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.accounts import passwords
from swarm.accounts.passwords import check_password, hash_is_old, hash_password, password_fits
from swarm.errors import Invalid


@pytest.mark.parametrize("password", ["", "short", "x" * 9, "abcdefghi"])
def test_a_short_password_is_refused_by_name(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_password(password, field="new")
    assert refused.value.fields == {"new": "at least 10 characters"}


def test_a_password_of_201_characters_is_refused() -> None:
    with pytest.raises(Invalid, match="cannot be used"):
        check_password("abcd" * 50 + "e")
    check_password("abcd" * 50)


def test_one_sign_repeated_is_no_password() -> None:
    with pytest.raises(Invalid):
        check_password("aaaaaaaaaaaa")


@given(st.text(min_size=10, max_size=200))
@settings(max_examples=200)
def test_any_text_of_the_right_length_with_four_signs_is_accepted(text: str) -> None:
    if len(set(text)) >= 4:
        check_password(text)
    else:
        with pytest.raises(Invalid):
            check_password(text)


def test_the_right_password_fits_and_another_does_not() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert "correct" not in kept
    assert password_fits(kept, "correct horse battery")
    assert not password_fits(kept, "correct horse batterY")


def test_the_same_letters_in_another_encoding_fit() -> None:
    assert password_fits(hash_password("caf\u00e9 am See 1"), "cafe\u0301 am See 1")


def test_nobody_has_no_password() -> None:
    assert not password_fits(None, "anything at all")
    assert not password_fits("", "anything at all")


def test_an_unknown_address_is_checked_against_a_hash_of_the_same_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[str] = []
    kept = hash_password("correct horse battery")

    class Watched:
        def verify(self, password_hash: str, password: bytes) -> bool:
            checked.append(password_hash)
            return False

    monkeypatch.setattr(passwords, "HASHER", Watched())
    password_fits(None, "anything at all")
    password_fits(kept, "anything at all")
    assert [text.rsplit("$", 2)[0] for text in checked] == [kept.rsplit("$", 2)[0]] * 2


def test_a_longer_password_never_fits_by_being_cut() -> None:
    kept = hash_password("abcd" * 50)
    assert password_fits(kept, "abcd" * 50)
    assert not password_fits(kept, "abcd" * 50 + "more")


def test_half_a_surrogate_pair_is_an_answer_and_no_crash() -> None:
    assert not password_fits(None, "\ud800 half a sign")


def test_a_hash_that_is_not_one_lets_nobody_in() -> None:
    assert not password_fits("not a hash", "anything at all")


def test_a_hash_with_weaker_settings_is_old() -> None:
    kept = hash_password("correct horse battery")
    assert not hash_is_old(kept)
    assert hash_is_old(kept.replace("m=65536", "m=1024"))
