"""Twelve months of attributed harm, added up by hand over panels four weeks apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np

from sim.model.history import Past
from sim.model.offences import CODE
from sim.programmes.recent_harm import RecentHarm

SEVERITY = [float(10 * (code + 1)) for code in range(len(CODE))]
BURGLARY, SHOP, ROBBERY = CODE["domestic_burglary"], CODE["shop_theft"], CODE["robbery"]
POINTS = {code: SEVERITY[code] for code in (BURGLARY, SHOP, ROBBERY)}


def sheets(*earlier: tuple[float, int, int]) -> RecentHarm:
    """For three people, with offences of these (negative) days, rows and types behind them."""
    days, rows, types = (
        (np.array(column) for column in zip(*earlier, strict=True)) if earlier else ((), (), ())
    )
    attributed = SimpleNamespace(
        time=np.array(days, dtype=np.float64),
        row=np.array(rows, dtype=np.int64),
        type=np.array(types, dtype=np.int64),
    )
    return RecentHarm(cast(Past, SimpleNamespace(attributed=attributed)), SEVERITY, 3)


def totals(recent: RecentHarm) -> tuple[list[float], list[int]]:
    harm, neighbourhood = recent.totals()
    return harm.tolist(), neighbourhood.tolist()


def test_nothing_yet() -> None:
    assert totals(sheets()) == ([0.0, 0.0, 0.0], [0, 0, 0])


def test_harm_and_neighbourhood_crimes_add_up_by_person() -> None:
    recent = sheets()
    for row, offence in ((0, BURGLARY), (0, SHOP), (2, ROBBERY), (0, BURGLARY)):
        recent.note(row, offence)
    assert POINTS == {BURGLARY: 10.0, SHOP: 70.0, ROBBERY: 30.0}
    expected = ([10.0 + 70.0 + 10.0, 0.0, 30.0], [2, 0, 1])
    assert totals(recent) == expected  # before the sheet is closed
    recent.turn()
    assert totals(recent) == expected  # and after


def test_an_offence_is_remembered_for_thirteen_panels() -> None:
    recent = sheets()
    recent.note(1, ROBBERY)
    for _ in range(13):
        recent.turn()
        assert totals(recent) == ([0.0, 30.0, 0.0], [0, 1, 0])
    recent.turn()
    assert totals(recent) == ([0.0, 0.0, 0.0], [0, 0, 0])


def test_sheets_drop_out_one_by_one() -> None:
    recent = sheets()
    for panel in range(20):
        recent.note(0, SHOP)
        if panel % 5 == 0:
            recent.note(2, BURGLARY)
        recent.turn()
        burglaries = sum(earlier % 5 == 0 for earlier in range(max(0, panel - 12), panel + 1))
        expected = ([70.0 * min(panel + 1, 13), 0.0, 10.0 * burglaries], [0, 0, burglaries])
        assert totals(recent) == expected


def test_the_year_before_day_0_counts_and_runs_out() -> None:
    """Thirteen periods of 28 days: 364 days. A panel later the oldest has gone."""
    recent = sheets(
        (-400.0, 0, ROBBERY),
        (-363.9, 0, BURGLARY),
        (-336.1, 1, BURGLARY),
        (-335.9, 2, BURGLARY),
        (-27.9, 1, SHOP),
        (-0.1, 2, SHOP),
    )
    assert totals(recent) == ([10.0, 10.0 + 70.0, 10.0 + 70.0], [1, 1, 1])
    recent.turn()
    assert totals(recent) == ([0.0, 70.0, 80.0], [0, 0, 1])
    recent.turn()
    assert totals(recent) == ([0.0, 70.0, 70.0], [0, 0, 0])
    for _ in range(10):
        recent.turn()
    assert totals(recent) == ([0.0, 70.0, 70.0], [0, 0, 0])
    recent.turn()
    assert totals(recent) == ([0.0, 0.0, 0.0], [0, 0, 0])
