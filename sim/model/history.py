"""What is known of people's pasts: sanctions before and during a run, and recent attributed harm.

Histories before day 0 are dated for three years back and counted before that, so that OGRS3, adoption and
"before" have a meaning on the first day. Fate itself is not edited.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.distributions import normal, poisson
from sim.draws import uniform_array
from sim.model import rates
from sim.model.events import SPELL_NEEDS
from sim.model.fate import BASE, Candidates, Fate, join
from sim.model.marks import Mark, draw_marks
from sim.model.recognition import UNSEEN, recognition
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PRIOR_COUNT, _PRIOR_FIRST, _IN_PRISON, _PRISON_TERM, _PRISON_RESIDUAL, _PRISON_TYPE = 60, 61, 62, 63, 64, 65
"""Columns of a person's key."""
_STEPS = 24
"""Steps in which sanctions before the dated years are summed up."""


class History:
    """Sanctions of everybody, by row of the population. Only attributed and proven things stand here."""

    def __init__(self, size: int) -> None:
        self.sanctions = np.zeros(size, dtype=np.int64)
        self.first_sanction = np.full(size, np.nan)
        """Day of the first sanction; NaN without one."""
        self.last_sanction = np.full(size, np.nan)
        self.last_type = np.zeros(size, dtype=np.int64)
        self.neighbourhood_supervision = np.zeros(size, dtype=np.int64)
        """Orders and licences that run for neighbourhood crime."""

    def copy(self) -> History:
        """A history of its own for one run."""
        other = History(0)
        other.sanctions = self.sanctions.copy()
        other.first_sanction = self.first_sanction.copy()
        other.last_sanction = self.last_sanction.copy()
        other.last_type = self.last_type.copy()
        other.neighbourhood_supervision = self.neighbourhood_supervision.copy()
        return other

    def sanction(self, row: int, day: float, offence_type: int) -> None:
        """One more sanction occasion."""
        if not self.sanctions[row]:
            self.first_sanction[row] = day
        self.sanctions[row] += 1
        self.last_sanction[row] = day
        self.last_type[row] = offence_type


@dataclass(frozen=True)
class Past:
    """Everything drawn about the time before day 0."""

    history: History
    attributed: Candidates
    """Offences of the last three years attributed to a suspect, by time."""
    marks: Floats
    """Their marks."""
    proven: NDArray[np.bool_]
    """Which of them were proven before day 0."""
    sanction_day: Floats
    prisoners: Ints
    """Rows of the people in prison on day 0."""
    residual_days: Floats
    """Time each of them has still to serve."""
    term_days: Floats
    prison_types: Ints
    """Type of offence each of them is in prison for."""


def draw_past(settings: Settings, fate: Fate) -> Past:
    """Draw histories and the people in prison on day 0."""
    base = rates.attribution_chances(settings)
    seen, unseen = _sanctions_a_year(settings, fate, base)
    history = _before_the_dated_years(settings, fate, seen, unseen)
    known = recognition(settings, history.sanctions)
    chances = base * np.where(UNSEEN, known[:, None], 1.0)
    parts = []
    for year in range(-clock.HISTORY_YEARS, 0):
        drawn = fate.draw(year, BASE[False])
        parts.append(drawn.take(np.flatnonzero(drawn.detection < chances[drawn.row, drawn.type])))
    attributed = join(parts)
    attributed = attributed.take(np.argsort(attributed.time, kind="stable"))
    marks = draw_marks(attributed.key)
    sanction_day = (
        attributed.time - np.log(marks[:, Mark.SANCTION_DELAY]) * settings.opening.sanction_delay_days
    )
    proven = (marks[:, Mark.SANCTIONED] < settings.opening.sanction_share) & (sanction_day < 0)
    places = np.flatnonzero(proven)
    for place in places[np.argsort(sanction_day[places], kind="stable")].tolist():
        history.sanction(int(attributed.row[place]), float(sanction_day[place]), int(attributed.type[place]))
    prisoners, residual, term, types = _prisoners(settings, fate, seen + unseen * known, chances)
    return Past(history, attributed, marks, proven, sanction_day, prisoners, residual, term, types)


def _sanctions_a_year(settings: Settings, fate: Fate, base: Floats) -> tuple[Floats, Floats]:
    """Expected sanctions a year of each person whom the police know well, at average age and activity.

    For offences whose offender is seen, and for those unseen.
    """
    people = fate.people
    needs = np.ones(people.size)
    for name in SPELL_NEEDS:
        multiplier = getattr(settings.needs, name).rate_multiplier
        needs *= 1.0 + people.need_prevalence[name] * (multiplier - 1.0)
    active = settings.people.active_months / (settings.people.active_months + settings.people.quiet_months)
    each = people.rate * needs * active * clock.DAYS_PER_YEAR * settings.opening.sanction_share
    return each * (people.mix @ (base * ~UNSEEN)), each * (people.mix @ (base * UNSEEN))


def _before_the_dated_years(settings: Settings, fate: Fate, seen: Floats, unseen: Floats) -> History:
    """Counts of sanctions; who has some is recognised more often, so they come faster and faster."""
    people = fate.people
    history = History(people.size)
    dated_from = clock.year_start(-clock.HISTORY_YEARS)
    span = np.clip(dated_from - people.onset, 0.0, None)
    expected = np.zeros(people.size)
    for _ in range(_STEPS):
        each = seen + unseen * recognition(settings, expected)
        expected += each * span / clock.DAYS_PER_YEAR / _STEPS
    count = poisson(expected, uniform_array(people.key, _PRIOR_COUNT))
    history.sanctions[:] = count
    earlier = count > 0
    share = 1.0 - uniform_array(people.key, _PRIOR_FIRST) ** (1.0 / np.maximum(count, 1))
    history.first_sanction[earlier] = (people.onset + share * span)[earlier]
    history.last_sanction[earlier] = dated_from
    return history


def _prisoners(
    settings: Settings, fate: Fate, yearly: Floats, chances: Floats
) -> tuple[Ints, Floats, Floats, Ints]:
    """People in prison on day 0: likelier with a higher yearly rate of sanctions, part of the term served.

    Returns rows, days still to serve, days of the whole term, and type of offence, drawn from what would be
    attributed to the person.
    """
    people = fate.people
    opening = settings.opening
    chance = 1.0 - np.exp(-opening.prison_odds * yearly)
    there = (people.onset < 0) & (people.career_end > 0) & (people.gone > 0)
    rows = np.flatnonzero(there & (uniform_array(people.key, _IN_PRISON) < chance))
    keys = people.key[rows]
    log_sd = settings.sentencing.term_log_sd
    mean_days = opening.prison_term_months / 12 * clock.DAYS_PER_YEAR
    # long terms are over-represented in a stock: length bias adds sd squared to the mean of a lognormal's log
    drawn = np.exp(np.log(mean_days) + 0.5 * log_sd**2 + log_sd * normal(uniform_array(keys, _PRISON_TERM)))
    term = np.minimum(drawn, 30 * clock.DAYS_PER_YEAR)
    residual = uniform_array(keys, _PRISON_RESIDUAL) * term * settings.release.share
    shares = np.cumsum(people.mix[rows] * chances[rows], axis=1)
    chosen = uniform_array(keys, _PRISON_TYPE) * shares[:, -1]
    types = np.minimum((shares <= chosen[:, None]).sum(axis=1), shares.shape[1] - 1)
    return rows, residual, term, types
