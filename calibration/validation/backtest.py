"""Forecasts from the year of the facts, held against what was published later, and against no change at all.

Two forecasts are made of each quantity. *As it stands* is the model's own figure of the later year. *Change
only* is the earlier published figure times the model's change since then, run by run: it takes off what the
model misses in level, as a planner would. Both have to beat persistence, the earlier figure carried forward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import comb

import numpy as np
import pandas as pd

from calibration.published.later import Later
from calibration.readings.later import OF_A_YEAR, name_of, read_years, years_needed
from calibration.readings.trial import Readings, Trial
from calibration.validation.scores import Floats, central, crps
from calibration.validation.validate import number_said
from sim.errors import DesistError

USUAL = 19
"""Futures asked for: the fewest from which nine in ten can be read, with 1 / (19 + 1) on each side."""
HALF, NINE_TENTHS = 0.5, 0.9


class Way(Enum):
    """How the model's runs are made a forecast."""

    AS_IT_STANDS = "as it stands"
    CHANGE_ONLY = "change only"


@dataclass(frozen=True)
class Scored:
    """A forecast of one quantity and how it fared."""

    later: Later
    way: Way
    median: float
    half: tuple[float, float]
    """Ends of the interval for one outcome in two."""
    nine_tenths: tuple[float, float]
    score: float
    """CRPS, in the unit of the quantity."""

    @property
    def persistence(self) -> float:
        """CRPS of the earlier figure carried forward: its absolute error."""
        return abs(self.later.published - self.later.earlier)

    @property
    def skill(self) -> float:
        """1 is perfect, 0 no better than no change, below 0 worse; not a number where nothing changed."""
        return 1.0 - self.score / self.persistence if self.persistence else float("nan")

    def covers(self, interval: tuple[float, float]) -> bool:
        """Whether the outcome lies in the interval."""
        return interval[0] <= self.later.published <= interval[1]


def read_later_trial(trial: Trial) -> Readings:
    """Run the trial and read every year of it."""
    return read_years(trial.run())


def years_of(later: Sequence[Later]) -> int:
    """Model years that a run must have.

    Raises
    ------
    DesistError
        If a quantity cannot be read of another year.
    """
    unread = sorted({each.fact.id for each in later} - set(OF_A_YEAR))
    if unread:
        raise DesistError(f"no reading of a later year for {', '.join(unread)}")
    return years_needed((each.fact.id, each.years_on) for each in later)


def scored(later: Sequence[Later], futures: Sequence[Mapping[str, float]]) -> list[Scored]:
    """Every quantity by both ways, all as it stands first; one that a run has no figure of is left out."""
    found = [_scored(each, way, futures) for way in Way for each in later]
    return [each for each in found if each is not None]


def _scored(later: Later, way: Way, futures: Sequence[Mapping[str, float]]) -> Scored | None:
    forecast = _forecast(later, way, futures)
    if not len(forecast) or not np.isfinite(forecast).all():
        return None
    half, nine_tenths = central(forecast, HALF), central(forecast, NINE_TENTHS)
    median = float(np.median(forecast))
    return Scored(later, way, median, half, nine_tenths, crps(forecast, later.published))


def _forecast(later: Later, way: Way, futures: Sequence[Mapping[str, float]]) -> Floats:
    """One forecast figure a run."""
    then = np.array([each[name_of(later.fact.id, later.years_on)] for each in futures])
    if way is Way.AS_IT_STANDS:
        return then
    first = np.array([each[name_of(later.fact.id, 0)] for each in futures])
    change = np.divide(then, first, out=np.full(len(then), np.nan), where=first > 0)
    return np.asarray(later.earlier * change, dtype=np.float64)


def skill_of_all(found: Sequence[Scored]) -> float:
    """Skill over quantities of different units: errors are shares of the outcome before they are summed."""
    model = sum(each.score / each.later.published for each in found)
    persistence = sum(each.persistence / each.later.published for each in found)
    return 1.0 - model / persistence if persistence else float("nan")


COLUMNS = (
    "quantity", "unit", "forecast", "earlier", "published", "median", "half_low", "half_high", "low", "high",
    "inside_half", "inside_nine_tenths", "crps", "crps_persistence", "skill", "source", "grade",
)  # fmt: skip


def backtest_table(found: Sequence[Scored]) -> pd.DataFrame:
    """One row a quantity and way, in ``COLUMNS``."""
    rows = [
        (
            each.later.label, each.later.fact.unit, each.way.value, each.later.earlier, each.later.published,
            each.median, *each.half, *each.nine_tenths, _yes_or_no(each.covers(each.half)),
            _yes_or_no(each.covers(each.nine_tenths)), each.score, each.persistence, each.skill,
            each.later.source, each.later.grade,
        )
        for each in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


_LINE = "{label:<72} {earlier:>9} {came:>9} {median:>9} {interval:>17} {inside:>7} {skill:>6}"
_LABEL_WIDTH = 72


def backtest_text(found: Sequence[Scored], futures: int) -> str:
    """For each way a table and what it comes to, in sentences; ``found`` is of so many futures."""
    parts: list[str] = []
    for way in Way:
        of_way = [each for each in found if each.way is way]
        if of_way:
            head = _LINE.format(
                label=way.value[0].upper() + way.value[1:], earlier="earlier", came="came", median="forecast",
                interval="9 in 10 between", inside="inside", skill="skill",
            )  # fmt: skip
            parts += [head, *map(_line, of_way), "", *_sentences(way, of_way, futures), ""]
    return "\n".join(parts)


def _line(each: Scored) -> str:
    label = each.later.label
    return _LINE.format(
        label=label if len(label) <= _LABEL_WIDTH else f"{label[: _LABEL_WIDTH - 1]}…",
        earlier=number_said(each.later.earlier), came=number_said(each.later.published),
        median=number_said(each.median),
        interval=f"{number_said(each.nine_tenths[0])} to {number_said(each.nine_tenths[1])}",
        inside=_yes_or_no(each.covers(each.nine_tenths)), skill=f"{each.skill:.2f}",
    )  # fmt: skip


def _sentences(way: Way, found: Sequence[Scored], futures: int) -> list[str]:
    number = len(found)
    half = sum(each.covers(each.half) for each in found)
    nine = sum(each.covers(each.nine_tenths) for each in found)
    better = sum(each.score < each.persistence for each in found)
    expected = [number * _held(share, futures) for share in (HALF, NINE_TENTHS)]
    few = f" As {futures} futures are few, the latter reaches over all of them." if futures < USUAL else ""
    return [
        f"{half} of {number} outcomes lie in the interval for one in two, and {nine} of {number} in that for "
        f"nine in ten; {expected[0]:.3g} and {expected[1]:.3g} would be expected.{few}",
        f"{better} of {number} forecasts are nearer than the earlier figure carried forward; a coin thrown "
        f"as often shows as many heads or more in {100 * at_least(better, number):.0f} of 100 cases.",
        f"Over all, {way.value}: skill {skill_of_all(found):.2f} (1 is perfect, 0 as good as no change).",
    ]


def _held(share: float, futures: int) -> float:
    """How often an interval holds one more future: no interval within so few holds more than their range."""
    return min(share, (futures - 1) / (futures + 1))


def at_least(heads: int, throws: int) -> float:
    """Probability that a fair coin shows at least so many heads."""
    return sum(comb(throws, more) for more in range(heads, throws + 1)) * 0.5**throws


def _yes_or_no(holds: bool) -> str:
    return "yes" if holds else "no"
