"""Who may be adopted, and into which cohort: rules over recorded history, supervision and OGRS3.

*Fixed*: supervised for neighbourhood crime, high score. *Flexible*: a medium score at least, and linked to
neighbourhood crime in the last twelve months, or of high attributed harm, or linked to county lines or a
gang, or referred across from the youth offending service. *Free*: women with an unmet need who were
sanctioned in the last twelve months and qualify for neither; see ``FreeCohort`` in the settings for why.

Care, exclusion, ethnicity and health have no part in any rule; age and sex stand in OGRS3 as published, and
sex opens the free cohort, which is support only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.draws import uniform_array
from sim.engine.world import World
from sim.model import ogrs
from sim.model.events import Cohort
from sim.model.marks import Recurring
from sim.programmes.adoption_matrix import Criteria, points
from sim.programmes.recent_harm import RecentHarm
from sim.scenario.settings import Settings

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ADULT = 18.0
"""Age at which the youth offending service hands people over, in years."""


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a panel could adopt, with what the panel reads."""

    row: int
    cohort: Cohort
    ogrs: float
    harm: float
    county_lines: bool = False
    """Linked to county lines or a gang on paper: adopted only if there is a need that can be met."""


def candidates(world: World, recent: RecentHarm) -> list[Candidate]:
    """Everybody eligible for the fixed or the flexible cohort, in the order of the adoption matrix."""
    found = _Eligible(world, recent)
    order = np.lexsort((found.rows, -found.points()))
    columns = (found.rows, found.cohorts, found.scores, found.harm, found.lines)
    return [
        Candidate(row, Cohort(cohort), score, harm, lines)
        for row, cohort, score, harm, lines in zip(
            *(column[order].tolist() for column in columns), strict=True
        )
    ]


def eligible_rows(world: World, recent: RecentHarm) -> Rows:
    """Rows of everybody eligible for the fixed or the flexible cohort, ascending."""
    return _Eligible(world, recent).rows


def women_to_support(world: World, recent: RecentHarm) -> list[Candidate]:
    """Women whom the free cohort could take: sanctioned in the last twelve months, the latest first.

    Whether there is a need that can be met is asked when a place is given.
    """
    people, history, rules = world.fate.people, world.history, world.settings.iom
    with np.errstate(invalid="ignore"):
        known = ~people.male & (history.last_sanction >= world.now - clock.DAYS_PER_YEAR)
    rows = np.flatnonzero(known & _here(world))
    rows = rows[~np.isin(rows, eligible_rows(world, recent))]
    scores = ogrs.scores(rows, people, history, world.now)
    rows, scores = rows[scores >= rules.free.ogrs], scores[scores >= rules.free.ogrs]
    harm = recent.totals()[0][rows]
    order = np.lexsort((rows, -history.last_sanction[rows]))
    return [
        Candidate(row, Cohort.FREE, score, points_of_harm)
        for row, score, points_of_harm in zip(
            *(column[order].tolist() for column in (rows, scores, harm)), strict=True
        )
    ]


class _Eligible:
    """Who meets the rules now, a place each in every column."""

    def __init__(self, world: World, recent: RecentHarm) -> None:
        self._world = world
        self._rules = rules = world.settings.iom
        harm, neighbourhood = recent.totals()
        self._offences, lines = recent.counts()
        supervision = world.history.neighbourhood_supervision
        marked = lines >= rules.county_lines_offences
        referred = _from_youth_offending(world, world.settings)
        linked = (neighbourhood > 0) | (supervision > 0) | ((harm > 0) & (harm >= rules.priority_harm))
        rows = np.flatnonzero((linked | marked | referred) & _here(world))
        scores = ogrs.scores(rows, world.fate.people, world.history, world.now)
        fixed = (supervision[rows] > 0) & (scores >= rules.fixed_ogrs)
        chosen = np.flatnonzero(fixed | (scores >= rules.flexible_ogrs))
        self.rows: Rows = rows[chosen]
        self.scores: Floats = scores[chosen]
        self._fixed: Flags = fixed[chosen]
        self.cohorts: Rows = np.where(self._fixed, int(Cohort.FIXED), int(Cohort.FLEXIBLE))
        self.harm: Floats = harm[self.rows]
        self.lines: Flags = marked[self.rows] & ~self._fixed
        self._marked: Flags = marked[self.rows]
        self._neighbourhood = neighbourhood[self.rows]
        self._referred: Flags = referred[self.rows]

    def points(self) -> Floats:
        """Points of the adoption matrix."""
        matrix = self._rules.matrix
        criteria = Criteria(
            fixed=self._fixed,
            ogrs=self.scores,
            harm=self.harm,
            neighbourhood_crimes=self._neighbourhood,
            attributed_offences=self._offences[self.rows],
            statutory=self._statutory(),
            county_lines=self._marked,
            youth_transition=self._referred,
        )
        return points(matrix, criteria)

    def _statutory(self) -> Flags:
        if not self._rules.matrix.statutory:
            return np.zeros(len(self.rows), dtype=np.bool_)  # not looked up where it counts for nothing
        found = (self._world.lives.find(row) for row in self.rows.tolist())
        return np.array([one is not None and one.supervised > 0 for one in found], dtype=np.bool_)


def _here(world: World) -> Flags:
    """Who is old enough, alive and in the area."""
    people = world.fate.people
    oldest_birth = world.now - world.settings.iom.lowest_age * clock.DAYS_PER_YEAR
    here: Flags = (people.gone > world.now) & (people.birth <= oldest_birth)
    return here


def _from_youth_offending(world: World, settings: Settings) -> Flags:
    """Who turned 18 in the last year, was sanctioned as a child, and is referred across."""
    people, history, now = world.fate.people, world.history, world.now
    turned = people.birth + ADULT * clock.DAYS_PER_YEAR
    with np.errstate(invalid="ignore"):
        known = (history.sanctions > 0) & (history.first_sanction < turned)
    recently = known & (turned <= now) & (turned > now - clock.DAYS_PER_YEAR)
    referred = np.zeros(people.size, dtype=np.bool_)
    rows = np.flatnonzero(recently)
    chance = uniform_array(people.key[rows], Recurring.YOUTH_TRANSITION)
    referred[rows] = chance < settings.iom.youth_transition
    return referred
