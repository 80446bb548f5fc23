"""A programme added in YAML alone: nothing else moves unless it does something, and then in its direction."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from sim import clock
from sim.experiment.replication import Draws, draw, live
from sim.model.events import (
    PROGRAMME_ENDED,
    PROGRAMME_REFERRED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
)
from sim.outcomes.programmes import programme_use
from sim.outcomes.record import Record, Window
from sim.outcomes.services import service_use
from sim.scenario.reader import read_scenarios
from tests.pairing.counties import FOLDER, committed_since, hidden_by_person, shipped

YEARS = 4
OWN = [
    kind.name for kind in (PROGRAMME_REFERRED, PROGRAMME_STARTED, PROGRAMME_ENDED, PROGRAMME_WAITED_IN_VAIN)
]
COURSE = """\
name: a-course
extends: county.yaml
programmes:
  why: A course made up for a test
  a_course:
    kind: support
    referred_from: [custody, order, licence, iom]
    referral: 0.8
    places: 25
    patience_days: 30
    stay_days: 120
    completion: 0.7
    lasting_days: 200
"""


def lived(folder: Path, text: str) -> tuple[Record, Record]:
    """The small county without and with what the text adds."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    shutil.copy(FOLDER / "small" / "county.yaml", scenarios / "county.yaml")
    (scenarios / "a.yaml").write_text(text, encoding="utf-8")
    county, added = read_scenarios([scenarios / "county.yaml", scenarios / "a.yaml"])
    assert county.fingerprint == shipped("county").fingerprint
    return as_shipped(), live(added, drawn())


@cache
def drawn() -> Draws:
    return draw(shipped("county").opening, 1, 0, YEARS)


@cache
def as_shipped() -> Record:
    return live(shipped("county"), drawn())


def rows(record: Record, until: float = float("inf")) -> list[tuple[object, ...]]:
    """All rows but those of programmes; what the county's own do stays in the hidden sums."""
    return record.ledger.sorted_rows(until=until, without=OWN)


LIST_OF_NAMES = """\
name: a-list
extends: county.yaml
programmes:
  why: A list made up for a test
  a_course:
    kind: enforcement
    referred_from: [record]
    offences: [acquisitive]
    passes_over: [iom]
    referral: 1
    places: 25
    patience_days: 30
    stay_days: 120
    completion: 1
"""


@pytest.mark.parametrize("text", [COURSE, LIST_OF_NAMES])
def test_without_effect_and_with_its_own_places_it_leaves_everything_else_as_it_was(
    tmp_path: Path, text: str
) -> None:
    without, with_it = lived(tmp_path, text)
    use = {each.name: each.figures for each in programme_use(with_it, Window(2, 4))}["a_course"]
    assert use["completed"] > 20
    assert rows(with_it) == rows(without)
    assert hidden_by_person(with_it) == hidden_by_person(without)
    services = {each.service.name: str(each.figures) for each in service_use(with_it, Window(2, 4))}
    assert services.pop("programmes.a_course")
    assert services == {each.service.name: str(each.figures) for each in service_use(without, Window(2, 4))}


def test_nothing_differs_before_it_begins_and_less_is_committed_while_it_works(tmp_path: Path) -> None:
    effect = "    offending_effect: -0.3\n    after_effect: -0.3\n"
    without, with_it = lived(tmp_path, COURSE + effect)
    assert rows(with_it, clock.FIRST_MEASURED_DAY) == rows(without, clock.FIRST_MEASURED_DAY)
    assert committed_since(with_it, 2) < committed_since(without, 2)


def test_a_harmful_programme_makes_people_offend_more(tmp_path: Path) -> None:
    effect = "    offending_effect: 0.3\n    after_effect: 0.3\n"
    without, with_it = lived(tmp_path, COURSE + effect)
    assert committed_since(with_it, 2) > committed_since(without, 2)


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_one_programme_more_moves_no_draw_of_another(tmp_path: Path, name: str) -> None:
    """Two courses without effect, whichever is first by name: each is what it is alone."""
    other = COURSE.split("  a_course:\n")[1]
    _, alone = lived(tmp_path, COURSE)
    (tmp_path / "other").mkdir()
    _, both = lived(tmp_path / "other", COURSE + f"  {name}:\n" + other)
    figures = [
        {each.name: each.figures for each in programme_use(record, Window(2, 4))}["a_course"]
        for record in (alone, both)
    ]
    assert figures[0] == figures[1]
