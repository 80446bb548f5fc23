"""Little runs written by hand: a ledger row by row, a handful of people, and round numbers for settings."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from sim.engine.hidden import Hidden
from sim.engine.ledger import Ledger
from sim.model.events import ENTERED, KINDS, LEFT, TRAITS, Kind, Stage
from sim.model.population import COHORT_BITS, Population
from sim.outcomes.record import Record
from sim.scenario.settings import Settings

SECOND_COHORT = 1 << COHORT_BITS
"""Id of the first person of the second cohort."""

PEOPLE = (0, 1, 2, 3, SECOND_COHORT, SECOND_COHORT + 1)
"""Ids: rows 0 to 5 of the population."""


def plain_settings(
    constables: float = 0.0, sergeants: float = 0.0, arrest: float = 100.0, caseworkers: float = 0.0
) -> Settings:
    suites = {
        "north": SimpleNamespace(cells=4, staffed_day=4, staffed_late=2, staffed_night=9),
        "south": SimpleNamespace(cells=3, staffed_day=2, staffed_late=2, staffed_night=2),
    }
    offences = {
        "mischief": SimpleNamespace(severity=1.0, cost_society=10.0),
        "theft": SimpleNamespace(severity=20.0, cost_society=100.0),
        "violence": SimpleNamespace(severity=300.0, cost_society=5000.0),
    }
    costs = SimpleNamespace(
        constable_year=50_000.0,
        sergeant_year=60_000.0,
        caseworker_year=40_000.0,
        arrest=arrest,
        detention=200.0,
        voluntary_attendance=70.0,
        out_of_court=30.0,
        magistrates_hearing=400.0,
        crown_hearing=4000.0,
        prison_place_year=36_500.0,
        supervision_year=3650.0,
        treatment_place_year=7300.0,
    )
    iom = SimpleNamespace(constables=constables, sergeants=sergeants)
    diversion_team = SimpleNamespace(caseworkers=caseworkers, sergeants=caseworkers / 3)
    teams = SimpleNamespace(arrest_hours=10.0, wanted_hours=5.0, interview_hours=4.0)
    settings = SimpleNamespace(
        arrest_teams=teams,
        custody=SimpleNamespace(suites=suites, patience_hours=12.0),
        offences=offences,
        costs=costs,
        iom=iom,
        diversion_team=diversion_team,
        programmes={},
        drug_testing=SimpleNamespace(cost_test=20.0, cost_assessment=90.0),
    )
    return cast(Settings, settings)


class Story:
    """What happened, told row by row."""

    def __init__(self, years: int = 8) -> None:
        self.years = years
        self.ledger = Ledger(KINDS)
        self.phases: tuple[tuple[float, Settings], ...] = ((0.0, plain_settings()),)
        self.hidden = Hidden.nothing(len(PEOPLE), 3, years)
        self.care = np.zeros(len(PEOPLE), dtype=np.bool_)
        self.gone = np.full(len(PEOPLE), np.inf)

    def add(self, kind: Kind, time: float, person: int = 0, case: int = 0, **columns: float) -> None:
        extra = [columns.pop(name, 0) for name, _ in kind.extra]
        assert not columns, f"{kind.name} has no {list(columns)}"
        self.ledger.recorder(kind)((time, person, case, *extra))

    def stay(
        self, stage: Stage, start: float, end: float | None = None, person: int = 0, case: int = 0
    ) -> None:
        self.add(ENTERED, start, person, case, stage=stage)
        if end is not None:
            self.add(LEFT, end, person, case, stage=stage)

    def stays(self, stage: Stage, ends: Iterable[tuple[float, float | None]], person: int = 0) -> None:
        for case, (start, end) in enumerate(ends):
            self.stay(stage, start, end, person, case)

    def record(self) -> Record:
        zeros = np.zeros(len(PEOPLE))
        ids = np.array(PEOPLE, dtype=np.int64)
        people = Population(
            id=ids,
            key=ids.astype(np.uint64),
            cohort_start=(0, 4, 6),
            male=self.care,
            district=np.zeros(len(PEOPLE), dtype=np.int64),
            birth=zeros,
            onset=zeros,
            career_end=zeros,
            gone=self.gone,
            dies=np.zeros(len(self.gone), dtype=bool),
            rate=zeros,
            traits={name: self.care if name == "care" else np.zeros_like(self.care) for name in TRAITS},
            need_prevalence={},
            mix=zeros,
        )
        return Record(self.ledger, people, self.hidden, self.phases, self.years)


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def other_story() -> Story:
    return Story()


@pytest.fixture
def settings_with() -> object:
    return plain_settings


@pytest.fixture
def ids() -> tuple[int, ...]:
    return PEOPLE
