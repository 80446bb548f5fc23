"""The file of facts: what it must hold, and what is said of a broken one."""

import hashlib
from pathlib import Path

import pytest

from calibration.fitting.free import FREE
from calibration.published.facts import SUFFOLK, Facts, Role, load_facts
from calibration.published.strict import CalibrationFileError
from calibration.readings.catalogue import READINGS
from calibration.readings.claims import READINGS_OF_CLAIMS
from sim.evidence.register import load_register
from sim.evidence.rows import GRADES

FACTS = load_facts()
CLAIMS = SUFFOLK.with_name("claims.yaml")
BY_ID = {fact.id: fact for fact in FACTS}

GOOD = """\
area: Somewhere
sources:
  - {id: book, title: A book, publisher: A press, year: 2020, url_or_locator: a shelf}
facts:
  - id: arrests
    label: Arrests
    unit: arrests a year
    period: year to March 2022
    published: 200
    tolerance: {per_cent: 15}
    reason: because
    source: book
    locator: page 3
    grade: assumed
    role: fitted
"""


def facts_from(folder: Path, text: str) -> Facts:
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return load_facts(path)


def test_every_fact_has_a_reading_and_every_reading_a_fact() -> None:
    assert [fact.id for fact in FACTS] == [name for name in READINGS if name not in READINGS_OF_CLAIMS]
    assert {fact.id for fact in load_facts(CLAIMS)} <= set(READINGS_OF_CLAIMS)


def test_every_fact_says_unit_period_reason_source_grade_and_role() -> None:
    for fact in FACTS:
        assert all((fact.label, fact.unit, fact.period, fact.reason, fact.locator)), fact.id
        assert fact.source.title, fact.id
        assert fact.grade in GRADES, fact.id
        assert isinstance(fact.role, Role), fact.id


def test_what_is_published_lies_inside_its_own_tolerance() -> None:
    for fact in FACTS:
        assert fact.allowed_low <= fact.published_low <= fact.published_high <= fact.allowed_high, fact.id


ALLOWED = {  # id: (lowest, highest), worked out from the published figure and its tolerance
    "recorded_offences": (49_500, 60_500),
    "arrests": (5_818.25, 7_871.75),
    "on_bail": (308, 462),
    "suspects": (701.6, 1_052.4),
    "charged_share": (4.4, 6.6),
    "detention_hours": (11.9, 16.1),
    "iom_adoptions_a_panel": (4, 7.2),
    "reoffending_all": (22.8, 28.8),
    "reoffending_short_custody": (50, 67),
    "reoffences_a_reoffender": (3, 4.2),
    "top_tenth_share": (42, 58),
    "reception_care": (24, 33),
    "reception_hard_drugs": (34, 49),
}


@pytest.mark.parametrize(("id", "allowed"), ALLOWED.items())
def test_tolerance_applies_on_both_sides_and_outside_a_published_range(
    id: str, allowed: tuple[float, float]
) -> None:
    assert (BY_ID[id].allowed_low, BY_ID[id].allowed_high) == pytest.approx(allowed)


def test_ages_of_the_outstanding_suspects_add_up() -> None:
    bands = [BY_ID[f"suspects_{band}"].published for band in ("to_28_days", "29_to_90_days", "over_90_days")]
    assert sum(bands) == BY_ID["suspects"].published == 877


def test_the_districts_add_up_and_gave_the_shares_of_the_districts() -> None:
    both: dict[str, float] = {}
    for name in ("on_bail", "under_investigation"):
        here = {district: BY_ID[f"{name}_{district}"].published for district in ("east", "south", "west")}
        assert sum(here.values()) == BY_ID[name].published
        both = {district: both.get(district, 0) + people for district, people in here.items()}
    for district, people in both.items():
        share = load_register().number(f"districts.{district}.share")
        assert share == pytest.approx(people / (385 + 1594), abs=5e-4)


PROTECTION = ("registered_community", "mappa_level_2", "mappa_level_3", "prevention_orders")


