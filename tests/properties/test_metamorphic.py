"""Relations between runs that must hold whatever the numbers are: change the input so, the output goes so."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.engine.services import ACCOUNTS
from sim.model.events import ADMISSION, IOM_ADOPTED, OFFENCE, RECEPTION, Reception
from sim.model.offences import NAMES
from sim.outcomes.cost import cost_society
from sim.outcomes.harm import crime_harm
from sim.outcomes.liberty import people_held
from sim.outcomes.record import Record, Window
from sim.scenario.settings import Settings
from tests.pairing.counties import ROOMY, lived, small, with_values

YEARS = 3
LAST = Window(YEARS - 1, YEARS)
REPLICATIONS = (0, 1, 2)
NOTHING_COMES_OF_IT = (
    "suspects.arrest_share",
    "suspects.voluntary_share",
    "iom.constables",
    "opening.prison_odds",
    "opening.bail",
    "opening.released_under_investigation",
    "opening.magistrates",
    "opening.crown",
)
"""With these at nought nobody is dealt with, and nobody was before."""


@cache
def as_shipped(replication: int) -> Record:
    return lived(small(), YEARS, replication)


def times(factor: float, *paths: str) -> dict[str, object]:
    """Some settings of the small county, multiplied."""
    found: dict[str, object] = {}
    for path in paths:
        value: object = small().model_dump()
        for name in path.split("."):
            value = value[name]  # type: ignore[index]
        assert isinstance(value, int | float)
        found[path] = type(value)(value * factor)
    return found


def of_every_offence(name: str) -> list[str]:
    return [f"offences.{offence}.{name}" for offence in NAMES]


def all_rows(record: Record, *without: str) -> list[tuple[object, ...]]:
    return record.ledger.sorted_rows(without=without)


def test_prices_are_only_multiplied() -> None:
    """Twice the price of every offence is twice the cost, and nothing else."""
    dearer = lived(small(times(2, *of_every_offence("cost_society"))), YEARS)
    assert cost_society(dearer, LAST) == pytest.approx(2 * cost_society(as_shipped(0), LAST), rel=1e-12)
    assert all_rows(dearer) == all_rows(as_shipped(0))


def test_the_unit_of_harm_does_not_matter() -> None:
    """Twice the points of every offence, to be admitted to IOM, and by the ten-day rule: all else stays."""
    doubled = lived(
        small(times(2, *of_every_offence("severity"), "iom.priority_harm", "suspects.rule_priority")), YEARS
    )
    assert crime_harm(doubled, LAST) == pytest.approx(2 * crime_harm(as_shipped(0), LAST), rel=1e-12)
    adopted, before = (record.table(IOM_ADOPTED) for record in (doubled, as_shipped(0)))
    assert adopted["person"].tolist() == before["person"].tolist()
    assert np.allclose(adopted["harm"], 2 * before["harm"])
    assert all_rows(doubled, IOM_ADOPTED.name) == all_rows(as_shipped(0), IOM_ADOPTED.name)


def renamed(settings: Settings, names: dict[str, str]) -> Settings:
    """The same districts under other names, wherever they stand."""
    tree = settings.model_dump()
    tree["districts"] = {names[name]: value for name, value in tree["districts"].items()}
    for office in tree["iom"]["offices"].values():
        office["districts"] = tuple(names[name] for name in office["districts"])
    return Settings.model_validate(tree)


def test_what_a_district_is_called_does_not_matter() -> None:
    other = lived(renamed(small(), {"town": "metropolis", "coast": "aaa"}), YEARS)
    assert all_rows(other) == all_rows(as_shipped(0))


def test_a_suite_without_cells_changes_nothing() -> None:
    tree = small().model_dump()
    spare = dict.fromkeys(tree["custody"]["suites"]["coast_suite"], 0)
    spare |= {"neighbour_arrests": 0.0, "other_detentions": 0.0}
    tree["custody"]["suites"]["spare_suite"] = spare
    with_spare = lived(Settings.model_validate(tree), YEARS)
    assert all_rows(with_spare) == all_rows(as_shipped(0))


def test_a_value_set_to_what_it_is_changes_nothing() -> None:
    same = with_values(small(), {"courts.remand": small().courts.remand})
    assert all_rows(lived(same, YEARS)) == all_rows(as_shipped(0))


def test_with_room_for_everybody_nobody_waits_for_a_cell_or_a_place() -> None:
    """Courts sit on days, and desks and duty hours open and close: there people wait for the hour."""
    roomy = lived(small(ROOMY), YEARS)
    column = ACCOUNTS.index("waited")
    waits = {
        service.name: roomy.accounts.values[-1, place, column]
        for place, service in enumerate(roomy.accounts.services)
        if service.name.startswith(("custody.suites.", "treatments."))
    }
    assert len(waits) >= 2 + 5
    assert {name for name, days in waits.items() if days > 0} == set()
    assert len(roomy.table(ADMISSION)["time"]) > 100


def test_finding_more_finds_the_same_and_more() -> None:
    """Where being found has no consequence, a higher chance of attribution adds offences and drops none."""
    idle: dict[str, object] = dict.fromkeys(NOTHING_COMES_OF_IT, 0.0)
    few, many = (
        set(lived(small(idle | {"police.attribution_scale": scale}), YEARS).table(OFFENCE)["case"].tolist())
        for scale in (0.8, 1.2)
    )
    assert few < many
    # three years of history and three lived: the proportion of chances, give or take four standard errors
    assert len(many) / len(few) == pytest.approx(1.5, abs=4 * 1.5 / np.sqrt(len(few)))


@pytest.mark.parametrize("replication", REPLICATIONS)
def test_twice_the_term_is_more_people_in_prison(replication: int) -> None:
    longer = lived(small(times(2, *of_every_offence("mean_term_months"))), YEARS, replication)
    assert people_held(longer, LAST) > people_held(as_shipped(replication), LAST)


def test_a_chance_of_nought_is_never() -> None:
    never = lived(
        small(dict.fromkeys(("courts.remand", "courts.bail_refused", "courts.bail_refused_sent_up"), 0.0)),
        YEARS,
    )
    assert not (never.table(RECEPTION)["reason"] == Reception.REMAND).any()
