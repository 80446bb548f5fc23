"""Schools: on which days a child passes, and that nothing but prevention hangs on it."""

from __future__ import annotations

import numpy as np
import pytest

from sim import clock
from sim.agencies.schools import _days
from sim.draws import label_of, run_key
from sim.experiment.replication import draw, live
from sim.model.events import (
    ONSET_PUT_OFF,
    PROGRAMME_ENDED,
    PROGRAMME_REFERRED,
    PROGRAMME_STARTED,
    PROGRAMME_WAITED_IN_VAIN,
)
from sim.model.population import Entrants, draw_entrants, draw_population
from sim.outcomes.onsets import onsets
from sim.outcomes.record import Record
from sim.scenario.settings import Settings
from tests.pairing.counties import hidden_by_person, scenario_of, shipped, small

YEAR = clock.DAYS_PER_YEAR
OWN = [
    kind.name
    for kind in (
        PROGRAMME_REFERRED, PROGRAMME_STARTED, PROGRAMME_ENDED, PROGRAMME_WAITED_IN_VAIN, ONSET_PUT_OFF,
    )
]  # fmt: skip


def entrants(*children: tuple[float, float]) -> Entrants:
    """Children by age on day 0 and age at onset."""
    age, onset = np.array(children).T
    ids = np.arange(len(children), dtype=np.int64)
    return Entrants(ids, ids.astype(np.uint64), ids > 0, -age * YEAR, (onset - age) * YEAR, {})


def test_a_child_passes_once_in_every_school_year_until_the_first_offence() -> None:
    # The first is 10 and begins at 13.5: three whole school years, and half of the fourth. The second is 1,
    # and 5 only when the four years are over. The third begins as an adult.
    times, who = _days(entrants((10.0, 13.5), (1.0, 17.0), (10.0, 18.0)), 4)
    years = [sum(time >= clock.year_start(year) for year in range(1, 4)) for time in times]
    assert [year for year, child in zip(years, who, strict=True) if child == 0][:3] == [0, 1, 2]
    assert all(time < 3.5 * YEAR for time, child in zip(times, who, strict=True) if child == 0)
    assert set(who) == {0}
    assert times.tolist() == sorted(times.tolist())


def test_entrants_are_those_of_the_population() -> None:
    settings, key = small(), run_key(3, 0)
    people, found = draw_population(settings, key, 3), draw_entrants(settings, key, 5)
    later = people.cohort_start[1]
    own = slice(0, people.size - later)
    assert found.id[own].tolist() == people.id[later:].tolist()
    for name in ("key", "male", "birth", "onset"):
        assert getattr(found, name)[own].tolist() == getattr(people, name)[later:].tolist(), name
    assert found.traits["care"][own].tolist() == people.traits["care"][later:].tolist()
    assert len(found.id) == 5 * settings.people.entrants_per_year


def with_schools(years: int, **changes: object) -> Record:
    scenario = shipped("safer-schools")
    programmes = scenario.at(800).model_dump()["programmes"]
    programmes["safer_schools"] |= {"posts": 5.0, "referral": 0.6} | changes
    tree = scenario.at(800).model_dump() | {"programmes": programmes}
    opening = scenario.at(0)
    return live(scenario_of((0, opening), (730, Settings.model_validate(tree))), draw(opening, 1, 0, years))


NOTHING = {"onsets_prevented": 0.0, "onset_delay_days": 0.0, "after_effect": 0.0}


def test_without_effect_nothing_else_moves() -> None:
    county = shipped("county")
    without = live(county, draw(county.opening, 1, 0, 4))
    record = with_schools(4, **NOTHING)
    assert len(record.table(PROGRAMME_STARTED)["time"]) > 50
    assert record.ledger.sorted_rows(without=OWN) == without.ledger.sorted_rows(without=OWN)
    assert hidden_by_person(record) == hidden_by_person(without)


def test_fewer_begin_and_those_kept_from_it_commit_nothing() -> None:
    record = with_schools(6, onsets_prevented=1.0, completion=1.0, posts=20.0, referral=1.0)
    never = np.flatnonzero(np.isinf(onsets(record)))
    assert len(never) > 5
    put_off = record.table(ONSET_PUT_OFF)
    assert (put_off["time"] < record.people.onset[record.people.row_of(put_off["person"])]).all()
    assert record.hidden.by_person[never].sum() == 0
    assert not np.isin(record.table(PROGRAMME_ENDED)["person"], -1).all()


def test_the_places_taken_do_not_hang_on_how_long_the_run_is() -> None:
    shorter, longer = with_schools(3), with_schools(5)
    until = clock.year_start(3)
    for kind in (PROGRAMME_REFERRED, PROGRAMME_STARTED, PROGRAMME_ENDED):
        programme = shorter.table(kind)
        times = [
            record.table(kind)["time"][record.table(kind)["time"] < until] for record in (shorter, longer)
        ]
        assert len(programme["time"]) > 20
        assert times[0].tolist() == times[1].tolist(), kind.name


@pytest.mark.parametrize("changes", [{"posts": 0.0}, {"stay_days": 3000.0, "posts": 1.0}])
def test_closed_or_full_it_ends_cleanly(changes: dict[str, float]) -> None:
    record = with_schools(4, **changes)
    assert record.years == 4
    started = record.table(PROGRAMME_STARTED)["programme"] == label_of("safer_schools")
    assert started.any() == (changes["posts"] > 0)


def test_twice_the_places_in_overload_lower_waiting() -> None:
    in_vain = [
        len(with_schools(4, posts=posts, referral=1.0).table(PROGRAMME_WAITED_IN_VAIN)["time"])
        for posts in (0.5, 1.0)
    ]
    assert in_vain[1] < in_vain[0]
