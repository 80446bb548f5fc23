"""Had the model settled before the measured years? MSER-5 on weekly means over replications.

The marginal standard error rule (White 1997) cuts off as many batches of five weeks from the beginning as
make the standard error of what is left smallest (White, Cobb and Spratt 2000). A cut in the second half means
that no level was found: the answer is then "inconclusive", as it is for a series that drifts throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum

import numpy as np
import pandas as pd

from sim import clock
from sim.outcomes.intervals import Values
from sim.outcomes.weekly import DAYS, WEEKLY

BATCH = 5
"""Weeks in a batch."""
LEAST_BATCHES = 10
"""Fewest batches that a series must have."""
LEAST_LEFT = 5
"""Fewest batches that a cut leaves: of very few the standard error is small by chance alone."""

ROUNDING_NOISE = 1e-9
"""Standard errors below this share of the largest batch mean are the computer's rounding."""


class Settled(Enum):
    """Whether the settling years were long enough."""

    IN_TIME = "settled"
    TOO_LATE = "not settled when measuring began"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class Settling:
    """What MSER-5 says of one series."""

    cut_weeks: float
    """Weeks to be cut off, counted from day 0; NaN if inconclusive."""
    verdict: Settled

    @property
    def cut_days(self) -> float:
        """The same in days since day 0."""
        return self.cut_weeks * DAYS


@dataclass(frozen=True)
class Point:
    """One week of one series, with what is said of the series."""

    measure: str
    label: str
    unit: str
    week: int
    """Weeks from day 0 to the beginning of this one."""
    value: float
    """Mean over replications."""
    cut_week: float
    """As ``Settling.cut_weeks``."""
    verdict: str
    """Value of ``Settled``."""


SETTLING_COLUMNS = tuple(Point.__annotations__)


def marginal_standard_errors(batches: Values) -> Values:
    """Squared standard error of the mean of what is left, by the number of batches cut off.

    Parameters
    ----------
    batches
        Batch means, shape (batches,), at least ``LEAST_LEFT``.

    Returns
    -------
    numpy.ndarray
        Sum of squares about the mean of what is left over the squared number left, shape
        (batches - ``LEAST_LEFT`` + 1,).
    """
    left = np.arange(len(batches), LEAST_LEFT - 1, -1)
    rests = [batches[len(batches) - count :] for count in left]
    errors = np.array([((rest - rest.mean()) ** 2).sum() for rest in rests]) / left**2
    # What rounding leaves of equal values shall not choose among cuts that are all as good.
    errors[errors <= (ROUNDING_NOISE * float(np.abs(batches).max())) ** 2] = 0.0
    return errors


def settle(weeks: Values, settling_days: float = clock.FIRST_MEASURED_DAY) -> Settling:
    """How much of the beginning MSER-5 cuts off, and whether the settling years hold it.

    Parameters
    ----------
    weeks
        Weekly values from day 0 on: shape (weeks,), or (replications, weeks), whose mean over replications is
        taken first. Weeks that fill no batch at the end are left out.
    settling_days
        Days before the first measured one.

    Returns
    -------
    Settling
        Inconclusive if the series is too short, holds a value that is not known, or is cut in its second
        half.
    """
    series = np.atleast_2d(weeks).mean(axis=0) if np.size(weeks) else np.empty(0)
    count = len(series) // BATCH
    if count < LEAST_BATCHES or not np.isfinite(series).all():
        return Settling(np.nan, Settled.INCONCLUSIVE)
    batches = series[: count * BATCH].reshape(count, BATCH).mean(axis=1)
    cut = int(np.argmin(marginal_standard_errors(batches)))
    if 2 * cut >= count:
        return Settling(np.nan, Settled.INCONCLUSIVE)
    in_time = cut * BATCH * DAYS <= settling_days
    return Settling(float(cut * BATCH), Settled.IN_TIME if in_time else Settled.TOO_LATE)


def settling_table(replications: Sequence[Mapping[str, Values]]) -> pd.DataFrame:
    """Every weekly series, mean over replications, with what MSER-5 says of it.

    Parameters
    ----------
    replications
        What ``sim.outcomes.weekly.weekly_series`` gave in each replication of one scenario.

    Returns
    -------
    pandas.DataFrame
        Columns ``SETTLING_COLUMNS``, a row for each series and week; empty if there is nothing to be read.
    """
    points = []
    for series in WEEKLY:
        found = [each[series.name] for each in replications if series.name in each]
        if not found:
            continue
        mean = np.mean(found, axis=0)
        said = settle(mean)
        points += [
            Point(
                series.name, series.label, series.unit, week, float(value), said.cut_weeks, said.verdict.value
            )
            for week, value in enumerate(mean)
        ]
    return pd.DataFrame([asdict(point) for point in points], columns=list(SETTLING_COLUMNS))


def no_settling() -> pd.DataFrame:
    """The table of a study that kept no weekly series."""
    return settling_table([])