def test_figures_that_are_put_in_are_marked_as_inputs() -> None:
    assert BY_ID["detention_hours"].published == load_register().number("custody.mean_hours")
    assert BY_ID["iom_members_a_constable"].published == load_register().number("iom.members_per_constable")
    inputs = [fact.id for fact in FACTS if fact.role is Role.INPUT]
    districts = [
        f"{name}_{district}"
        for name in ("on_bail", "under_investigation")
        for district in ("east", "south", "west")
    ]
    custody = ["detention_hours", "custody_suites", "cells"]
    others = [*custody, "iom_members_a_constable", "iom_total", "delivery_units"]
    dapu = [f"dapu_{name}" for name in ("active", "completed", "sessions_a_joiner")]
    assert inputs == [*districts, *others, *PROTECTION, "charge_to_first_hearing", *dapu]


def test_fitted_values_are_assumed_and_say_that_they_are_fitted() -> None:
    for id in (*FREE, "people.stock"):
        row = load_register().row(id)
        assert row.grade == "assumed", id
        assert "Fitted" in row.note, id


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (fact,) = facts_from(tmp_path, GOOD)
    assert (fact.published, fact.allowed_low, fact.allowed_high) == (200, 170, 230)
    assert fact.role is Role.FITTED
    assert fact.source.publisher == "A press"


def test_what_is_not_a_number_is_not_inside(tmp_path: Path) -> None:
    (fact,) = facts_from(tmp_path, GOOD)
    assert fact.holds(170)
    assert fact.holds(230)
    assert not fact.holds(169.9)
    assert not fact.holds(float("nan"))


BOOK = GOOD.splitlines(keepends=True)[2]
NUMBERS = "    published: 200\n    tolerance: {per_cent: 15}\n"
BROKEN = [
    ("area: Somewhere\n", "", "1:1: area: is missing"),
    ("area: Somewhere", "area: 7", "1:7: area: must be text"),
    ("area: Somewhere", "area: Somewhere\nfact: 7", "2:1: fact: cannot stand here"),
    ("area: Somewhere", "area: [Somewhere", "1:7: a bracket is opened here and not closed"),
    (BOOK, BOOK + BOOK, "4:10: sources[2].id: is taken already; given book"),
    (
        BOOK,
        BOOK + BOOK.replace("book", "judgement", 1),
        "4:10: sources[2].id: is taken already; given judgement",
    ),
    ("title: A book, ", "", "3:5: sources[1].title: is missing"),
    ("year: 2020", "year: MMXX", "3:57: sources[1].year: must be a whole number"),
    ("year: 2020", "year: 20", "3:57: sources[1].year: must be a whole number between 1,000 and 9,999"),
    ("year: 2020", "year: 2020, page: 3", "3:63: sources[1].page: cannot stand here"),
    ("- id: arrests", "- id: 7", "5:9: facts[1].id: must be text: put it in quotation marks; given 7"),
    ("    unit: arrests a year\n", "", "5:5: facts[1].unit: is missing"),
    ("    role: fitted", "    colour: red\n    role: fitted", "15:5: facts[1].colour: cannot stand here"),
    ("    role: fitted", "    unti: people\n    role: fitted", "15:5: facts[1].unti: cannot stand here"),
    ("    role: fitted", "    role: input\n    role: fitted", "16:5: facts.role: stands twice"),
    ("label: Arrests", "label: ''", "6:12: facts[1].label: must be text"),
    ("published: 200", "published: many", "9:16: facts[1].published: must be a number; given many"),
    ("published: 200", "published: true", "9:16: facts[1].published: must be a number"),
    ("published: 200", "published: .inf", "9:16: facts[1].published: must be a number"),
    ("published: 200", "published: [2, 3]", "9:16: facts[1].published: must be a single value"),
    ("published: 200", "published: {low: 2}", "9:16: facts[1].published.high: is missing"),
    (
        "published: 200",
        "published: {low: 3, high: 2}",
        "9:31: facts[1].published.high: must be more than the low, 3; given 2",
    ),
    ("tolerance: {per_cent: 15}", "tolerance: 15", "10:16: facts[1].tolerance: must hold keys and values"),
    (
        "{per_cent: 15}",
        "{per_cent: 15, amount: 2}",
        "10:16: facts[1].tolerance: must have just one of per_cent, amount",
    ),
    ("{per_cent: 15}", "{amount: 0}", "10:25: facts[1].tolerance.amount: must be above 0, or 0 beside"),
    (
        "{per_cent: 15}",
        "{per_cent: -1}",
        "10:27: facts[1].tolerance.per_cent: must be of at least 0; given -1",
    ),
    ("reason: because", "reason: 7", "11:13: facts[1].reason: must be text"),
    (
        "source: book",
        "source: bok",
        "12:13: facts[1].source: there is no such source; given bok; did you mean",
    ),
    ("locator: page 3", "locator: 3.10", "13:14: facts[1].locator: must be text"),
    ("grade: assumed", "grade: sure", "14:12: facts[1].grade: is none of the names that are allowed here"),
    ("role: fitted", "role: hoped", "15:11: facts[1].role: is none of the names that are allowed here"),
    ("role: fitted", f"role: {Role.CLAIM.value}", "10:5: facts[1].tolerance: cannot stand here"),
]


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(CalibrationFileError) as raised:
        facts_from(folder, text)
    return [line.removeprefix(f"{folder.as_posix()}/facts.yaml:") for line in str(raised.value).split("\n")]


