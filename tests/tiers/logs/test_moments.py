from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.tiers.logs.moments import MomentReader

moments = st.integers(86_400, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
forms = ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %I:%M %p", "%d %b %Y, %H.%M"]


@given(moments, st.sampled_from(forms))
def test_what_strftime_writes_is_read_back(moment, form):
    written = moment.strftime(form)
    read = MomentReader(form).read(written)
    assert datetime.fromtimestamp(read, UTC).strftime(form) == written


@given(moments)
def test_iso_and_epoch_are_exact(moment):
    assert MomentReader("iso").read(moment.isoformat()) == moment.timestamp()
    assert MomentReader("epoch").read(repr(moment.timestamp())) == pytest.approx(moment.timestamp())
    seconds = moment.replace(microsecond=0).timestamp()
    assert MomentReader("epoch_ms").read(str(int(seconds * 1000))) == seconds


def test_a_moment_without_a_zone_is_in_the_mappings():
    local = MomentReader("%d.%m.%Y %H:%M", "Europe/Berlin").read("01.07.2026 12:00")
    assert datetime.fromtimestamp(local, UTC).hour == 10


def test_a_moment_that_names_its_zone_keeps_it():
    assert MomentReader("iso", "Asia/Tokyo").read("2026-07-01T12:00:00+02:00") == (
        datetime(2026, 7, 1, 10, tzinfo=UTC).timestamp()
    )
    assert MomentReader("%Y-%m-%d %H:%M %z", "Asia/Tokyo").read("2026-07-01 12:00 +0200") == (
        datetime(2026, 7, 1, 10, tzinfo=UTC).timestamp()
    )


def test_an_hour_that_happens_twice_means_the_first():
    read = MomentReader("iso", "Europe/Berlin").read("2026-10-25T02:30:00")
    assert (
        read == datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=0).timestamp()
    )


@pytest.mark.parametrize("form", ["iso", "epoch", "epoch_ms", "%d/%m/%Y"])
@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "-inf", "1e400", "9999-12-31", "0001-01-01", "x"]
)
def test_what_is_no_moment_is_refused_in_words(form, text):
    with pytest.raises(ValueError, match=r"not (a moment|between)"):
        MomentReader(form, "Pacific/Kiritimati").read(text)


@given(st.text(max_size=30), st.sampled_from(["iso", "epoch", "epoch_ms", "%d/%m/%Y %H:%M"]))
def test_any_text_is_a_moment_or_a_value_error(text, form):
    try:
        seconds = MomentReader(form, "America/New_York").read(text)
    except ValueError:
        return
    assert 0 <= seconds < datetime(2100, 1, 1, tzinfo=UTC).timestamp()
