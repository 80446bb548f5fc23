"""The evidence table as text."""

import csv
import io

import pytest

from sim.errors import DesistError
from sim.evidence.assumptions import assumptions_csv, assumptions_text, counts_by_grade
from sim.evidence.register import load_register

REGISTER = load_register()


def test_a_row_reads_value_unit_range_grade_and_source() -> None:
    text = assumptions_text(REGISTER, under="study.smallest_differences.offences")
    assert text.startswith(
        "study.smallest_differences.offences: 25 offences a year (10 to 100)\n"
        "    assumed: judgement, starting values\n"
    )
    assert "1 of " in text


def test_large_numbers_have_commas_and_days_are_iso() -> None:
    assert "costs.prison_place_year: 47,400 pounds a year (44,000 to 52,000)" in assumptions_text(REGISTER)
    text = assumptions_text(REGISTER, under="districts.south.two_tier_from")
    assert "2022-10-01 date (2022-04-01 to 2023-03-31)" in text


def test_a_grade_and_a_place_narrow_what_is_shown() -> None:
    text = assumptions_text(REGISTER, grade="seed", under="iom")
    assert "iom.constables: 8 posts" in text
    assert "iom.contact_hours" not in text
    assert "courts." not in text
    assert "app_ap22_15: Suffolk Constabulary (2022)." in text


def test_a_place_matches_whole_words_only() -> None:
    with pytest.raises(DesistError, match="nothing at or below 'io'"):
        assumptions_text(REGISTER, under="io")


def test_an_unknown_grade_is_refused() -> None:
    with pytest.raises(DesistError, match="grade 'sure' is none of seed"):
        assumptions_text(REGISTER, grade="sure")


def test_a_choice_without_rows_is_still_counted() -> None:
    assert assumptions_text(REGISTER, grade="seed", under="costs").startswith("0 of ")


def test_counts_cover_every_row() -> None:
    counts = counts_by_grade(REGISTER)
    assert list(counts) == ["seed", "published-verified", "published-recalled", "assumed"]
    assert sum(counts.values()) == len(REGISTER.rows)
    assert min(counts.values()) > 0


def test_csv_has_the_columns_of_the_table_and_the_chosen_rows() -> None:
    rows = list(csv.DictReader(io.StringIO(assumptions_csv(REGISTER, under="iom.fixed.codes"))))
    assert [(row["id"], row["value"], row["low"]) for row in rows] == [
        ("iom.fixed.codes.1", "2", ""),
        ("iom.fixed.codes.3", "2", ""),
        ("iom.fixed.codes.5", "2", ""),
        ("iom.fixed.codes.6a", "1", ""),
    ]
