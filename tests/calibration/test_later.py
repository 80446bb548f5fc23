"""What was published later: what ships, and what is said of a broken file."""

import hashlib
from pathlib import Path

import pytest

from calibration.published.facts import load_facts
from calibration.published.later import LaterFacts, load_later
from calibration.published.strict import CalibrationFileError
from calibration.readings.later import OF_A_YEAR

FACTS = load_facts()

GOOD = """\
area: Suffolk
sources:
  - {id: book, title: A book, publisher: A press, year: 2024, url_or_locator: a shelf}
later:
  - id: arrests_2024
    fact: arrests
    years_on: 2
    period: year to March 2024
    published: 6000
    earlier: {published: {low: 7000, high: 9000}, period: year to March 2018}
    reason: because
    source: book
    locator: page 3
    grade: assumed
    role: kept back
"""
BOOK = GOOD.splitlines(keepends=True)[2]
EARLIER = "    earlier: {published: {low: 7000, high: 9000}, period: year to March 2018}\n"


def later_from(folder: Path, text: str) -> LaterFacts:
    path = folder / "later.yaml"
    path.write_text(text, encoding="utf-8")
    return load_later(FACTS, path)


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(CalibrationFileError) as raised:
        later_from(folder, text)
    return [line.removeprefix(f"{folder.as_posix()}/later.yaml:") for line in str(raised.value).split("\n")]


def test_nothing_kept_back_is_a_fact() -> None:
    shipped = load_later(FACTS)
    assert not {each.id for each in shipped} & {fact.id for fact in FACTS}
    assert {each.fact.id for each in shipped} <= set(OF_A_YEAR)
    assert all(each.published != each.fact.published for each in shipped)


def test_scaled_figures_are_scaled_as_their_facts() -> None:
    """Suffolk's share by recorded crime, 55,000 of 6,470,523, to the rounding of the published figure."""
    share = 55_000 / 6_470_523
    national = {
        "prison_people_2023": 85_851, "prison_people_2024": 87_726, "recalls_2023": 6_824,
        "recalls_2024": 7_415, "probation_caseload_2024": 239_015,
    }  # fmt: skip
    for each in load_later(FACTS):
        if each.id in national:
            assert each.published == round(national[each.id] * share)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    found = later_from(tmp_path, GOOD)
    (each,) = found
    assert (each.id, each.fact.id, each.years_on, each.source) == ("arrests_2024", "arrests", 2, "book")
    assert (each.earlier, each.published) == (8000, 6000)
    assert found.fingerprint == hashlib.sha256(GOOD.encode()).hexdigest()


def test_what_says_nothing_of_earlier_carries_the_fact_itself_forward(tmp_path: Path) -> None:
    (each,) = later_from(tmp_path, GOOD.replace(EARLIER, ""))
    assert each.earlier == next(fact.published for fact in FACTS if fact.id == "arrests")


BROKEN = [
    (
        "area: Suffolk",
        "area: Norfolk",
        "1:7: area: is none of the names that are allowed here; given Norfolk",
    ),
    ("area: Suffolk", "area: Suffolk\nfacts: 7", "2:1: facts: cannot stand here"),
    (BOOK, BOOK + BOOK, "4:10: sources[2].id: is taken already; given book"),
    (BOOK, BOOK + BOOK.replace("book", "judgement", 1), "4:10: sources[2].id: is taken already"),
    (BOOK, BOOK + BOOK.replace("book", "ho_outcomes_2023", 1), "4:10: sources[2].id: is taken already"),
    ("title: A book, ", "", "3:5: sources[1].title: is missing"),
    ("id: arrests_2024", "id: arrests", "5:9: later[1].id: is taken already; given arrests"),
    (
        "fact: arrests",
        "fact: arests",
        "6:11: later[1].fact: there is no such fact; given arests; did you mean",
    ),
    (
        "years_on: 2",
        "years_on: 0",
        "7:15: later[1].years_on: must be a whole number between 1 and 6; given 0",
    ),
    (
        "years_on: 2",
        "years_on: 7",
        "7:15: later[1].years_on: must be a whole number between 1 and 6; given 7",
    ),
    ("years_on: 2", "years_on: 1.5", "7:15: later[1].years_on: must be a whole number"),
    ("period: year to March 2024\n", "period: 2024\n", "8:13: later[1].period: must be text"),
    (
        "published: 6000",
        "published: many",
        "9:16: later[1].published: must be a number more than 0; given many",
    ),
    ("published: 6000", "published: 0", "9:16: later[1].published: must be more than 0; given 0"),
    ("low: 7000", "low: -7", "10:32: later[1].earlier.published.low: must be more than 0"),
    ("low: 7000", "low: 9000", "10:44: later[1].earlier.published.high: must be more than the low, 9000"),
    (", period: year to March 2018", "", "10:14: later[1].earlier.period: is missing"),
    ("year to March 2018", "2018", "10:59: later[1].earlier.period: must be text"),
    ("earlier: {", "earlier: {id: a, ", "10:15: later[1].earlier.id: cannot stand here"),
    ("reason: because", "reason: ''", "11:13: later[1].reason: must be text"),
    ("source: book", "source: diary", "12:13: later[1].source: there is no such source; given diary"),
    ("    locator: page 3\n", "", "5:5: later[1].locator: is missing"),
    ("grade: assumed", "grade: sure", "14:12: later[1].grade: is none of the names that are allowed here"),
    ("role: kept back", "role: fitted", "15:11: later[1].role: is none of the names that are allowed here"),
    ("    role: kept back", "    extra: 1\n    role: kept back", "15:5: later[1].extra: cannot stand here"),
]


@pytest.mark.parametrize(("good", "wrong", "said"), BROKEN)
def test_a_broken_file_is_refused_by_line_and_column(
    good: str, wrong: str, said: str, tmp_path: Path
) -> None:
    assert GOOD.count(good) == 1
    (told,) = refused(tmp_path, GOOD.replace(good, wrong))
    assert told.startswith(said)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("role: kept back", "role: fitted").replace("fact: arrests", "fact: no_such")
    told = refused(tmp_path, text.replace("low: 7000", "low: many").replace("6000", "none"))
    assert [line.split(": ")[0] for line in told] == ["6:11", "9:16", "10:32", "15:11"]
    assert told[3].endswith("given fitted; allowed kept back")


def test_an_entry_cannot_stand_twice(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, GOOD + GOOD.split("later:\n")[1])
    assert told == "16:9: later[2].id: is taken already; given arrests_2024"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CalibrationFileError, match=r"none\.yaml:1:1: No such file or directory"):
        load_later(FACTS, tmp_path / "none.yaml")
