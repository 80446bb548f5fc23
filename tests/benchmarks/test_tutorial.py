"""The tutorial's model on the small county: it runs, loses nobody, and does the same work as desist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import log, sqrt
from pathlib import Path
from statistics import fmean, variance

import pytest

from benchmarks.tutorial import Tutorial
from sim import clock
from sim.experiment.replication import draw, live
from sim.outcomes.measures import measure_all
from sim.outcomes.record import measured
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Phase, Scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
YEARS = 3
SEEDS = range(1, 6)


@cache
def county() -> Scenario:
    return read_scenario(SCENARIOS / "small" / "county.yaml")


def alike() -> Scenario:
    """The small county, but with one personal rate for everybody: totals then vary far less."""
    opening = county().opening
    people = opening.people.model_copy(update={"offending_log_sd": 0.0})
    settings = opening.model_copy(update={"people": people})
    return Scenario("alike", "Alike", (Phase(0, settings),), (), ())


@cache
def lived() -> tuple[Tutorial, dict[str, float]]:
    model = Tutorial(county(), 1, YEARS)
    return model, model.run()


def test_nobody_is_lost_and_everybody_is_somebody_else() -> None:
    model, _ = lived()
    people = county().opening.people
    newcomers = [person for person in model.people if person.onset >= 0]
    assert [person.number for person in model.people] == list(range(len(model.people)))
    assert len(model.people) - len(newcomers) == people.stock
    expected = people.entrants_per_year * YEARS
    assert abs(len(newcomers) - expected) < 4 * sqrt(expected)


def test_a_life_goes_on_exactly_as_long_as_a_career_can() -> None:
    model, _ = lived()
    end = clock.year_start(YEARS)
    for person in model.people:
        assert person.process is not None
        assert person.process.is_alive == (min(person.career_until, person.gone) > end)


def test_a_case_has_one_exit_or_is_open() -> None:
    model, _ = lived()
    opened = [record[3] for record in model.records if record[1] == "opened"]
    closed = [record[3] for record in model.records if record[1] == "closed"]
    assert opened == list(range(model.cases))
    assert sorted([*closed, *model.open_cases]) == opened


def test_people_in_prison_came_in_and_have_not_left() -> None:
    model, _ = lived()
    inside: Counter[int] = Counter()
    for _, what, person, *_ in model.records:
        if what in ("into prison", "out of prison"):
            inside[person] += 1 if what == "into prison" else -1
            assert inside[person] in (0, 1)
    assert {number for number, there in inside.items() if there} == {
        person.number for person in model.people if person.in_prison
    }
    assert all(person.held >= person.in_prison for person in model.people)


def test_members_of_iom_were_adopted_and_not_removed() -> None:
    model, _ = lived()
    members: Counter[int] = Counter()
    for _, what, person, *_ in model.records:
        members[person] += (what == "adopted") - (what == "removed")
    assert sorted(members.elements()) == sorted(person.number for person in model.members)
    assert all((person in model.members) == (person.cohort is not None) for person in model.people)


def test_offences_are_committed_at_liberty_while_a_career_is_open() -> None:
    model, _ = lived()
    for day, what, number, *_ in model.records:
        if what == "offence":
            person = model.people[number]
            assert person.onset <= day <= min(person.career_until, person.gone)


def test_personal_rates_are_lognormal_with_the_mean_of_the_settings() -> None:
    model, _ = lived()
    people = county().opening.people
    # those of day 0: who begins later offends less, as careers open on a day are those of the persistent
    logs = [log(person.rate * clock.DAYS_PER_YEAR) for person in model.people if person.onset < 0]
    location = log(people.offending_rate) - people.offending_log_sd**2 / 2
    assert abs(fmean(logs) - location) < 4 * people.offending_log_sd / sqrt(len(logs))


@pytest.mark.parametrize("make", [county, alike], ids=["county", "alike"])
def test_committed_offences_agree_with_desist_within_sampling_error(make: Callable[[], Scenario]) -> None:
    tried = make()
    tutorial = [Tutorial(tried, seed, YEARS).run()["offences"] for seed in SEEDS]
    desist = []
    for seed in SEEDS:
        record = live(tried, draw(tried.opening, seed, 0, YEARS))
        desist.append(measure_all(record, measured(record))["offences"])
    error = sqrt((variance(tutorial) + variance(desist)) / len(SEEDS))
    assert abs(fmean(tutorial) - fmean(desist)) < 4 * error


def test_settings_that_change_are_refused() -> None:
    opening = county().opening
    changing = Scenario("two", "Two", (Phase(0, opening), Phase(9, opening)), (), ())
    with pytest.raises(ValueError, match="changes settings"):
        Tutorial(changing, 1, YEARS)
