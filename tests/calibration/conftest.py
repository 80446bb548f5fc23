"""A little run written by hand, over the four model years that the facts need."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from calibration.readings.catalogue import YEARS
from sim.engine.hidden import Hidden
from sim.engine.ledger import Ledger
from sim.model.events import ENTERED, KINDS, LEFT, NEEDS, TRAITS, Kind, Stage
from sim.model.population import Population
from sim.outcomes.record import Record
from sim.scenario.settings import Settings

PEOPLE = 200


class Run:
    """What happened, told row by row; days since day 0."""

    def __init__(self) -> None:
        self.ledger = Ledger(KINDS)
        self.care = np.zeros(PEOPLE, dtype=np.bool_)
        self.district = np.ones(PEOPLE, dtype=np.int64)
        self.hidden = Hidden.nothing(PEOPLE, 2, YEARS)

    def add(self, kind: Kind, time: float, person: int = 0, case: int = 0, **columns: float) -> None:
        extra = [columns.pop(name, 0) for name, _ in kind.extra]
        assert not columns, f"{kind.name} has no {list(columns)}"
        self.ledger.recorder(kind)((time, person, case, *extra))

    def stay(self, stage: Stage, start: float, end: float | None, person: int = 0, case: int = 0) -> None:
        self.add(ENTERED, start, person, case, stage=stage)
        if end is not None:
            self.add(LEFT, end, person, case, stage=stage)

    def record(self) -> Record:
        zeros, ids = np.zeros(PEOPLE), np.arange(PEOPLE, dtype=np.int64)
        offences = {name: SimpleNamespace(severity=1.0) for name in ("theft", "violence")}
        custody = SimpleNamespace(suites={name: SimpleNamespace(cells=4) for name in ("north", "south")})
        settings = SimpleNamespace(
            offences=offences,
            iom=SimpleNamespace(constables=2.0),
            custody=custody,
            programmes={},
            districts={"west": None, "east": None},
            probation=SimpleNamespace(own_unit=SimpleNamespace(other_caseload=0.0)),
        )
        people = Population(
            id=ids,
            key=ids.astype(np.uint64),
            cohort_start=(0, PEOPLE),
            male=self.care,
            district=self.district,
            birth=zeros,
            onset=zeros,
            career_end=zeros,
            gone=zeros,
            dies=zeros.astype(bool),
            rate=zeros,
            traits={name: self.care if name == "care" else np.zeros_like(self.care) for name in TRAITS},
            need_prevalence=dict.fromkeys(NEEDS, zeros),
            mix=zeros,
        )
        return Record(self.ledger, people, self.hidden, ((0.0, cast(Settings, settings)),), YEARS)


@pytest.fixture
def new_run() -> Callable[[], Run]:
    return Run
