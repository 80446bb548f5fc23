"""Where random scenarios once stopped the model, with values worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim import clock
from sim.draws import run_key
from sim.engine.year import TooManyOffencesError
from sim.experiment.replication import draw, live
from sim.model import events
from sim.model.disposals import Disposal
from sim.model.population import draw_population
from sim.scenario.problems import ScenarioError
from sim.scenario.reader import read_scenario
from tests.pairing.counties import lived, scenario_of, small
from tests.properties.ceilings import Values
from tests.properties.limits import limited_steps, steps_at_most
from tests.properties.scenario_files import WHY, county, laid_over, written
from tests.properties.settings_drawn import places

TYPES = sorted({path[1] for path in places() if path[0] == "offences"})
NOTHING_RECORDED: Values = {("offences", name, "recorded_per_year"): 0.0 for name in TYPES}

REFUSED: list[tuple[Values, str]] = [
    # 17 bits of an id hold 2 ** 17 = 131,072 places in a cohort
    ({("people", "stock"): 131_073}, "people.stock: must be"),
    ({("people", "entrants_per_year"): 131_073}, "people.entrants_per_year: must be"),
    (
        {("people", "stock"): 0, ("people", "entrants_per_year"): 0},
        "people.stock: stock and entrants_per_year of people must not both be 0",
    ),
    (NOTHING_RECORDED, "recorded_per_year: must not be 0 for all types of offence"),
    # The mean of a lognormal is above 0
    ({("people", "offending_rate"): 0}, "people.offending_rate: must be more than 0"),
    # Spells, hearings and recalls without number
    ({("people", "active_months"): 0.001}, "people.active_months: must be"),
    ({("needs", "work", "mean_months"): 0.001}, "needs.work.mean_months: must be"),
    ({("courts", "relist_days"): 0.001}, "courts.relist_days: must be"),
    ({("wanted", "finding_days"): 0.001}, "wanted.finding_days: must be"),
    ({("licence", "noncompliance_per_year"): 27}, "licence.noncompliance_per_year: must be"),
    # 1,000 visitors a day would run out of names
    (
        {("custody", "suites", "town_suite", "other_detentions"): 100_001},
        "custody.suites.town_suite.other_detentions: must be",
    ),
    # 1,000 ** 110 is more than the largest number there is, about 1.8e308
    ({("sentencing", "prior_odds"): 1000}, "sentencing.prior_odds: must be"),
    ({("sentencing", "prior_cap"): 1000}, "sentencing.prior_cap: must be"),
]


@pytest.mark.parametrize(("values", "message"), REFUSED, ids=lambda value: str(value)[:60])
def test_what_the_model_cannot_bear_is_refused_in_plain_words(
    tmp_path: Path, values: Values, message: str
) -> None:
    file = tmp_path / "area.yaml"
    tree = {"name": "area", "why": WHY} | county()
    file.write_text(written(laid_over(tree, values)), encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_scenario(file)
    (told,) = refusal.value.problems
    assert message in str(told)


def test_the_largest_cohort_has_an_id_for_each_and_the_next_begins_after_it() -> None:
    settings = small({"people.stock": 131_072, "people.entrants_per_year": 1})
    assert draw_population(settings, run_key(1, 0), 1).id.tolist() == list(range(131_073))


@pytest.mark.parametrize(
    "values",
    [
        {
            "courts.ineffective_prosecution": 1.0,
            "courts.ineffective_defence": 0.0,
            "courts.relist_days": 1.0,
            "courts.magistrates.guilty_plea": 0.0,
        },
        {"courts.failing_to_appear": 1.0, "wanted.finding_days": 1.0},
        {
            "licence.noncompliance_per_year": 26.0,
            "licence.other_per_year": 26.0,
            "licence.fixed_recall_days": 1e-9,
            "licence.fixed_recall_share": 1.0,
        },
    ],
    ids=["trials that never take place", "defendants who never come", "a recall a week"],
)
def test_what_can_fail_for_ever_ends_with_the_run(values: dict[str, object]) -> None:
    roomy = {f"courts.{court}.sitting_days": 1_000_000 for court in ("magistrates", "crown", "youth")}
    settings = small({"people.stock": 100, **roomy, **values})
    scenario = scenario_of((0, settings))
    drawn = draw(settings, 1, 0, 2)
    with limited_steps(steps_at_most(scenario, drawn)):
        record = live(scenario, drawn)
    assert len(record.table(events.ARREST)["time"]) > 10


def test_a_hundred_priors_are_custody_for_certain() -> None:
    """The odds are 10 ** 100 times those of a first conviction."""
    values = {
        "people.stock": 40,
        "people.entrants_per_year": 0,
        "people.offending_rate": 300.0,
        "people.career_years_mean": 40.0,
        "release.share": 0.01,  # so that they come back
        "sentencing.prior_odds": 10.0,
        "sentencing.prior_cap": 100,
        "sentencing.prior_mean": 0.0,
    }
    record = lived(small(values), 2)
    history = draw(small(values), 1, 0, 2).past.history
    known = record.people.id[history.sanctions >= 100]
    sentences = record.table(events.SENTENCE)
    theirs = np.isin(sentences["person"], known)
    assert np.count_nonzero(theirs) > 10
    assert set(sentences["disposal"][theirs].tolist()) == {Disposal.CUSTODY}


def test_one_person_with_more_offences_than_can_be_told_apart_is_refused() -> None:
    """The highest of 200 rates is some exp(2.75 x 2.5 - 2.5 ** 2 / 2) = 42 times the mean of 1,000 a year."""
    values: dict[str, object] = {
        "people.stock": 200,
        "people.offending_rate": 1000.0,
        "people.offending_log_sd": 2.5,
        **{f"offences.{name}.attributed_share": 1.0 for name in TYPES},
        **{f"offences.{name}.committed_per_recorded": 1.0 for name in TYPES},
    }
    with pytest.raises(TooManyOffencesError, match=r"only 16,384 can be told apart: people\.offending_rate"):
        lived(small(values), 1)


def test_a_panel_sits_by_the_rules_of_its_day() -> None:
    """Two constables at 14.4 members each carry 28, from the very day on which they may."""
    before, day, after = clock.panel_days(1000.0)[-3:]
    nobody = small({"people.stock": 50, "iom.members_per_constable": 0.0})
    scenario = scenario_of((0, nobody), (day, small({"people.stock": 50})))
    panels = live(scenario, draw(nobody, 1, 0, 3)).table(events.IOM_PANEL)
    limits = dict(zip(panels["time"].tolist(), panels["capacity"].tolist(), strict=True))
    assert [limits[before], limits[day], limits[after]] == [0.0, 28.0, 28.0]
