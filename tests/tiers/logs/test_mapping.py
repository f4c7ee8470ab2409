from pathlib import Path

import pytest

from swarm.errors import Invalid
from swarm.foreign import MAPPING_BYTES, read_mapping
from swarm.tiers.logs.mapping import Mapping

EXAMPLE = Path(__file__).parents[3] / "docs/examples/servicenow-events.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text)
    return path


LEAST = 'source = "s"\n[columns]\ncase = "a"\ntime = "b"\n'


def test_the_worked_example_is_a_mapping():
    mapping = read_mapping(EXAMPLE, Mapping)
    assert mapping.columns.case == "number"
    assert mapping.status["-100"] == "same"
    assert mapping.moments().read("29/2/2016 01:16") == 1456708560


def test_case_and_time_are_enough(tmp_path):
    mapping = read_mapping(write(tmp_path, LEAST), Mapping)
    assert mapping.columns_used() == {"columns.case": "a", "columns.time": "b"}


def test_columns_of_the_templates_count_as_used(tmp_path):
    mapping = read_mapping(write(tmp_path, LEAST + '[ticket]\nsummary = "{x}: {y}"\n'), Mapping)
    assert {"x", "y"} <= set(mapping.columns_used().values())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[columns]\ncase='a'\ntime='b'", "source"),
        ('source = "s"\n[columns]\ncase = "a"', "columns.time"),
        (LEAST + "colour = 1", "columns.colour"),
        (LEAST + "[status]\nx = 'gone'", "status.x"),
        (LEAST + "[time]\nzone = 'Mars/Olympus'", "time.zone"),
        (LEAST + "[time]\nzone = '../../etc/passwd'", "time.zone"),
        (LEAST + "[file]\nencoding = 'klingon'", "file.encoding"),
        (LEAST + "[file]\ndelimiter = ';;'", "file.delimiter"),
        (LEAST + "[[tier_of_group]]\nmatch = '('\ntier = 'L1'", "tier_of_group.0.match"),
        (LEAST + "[[tier_of_group]]\nmatch = 'x'\ntier = 'L 1'", "tier_of_group.0.tier"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, text, field):
    with pytest.raises(Invalid) as refusal:
        read_mapping(write(tmp_path, text), Mapping)
    assert field in (refusal.value.fields or {})


def test_what_is_not_toml_is_refused(tmp_path):
    with pytest.raises(Invalid, match="not TOML"):
        read_mapping(write(tmp_path, "= ="), Mapping)
    (tmp_path / "mapping.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(Invalid, match="not TOML"):
        read_mapping(tmp_path / "mapping.toml", Mapping)


def test_a_mapping_that_is_absent_or_huge_is_refused(tmp_path):
    with pytest.raises(Invalid, match="cannot be read"):
        read_mapping(tmp_path / "nothing.toml", Mapping)
    with pytest.raises(Invalid, match="too large"):
        read_mapping(write(tmp_path, "#" * (MAPPING_BYTES + 1)), Mapping)


def test_the_first_pattern_that_is_found_tells_the_tier(tmp_path):
    mapping = read_mapping(
        write(
            tmp_path,
            LEAST + "[[tier_of_group]]\nmatch = '(?i)desk'\ntier = 'L1'\n"
            "[[tier_of_group]]\nmatch = 'Desk B'\ntier = 'L2'\n",
        ),
        Mapping,
    )
    assert [mapping.group_tier(name) for name in ("Service Desk B", "Engineering")] == ["L1", None]
