"""The checks of every run: silent on sound runs, and each of them loud when something is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest

from sim.agencies.opening import open_on_day_zero
from sim.agencies.pathway import Pathway
from sim.engine.conservation import Tally, check_run, check_year
from sim.engine.ledger import Ledger
from sim.engine.world import World
from sim.errors import ConservationError, DesistError
from sim.experiment.replication import draw, live
from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Kind, Stage
from tests.pairing.counties import ROOMY, lived, shipped, small

YEARS = 2
NOBODY = 123


@dataclass
class Books:
    """What the checks read of a run."""

    tally: Tally
    ledger: Ledger


def begun(years: int) -> World:
    """A small county on day 0."""
    settings = small()
    drawn = draw(settings, 5, 0, years)
    world = World(((0.0, settings),), drawn.fate, drawn.past, drawn.key, years)
    open_on_day_zero(world, Pathway(world))
    return world


@pytest.fixture(scope="module")
def finished() -> World:
    """A small county after its run, before the checks."""
    world = begun(YEARS)
    world.run()
    return world


@pytest.fixture
def books(finished: World) -> Books:
    """A copy that may be corrupted."""
    return Books(deepcopy(finished.tally), deepcopy(finished.ledger))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "name",
    [
        "county",
        "two-more-constables",
        "half-the-team",
        "no-iom-effect",
        "suite-closed",
        "nothing-shared-no-team",
    ],
)
def test_sound_runs_pass(name: str, seed: int) -> None:
    scenario = shipped(name)
    live(scenario, draw(scenario.opening, seed, seed, 3))


@pytest.mark.parametrize(
    "values",
    [
        ROOMY,
        {
            f"custody.suites.{suite}.staffed_{shift}": 0
            for suite in ("town_suite", "coast_suite")
            for shift in ("day", "late", "night")
        },
        {f"courts.{court}.sitting_days": 0 for court in ("magistrates", "crown", "youth")},
        {"people.death_rate": 1.0, "people.moving_rate": 1.0},
        {"courts.remand": 1.0, "licence.noncompliance_per_year": 12.0, "orders.breach": 1.0},
        {"resettlement.homeless_share": 1.0, "sentencing.custody_odds": 50.0, "prison.career_prolonged": 1.0},
        {"iom.detection_effect": 0.6, "iom.offending_effect": 0.1, "probation.supervision_effect": 0.1},
    ],
    ids=["roomy", "no cells", "no courts", "all go", "in and out of prison", "worse for it", "attention"],
)
def test_extreme_counties_lose_nobody(values: dict[str, object]) -> None:
    lived(small(values), 3)


def test_a_finished_run_passes(books: Books) -> None:
    check_run(books.tally, books.ledger)
    assert len(books.tally.open_cases) > 10
    assert books.tally.exits > 100


def column(books: Books, kind: Kind, name: str) -> list[object]:
    return books.ledger.table(kind)[name]  # type: ignore[return-value]


def double_opening(books: Books) -> None:
    cases = column(books, events.OPENED, "case")
    cases[0] = cases[1]


def double_exit(books: Books) -> None:
    cases = column(books, events.EXIT, "case")
    cases[0] = cases[1]


def lost_case(books: Books) -> None:
    column(books, events.EXIT, "case")[0] = NOBODY


def closed_and_open(books: Books) -> None:
    """A case stands among the open ones, and another that has ended does not."""
    case = next(iter(books.tally.open_cases.values()))
    del books.tally.open_cases[case.id]
    books.tally.open_cases[NOBODY] = case


def double_disposal(books: Books) -> None:
    offences = column(books, events.DISPOSED, "offence")
    offences[0] = offences[1]


def disposal_of_nothing(books: Books) -> None:
    column(books, events.DISPOSED, "offence")[0] = NOBODY


def offence_dropped_from_an_open_case(books: Books) -> None:
    next(iter(books.tally.open_cases.values())).offences.pop()


def never_seen(books: Books) -> None:
    books.tally.never_committed -= 1


def undetected_twice(books: Books) -> None:
    books.tally.undetected += 1


def one_exit_too_many(books: Books) -> None:
    books.tally.exits += 1


def left_without_entering(books: Books) -> None:
    column(books, events.LEFT, "stage")[:] = Stage.CROWN


def received_without_a_stay(books: Books) -> None:
    books.ledger.recorder(events.RECEPTION)((700.0, 1, NOBODY, events.Reception.RECALL, 0))


def released_twice(books: Books) -> None:
    books.ledger.recorder(events.RELEASE)((700.0, 1, NOBODY, events.Reception.RECALL, 0.0, 5.0, 0, 0))


FAULTS: list[tuple[Callable[[Books], None], str]] = [
    (never_seen, "potential offences: "),
    (undetected_twice, "potential offences: "),
    (one_exit_too_many, "cases: "),
    (double_opening, "cases opened: some are there twice"),
    (double_exit, "cases ended: some are there twice"),
    (lost_case, "cases: "),
    (closed_and_open, "cases: "),
    (double_disposal, "offences disposed of: some are there twice"),
    (disposal_of_nothing, "offences in cases: "),
    (offence_dropped_from_an_open_case, "offences in cases: "),
    (left_without_entering, "more left CROWN than entered it"),
    (received_without_a_stay, "receptions: "),
    (released_twice, "releases: "),
]


@pytest.mark.parametrize(("corrupt", "message"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_check_finds_its_fault(books: Books, corrupt: Callable[[Books], None], message: str) -> None:
    corrupt(books)
    with pytest.raises(ConservationError, match="^" + message):
        check_run(books.tally, books.ledger)


def test_a_year_that_does_not_add_up_stops_the_run() -> None:
    world = begun(1)

    def count_one_twice() -> None:
        world.tally.undetected += 1

    world.kernel.at(100.0, count_one_twice)
    with pytest.raises(ConservationError, match="model year 0: "):
        world.run()


def test_a_change_of_liberty_that_nobody_wrote_down_stops_the_run() -> None:
    """Somebody is freed in the engine and not in the timeline: the year's end sees it by what they commit."""
    world = begun(1)

    def lock_everybody_up() -> None:
        for row in range(world.fate.people.size):
            world.lives.of(row).held += 1

    world.kernel.at(100.0, lock_everybody_up)
    with pytest.raises(ConservationError, match="model year 0: "):
        world.run()


