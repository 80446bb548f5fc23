"""Everything a report needs to know of a study, and nothing about how it was run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sim.outcomes.claims import SmallestDifferences
from sim.outcomes.comparison import Difference, Summary, differences, summaries
from sim.outcomes.counting import Counting
from sim.outcomes.removals import Removals
from sim.outcomes.settling import no_settling

HOUR_COLUMNS = ("scenario", "suite", "hour", "cells_in_use", "staffed")
MONTH_COLUMNS = ("scenario", "suite", "month", "date", "cells_in_use", "staffed")

IOM_PERFORMANCE_COLUMNS = ("scenario", "cohort", "supervision", "office", "figure", "unit", "mean")
CUSTODY_COLUMNS = (
    "scenario", "suite", "month", "detentions", "section_136_places_of_safety", "children_detained",
    "children_mean_hours", "children_accommodation_asked", "children_accommodation_given",
    "children_act_places_of_safety", "strip_searches", "uses_of_force",
)  # fmt: skip
"""The last three hold words: they are not modelled."""
SERVICE_COLUMNS = ("scenario", "service", "label", "unit", "figure", "mean", "low", "high")
"""Of services and of programmes: a row a figure."""

BY_YEAR_COLUMNS = (
    "scenario", "measure", "label", "unit", "year", "mean", "low", "high", "difference", "difference_low",
    "difference_high", "replications",
)  # fmt: skip
"""Of each measured year, by its first calendar year; differences are paired and NaN in the baseline."""
BOND_COLUMNS = (
    "scenario", "comparison", "cohort", "men", "events_per_100", "expected_per_100", "fall_percent",
    "fall_low", "fall_high", "runs_paid_percent", "pounds", "pounds_low", "pounds_high", "replications",
)  # fmt: skip
"""Of social impact bonds: a row a cohort and one for all cohorts, by what they are set against."""


def _no_bonds() -> pd.DataFrame:
    return pd.DataFrame(columns=list(BOND_COLUMNS))


def _no_services() -> pd.DataFrame:
    return pd.DataFrame(columns=list(SERVICE_COLUMNS))


@dataclass(frozen=True)
class ScenarioText:
    """How a scenario is presented."""

    name: str
    title: str
    changes: tuple[str, ...] = ()
    """What it changed, a plain line each, from the audit of its settings."""


@dataclass(frozen=True)
class ParameterDraws:
    """The draws of uncertain parameters over which a study was run."""

    file: str
    """Name of the file that holds them."""
    draws: int
    of_each: int
    """Replications of each draw."""
    varied: tuple[str, ...]
    """Rows of the evidence table that the draws give values to."""


@dataclass(frozen=True)
class Study:
    """What was asked, run and found."""

    title: str
    area: str
    period: str
    """The measured years, in words that go on from the area: "measured from ... to ..."."""
    baseline: str
    """Name of the scenario from which the others are subtracted; in a single run the only one."""
    scenarios: tuple[ScenarioText, ...]
    runs: pd.DataFrame = field(repr=False)
    """A row for each scenario, replication and measure."""
    summary: pd.DataFrame = field(repr=False)
    """As made by ``sim.outcomes.comparison.summarise``."""
    comparison: pd.DataFrame = field(repr=False)
    """As made by ``sim.outcomes.comparison.compare``; empty in a single run."""
    lead: tuple[str, ...]
    """Names of the measures that answer the question: offences committed by the fixed cohort come first."""
    chosen: tuple[str, ...]
    """Names of the measures in the figure and table of differences."""
    queues: tuple[str, ...]
    """Names of the measures in the table of queues and custody."""
    counting: tuple[Counting, ...]
    hours: pd.DataFrame = field(repr=False)
    """Cells in use by hour of the day, means over replications: ``HOUR_COLUMNS``."""
    months: pd.DataFrame = field(repr=False)
    """Cells in use by month, means over replications: ``MONTH_COLUMNS``, ``date`` the first of the month."""
    evaluation: pd.DataFrame = field(repr=False)
    """People removed from IOM, before and after: as made by ``sim.report.evaluation.evaluate``."""
    evidence: Mapping[str, int]
    """How many inputs stand on each grade of evidence."""
    assumed_inputs: int
    """How many inputs are assumptions or national figures."""
    replications: int
    seed: int
    versions: Mapping[str, str]
    """Version of everything that the numbers depend on, by name."""
    smallest_differences: SmallestDifferences
    """Smallest difference that matters, by measure and in the measure's unit."""
    conservation: str
    """What the check that nothing is lost or counted twice found."""
    cap_hits: Mapping[str, float]
    """By scenario, how often a run met the cap on what services can do to a rate."""
    custody: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(CUSTODY_COLUMNS)), repr=False
    )
    """Custody by suite and month, means over replications: ``CUSTODY_COLUMNS``."""
    removals: Removals = field(default_factory=dict)
    """Removals from IOM a year in the baseline, by cohort and code, mean over replications."""
    iom_performance: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(IOM_PERFORMANCE_COLUMNS)), repr=False
    )
    """Figures of the IOM scheme by cohort, supervision and office, means over replications."""
    precision: str = ""
    """Which intervals were asked for and whether they were reached; empty if the replications were given."""
    settling: pd.DataFrame = field(default_factory=no_settling, repr=False)
    """Weekly means of the baseline over all years: as made by ``sim.outcomes.settling.settling_table``."""
    displacement: str = ""
    """What the scenario with every effect at zero showed; empty if there was none."""
    services: pd.DataFrame = field(default_factory=_no_services, repr=False)
    """Use, waiting and overload of every service, over replications: ``SERVICE_COLUMNS``."""
    programmes: pd.DataFrame = field(default_factory=_no_services, repr=False)
    """What every programme did, over replications: ``SERVICE_COLUMNS``."""
    by_year: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(BY_YEAR_COLUMNS)), repr=False
    )
    """Some measures in each measured year, over replications: ``BY_YEAR_COLUMNS``."""
    bonds: pd.DataFrame = field(default_factory=_no_bonds, repr=False)
    """What each social impact bond pays, over replications: ``BOND_COLUMNS``."""
    bond_terms: tuple[tuple[str, str], ...] = ()
    """Title of each scenario that carries a bond, and its terms in words."""
    justifications: tuple[tuple[str, str], ...] = ()
    """Programmes that choose people by sex, needs or traits, and why they may."""
    parameters: ParameterDraws | None = None
    """Draws of the parameters, if they were not held at their values."""

    @property
    def is_comparison(self) -> bool:
        """Whether there is anything to compare the baseline with."""
        return not self.comparison.empty

    @property
    def inputs(self) -> int:
        """Number of inputs, of every grade."""
        return sum(self.evidence.values())

    @property
    def compared(self) -> tuple[ScenarioText, ...]:
        """The scenarios other than the baseline, in their order."""
        return tuple(scenario for scenario in self.scenarios if scenario.name != self.baseline)

    @property
    def replications_said(self) -> str:
        """The replications over which means are taken, in words."""
        if self.parameters:
            return (
                f"mean of {self.parameters.draws} draws of the parameters with {self.parameters.of_each} "
                "replications each"
            )
        return "one replication" if self.replications == 1 else f"mean of {self.replications} replications"

    @property
    def interval_said(self) -> str:
        """What the printed 95 % intervals of differences and levels are of, in words."""
        return "95 % interval, parameters not known" if self.parameters else "95 % interval of the mean"

    @property
    def uncertainty_said(self) -> str:
        """Which uncertainty the figures of differences carry, in words."""
        if self.parameters:
            return "Chance, and parameters as far as they were drawn."
        return "Chance only; no uncertainty about inputs."

    def title_of(self, scenario: str) -> str:
        """Title of a scenario by its name."""
        return {each.name: each.title for each in self.scenarios}[scenario]

    def differences_of(self, measure: str) -> list[Difference]:
        """Rows of the comparison for a measure, in the order of the scenarios."""
        rows = {row.scenario: row for row in differences(self.comparison) if row.measure == measure}
        return [rows[each.name] for each in self.compared if each.name in rows]

    def summaries_of(self, measure: str) -> list[Summary]:
        """Rows of the summary for a measure, in the order of the scenarios."""
        rows = {row.scenario: row for row in summaries(self.summary) if row.measure == measure}
        return [rows[each.name] for each in self.scenarios if each.name in rows]
