"""The properties are not empty: each is told of a run that has been made to lack it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from copy import deepcopy

import pytest

from sim import clock
from sim.engine.kernel import Kernel
from sim.model import events
from sim.model.events import Court, Stage
from sim.outcomes.measure import A_YEAR, DAYS, PER_CENT, Measure
from sim.outcomes.record import Record
from tests.pairing.counties import lived, small
from tests.properties.capacity import overcrowding
from tests.properties.limits import EndlessError, limited_steps, limited_time
from tests.properties.soundness import faults, ledger_faults, left_behind, measure_faults
from tests.properties.trial import differences

YEARS = 3
LATE = 1090.5
"""A day of the third model year, after everything that the tests add to it."""
PLACES = {"people.stock": 100, "people.entrants_per_year": 10, "iom.constables": 0.5, "iom.sergeants": 0.5}
"""7 members at the most: half a constable has 0.5 x 14.4 of them."""


@pytest.fixture(scope="module")
def sound() -> Record:
    return lived(small(PLACES), YEARS)


@pytest.fixture
def record(sound: Record) -> Record:
    """A run that may be spoilt."""
    return deepcopy(sound)


def add(record: Record, kind: events.Kind, *rows: tuple[float, ...]) -> None:
    """Write rows by hand; columns left out at the end are 0."""
    for row in rows:
        record.ledger.recorder(kind)((*row, *[0] * (len(kind.columns) - len(row))))


def test_a_sound_run_has_no_faults(sound: Record) -> None:
    assert list(faults(sound)) == []


def crowded_cells(record: Record) -> None:
    add(record, events.ADMISSION, *[(LATE, 1, place, 0, 0) for place in range(3)])  # 2 cells are staffed


def crowded_treatment(record: Record) -> None:
    add(record, events.TREATMENT_STARTED, *[(LATE, 1, 1, 2, 0)] * 4)  # housing has 3 places


def crowded_court(record: Record) -> None:
    add(
        record, events.HEARING, *[(LATE + part, 1, 1, Court.CROWN, 0) for part in (0.1, 0.2, 0.3)]
    )  # on one day


def crowded_panel(record: Record) -> None:
    day = clock.panel_days(LATE)[-1] + 0.5
    add(record, events.IOM_ADOPTED, (day, 1, 1, 0, 0.5, 10.0))
    add(record, events.IOM_VISITS, (day, -1, 99, 0, 0, 0, 99.0))  # far more than any office can carry


@pytest.mark.parametrize(
    ("spoil", "start"),
    [
        (crowded_cells, "suite coast_suite: "),
        (crowded_treatment, "treatment for housing: "),
        (crowded_court, "CROWN court: "),
        (crowded_panel, "IOM, coast_office: 99 members on "),
    ],
)
def test_whoever_is_let_in_where_all_is_full_is_told(
    record: Record, spoil: Callable[[Record], None], start: str
) -> None:
    assert list(overcrowding(record)) == []
    spoil(record)
    (told,) = overcrowding(record)
    assert told.startswith(start)


@pytest.mark.parametrize(
    ("kind", "row", "told"),
    [
        (events.ARREST, (math.nan, 1, 1, 0), "arrest.time is not finite"),
        (events.ARREST, (1096.0, 1, 1, 0), "arrest has a row after the end of the run"),
        (events.ARREST, (0.5, 1, 1, 0), "arrest.time goes back in time"),
        (events.RELEASE, (LATE, 1, 1, 0, 30.0, -1.0, 0), "release.served_days is below 0"),
    ],
)
def test_rows_that_cannot_be_are_told(
    record: Record, kind: events.Kind, row: tuple[float, ...], told: str
) -> None:
    add(record, kind, row)
    assert told in list(ledger_faults(record))


@pytest.mark.parametrize(
    ("name", "unit", "value", "told"),
    [
        ("arrests", A_YEAR, math.nan, ["arrests is not a number"]),
        ("bail_days", DAYS, math.nan, []),
        ("bail_days", DAYS, math.inf, ["bail_days is inf"]),
        ("arrests", A_YEAR, -1e-9, ["arrests is -1e-09"]),
        ("proven_reoffending_rate", PER_CENT, 100.0, []),
        ("proven_reoffending_rate", PER_CENT, 100.1, ["proven_reoffending_rate is 100.1 per cent"]),
        ("cell_occupancy", PER_CENT, 100.1, []),  # a shift that ends puts nobody out
    ],
)
def test_measures_that_cannot_be_are_told(name: str, unit: str, value: float, told: list[str]) -> None:
    measure = Measure(name, name, unit, name, lambda *_: value)
    assert list(measure_faults(measure, value)) == told


def test_an_ended_case_that_stands_somewhere_is_told(record: Record) -> None:
    assert list(left_behind(record)) == []
    ended = int(record.table(events.EXIT)["case"][0])
    add(record, events.ENTERED, (LATE, 1, ended, Stage.REMAND))
    (told,) = left_behind(record)
    assert told.startswith("REMAND: ended cases entered it ")


def test_runs_that_differ_are_told(sound: Record, record: Record) -> None:
    assert differences(sound, record, sound.until, "itself") == []
    add(record, events.ARREST, (LATE, 1, 1, 0))
    assert differences(sound, record, sound.until, "itself") == [
        "arrest is not that of itself before day 1095"
    ]
    assert differences(sound, record, LATE, "itself") == []


def test_a_run_that_goes_round_for_ever_is_stopped() -> None:
    kernel = Kernel()

    def again() -> None:
        kernel.after(0.0, again)

    again()
    with limited_steps(1000), pytest.raises(EndlessError, match="more than 1000 steps"):
        kernel.run(1.0)
    assert kernel.now == 0.0


def test_a_loop_without_a_clock_is_stopped_where_the_system_can() -> None:
    begun = time.process_time()
    try:
        with limited_time(1):
            while time.process_time() - begun < 5:
                pass
    except EndlessError:
        assert time.process_time() - begun < 3
    else:
        pytest.skip("this system has no clock of processor time that interrupts")