def test_the_years_tally_is_compared_year_by_year(books: Books) -> None:
    committed = books.tally.happened - books.tally.committed_in_folded_years
    assert committed == 0  # all years are folded
    books.tally.attributed += 3
    check_year(books.tally, YEARS, 3)
    books.tally.undetected += 2
    with pytest.raises(ConservationError, match="2 offences happened, 1 should have"):
        check_year(books.tally, YEARS + 1, 1)


def test_no_case_has_two_exits() -> None:
    world = begun(1)
    case = next(iter(world.tally.open_cases.values()))
    world.close(case, Disposal.FILED)
    with pytest.raises(ConservationError, match="two exits: FILED and CUSTODY"):
        world.close(case, Disposal.CUSTODY)


def test_a_conservation_error_is_a_fault_of_the_program_and_not_of_the_user() -> None:
    assert not issubclass(ConservationError, DesistError)


def test_what_the_ledger_says_of_offences_is_what_the_tally_counted(books: Books) -> None:
    since_day_0 = column(books, events.OFFENCE, "time") >= 0  # type: ignore[operator]
    assert int(since_day_0.sum()) == books.tally.attributed
    assert len(column(books, events.UNDETECTED, "time")) == books.tally.undetected
    both = [*column(books, events.OFFENCE, "case"), *column(books, events.UNDETECTED, "case")]
    assert len(set(both)) == len(both)
