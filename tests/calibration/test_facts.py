"""The file of facts: what it must hold, and what is said of a broken one."""

from pathlib import Path

import pytest

from calibration.fitting.free import FREE
from calibration.published.facts import SUFFOLK, Facts, FactsError, Role, load_facts
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


BROKEN = {
    "lacks unit": ("    unit: arrests a year\n", ""),
    "has unknown colour": ("    role: fitted", "    colour: red\n    role: fitted"),
    "role 'hoped' is none of input, fitted, predicted": ("role: fitted", "role: hoped"),
    "grade 'sure' is none of seed": ("grade: assumed", "grade: sure"),
    "source 'diary' is in neither list": ("source: book", "source: diary"),
    "must be a number, not 'many'": ("published: 200", "published: many"),
    "must be a number, not True": ("published: 200", "published: true"),
    "runs from 3 to 2": ("published: 200", "published: {low: 3, high: 2}"),
    "per_cent or amount": ("{per_cent: 15}", "{per_cent: 15, amount: 2}"),
    "must be above 0": ("{per_cent: 15}", "{amount: 0}"),
    "reason must be text": ("reason: because", "reason: 7"),
    "cannot be read": ("area: Somewhere", "area: [Somewhere"),
}


@pytest.mark.parametrize(("message", "change"), BROKEN.items())
def test_a_broken_file_is_refused_by_name(tmp_path: Path, message: str, change: tuple[str, str]) -> None:
    assert change[0] in GOOD
    with pytest.raises(FactsError, match=message) as caught:
        facts_from(tmp_path, GOOD.replace(*change))
    assert str(caught.value).startswith("facts.yaml")


def test_a_fact_or_a_source_cannot_stand_twice(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="'arrests' stands here a second time"):
        facts_from(tmp_path, GOOD + GOOD.split("facts:\n")[1])
    with pytest.raises(FactsError, match="source 'judgement' is known already"):
        facts_from(tmp_path, GOOD.replace("id: book", "id: judgement"))


def test_the_facts_lie_beside_the_code_that_reads_them() -> None:
    assert SUFFOLK.is_file()
    assert SUFFOLK.parent.name == "facts"