@pytest.mark.parametrize(("good", "wrong", "said"), BROKEN)
def test_a_broken_file_is_refused_by_line_and_column(
    good: str, wrong: str, said: str, tmp_path: Path
) -> None:
    assert good in GOOD
    (told,) = refused(tmp_path, GOOD.replace(good, wrong))
    assert told.startswith(said)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("id: book", "id: judgement").replace("grade: assumed", "grade: sure")
    told = refused(tmp_path, text.replace("{per_cent: 15}", "{per_cnt: 15}"))
    assert [line.split(": ")[0] for line in told] == ["3:10", "10:16", "10:17", "12:13", "14:12"]
    assert told[2].endswith("per_cnt: cannot stand here; allowed per_cent, amount; did you mean per_cent?")
    assert told[4].endswith("given sure; allowed seed, published-verified, published-recalled, assumed")


def test_a_fact_cannot_stand_twice(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, GOOD + GOOD.split("facts:\n")[1])
    assert told == "16:9: facts[2].id: is taken already; given arrests"


def test_a_published_range_needs_no_tolerance_beyond_it(tmp_path: Path) -> None:
    text = GOOD.replace(NUMBERS, "    published: {low: 2, high: 3}\n    tolerance: {amount: 0}\n")
    (fact,) = facts_from(tmp_path, text)
    assert (fact.allowed_low, fact.published, fact.allowed_high) == (2, 2.5, 3)


def test_a_file_lists_facts_but_may_list_no_sources(tmp_path: Path) -> None:
    start, facts = GOOD.split("facts:\n")
    area = start.split("sources:")[0]
    (fact,) = facts_from(tmp_path, f"{area}sources: []\nfacts:\n{facts.replace('book', 'judgement')}")
    assert fact.source.id == "judgement"
    (told,) = refused(tmp_path, f"{area}sources: []\nfacts: []\n")
    assert told.startswith("3:8: facts: must be a list with at least one entry")
    (told,) = refused(tmp_path, f"{area}sources: {{}}\nfacts:\n{facts.replace('book', 'judgement')}")
    assert told.startswith("2:10: sources: must be a list")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CalibrationFileError, match=r"none\.yaml:1:1: No such file or directory"):
        load_facts(tmp_path / "none.yaml")
    with pytest.raises(CalibrationFileError, match=r":1:1: Is a directory"):
        load_facts(tmp_path)
    path = tmp_path / "facts.yaml"
    path.write_bytes(GOOD.replace("because", "caf\xe9").encode("latin-1"))
    with pytest.raises(CalibrationFileError, match=r"facts\.yaml:11:16: the file is not UTF-8 text"):
        load_facts(path)


def test_the_fingerprint_is_that_of_the_bytes(tmp_path: Path) -> None:
    assert facts_from(tmp_path, GOOD).fingerprint == hashlib.sha256(GOOD.encode()).hexdigest()


def test_the_facts_lie_beside_the_code_that_reads_them() -> None:
    assert SUFFOLK.is_file()
    assert SUFFOLK.parent.name == "facts"
