"""What the briefing says of a study, sentence by sentence."""

from __future__ import annotations

import math

from sim.outcomes import counting
from sim.outcomes.amounts import plain
from sim.outcomes.claims import OFFENCES, claim, counts_offences, level, limit_said
from sim.outcomes.comparison import Difference
from sim.outcomes.intervals import LEAST_FOR_SPREAD, power
from sim.outcomes.multiplicity import simultaneous_level
from sim.outcomes.settling import Settled
from sim.report import ensemble, evaluation
from sim.report.study import Study
from sim.report.tables import reach

IN_TWENTY = 20
"""For one measure in so many, an interval does not hold the true mean."""
ALMOST = 98
"""Above so many in a hundred, "nearly all" is said."""


def answers(study: Study) -> list[tuple[str, list[str]]]:
    """Title of each scenario compared and its sentences on the lead measures; in a single run its levels."""
    if not study.is_comparison:
        found = [level(row) for measure in study.lead for row in study.summaries_of(measure)]
        return [(study.title_of(study.baseline), found)]
    rows = [row for measure in study.lead for row in study.differences_of(measure)]
    return [
        (
            scenario.title,
            [
                claim(row, study.smallest_differences).sentence
                for row in rows
                if row.scenario == scenario.name
            ],
        )
        for scenario in study.compared
    ]


def inputs(study: Study) -> str:
    """How much rests on assumption."""
    return (
        f"Of the {study.inputs:,} numbers put in, {study.assumed_inputs:,} are assumptions or national "
        "figures rather than figures of this area."
    )


def widest_lead(study: Study) -> Difference | None:
    """The row of the first lead measure whose interval is widest."""
    rows = [row for row in study.differences_of(study.lead[0]) if not math.isnan(row.low)]
    return max(rows, key=lambda row: row.high - row.low, default=None)


def precision(study: Study) -> list[str]:
    """How wide the intervals are with this many replications, and what that means."""
    if study.replications == 1:
        return [
            "One replication was run. A single run shows one way in which chance could have fallen: it has "
            "no interval, and no difference in it can be told from chance."
        ]
    if study.parameters:
        return [*ensemble.run(study), *ensemble.enough(study), *_together(study)]
    what = "Every scenario" if study.is_comparison else "The scenario"
    said = [f"{what} was run {study.replications} times, each time with another draw of chance."]
    row = widest_lead(study)
    if row is not None:
        said += [*_reach(study, row), *_together(study)]
    if study.replications < LEAST_FOR_SPREAD:
        said.append(f"With fewer than {LEAST_FOR_SPREAD} replications, no spread of futures is given.")
    return said


def _reach(study: Study, row: Difference) -> list[str]:
    half = (row.high - row.low) / 2
    if half == 0:
        return [f"{row.label}: the differences are the same in every replication."]
    unit = OFFENCES if counts_offences(row.measure, row.unit) else row.unit
    said = [
        f"{row.label}: the interval of a difference reaches up to {reach(half)} {unit} to either side. A "
        "smaller true difference may well be printed as “no difference that we can tell”. Four times as many "
        "replications would halve that reach."
    ]
    limit = limit_said(row.measure, row.unit, study.smallest_differences)
    if limit:
        level_of_each = simultaneous_level(len(study.compared))
        chance = power(study.smallest_differences[row.measure], half, row.replications, level_of_each)
        found = round(100 * chance)
        share = "nearly all" if found > ALMOST else f"about {found} in 100"
        said.append(
            f"The smallest difference that matters in this measure is {limit}. Were that the true "
            f"difference, {share} studies of this size would tell it from chance."
        )
    return said


def _together(study: Study) -> list[str]:
    """What the intervals of differences hold for together, and what they do not."""
    count = len(study.compared)
    measures = sum(
        any(not math.isnan(row.low) for row in study.differences_of(name)) for name in study.chosen
    )
    missed = plain(round(measures / IN_TWENTY, 2))
    said = []
    if count > 1:
        said.append(
            f"The 95 % intervals of the differences hold, measure by measure, for all {count} comparisons "
            "with the baseline together: each is widened so that in at least 95 of 100 such studies none of "
            "them misses the true mean. A difference is told from zero by Holm's test, which looks at all "
            "scenarios together as well. Intervals of levels, and those before and after IOM, are given by "
            "themselves."
        )
    said.append(
        f"Measures are not adjusted for one another. The tables of differences have {measures}; for at most "
        f"about one in {IN_TWENTY} of them, here {missed}, an interval misses the true mean by chance alone. "
        "So one surprising line among many is a reason to run the study again with another seed, not a "
        "finding."
    )
    return said


def counted(study: Study) -> list[tuple[str, str]]:
    """Title of each scenario and the sentence on its proven reoffences."""
    return [(study.title_of(each.scenario), counting.sentence(each)) for each in study.counting]


def before_after(study: Study) -> list[str]:
    """What happened to people removed from IOM, with and without an effect of the scheme."""
    rows = {row.scenario: row for row in evaluation.before_and_after(study.evaluation)}
    return [
        evaluation.sentence(rows[scenario.name], scenario.title)
        for scenario in study.scenarios
        if scenario.name in rows
    ]


def settled(study: Study) -> list[str]:
    """Whether the baseline had settled when measuring began; nothing if no weekly series were kept."""
    frame = study.settling
    if frame.empty:
        return []
    series = frame.groupby("measure", sort=False).first()
    late = series[series["verdict"] == Settled.TOO_LATE.value]
    unclear = series[series["verdict"] == Settled.INCONCLUSIVE.value]
    said = []
    if len(late):
        parts = [f"{row['label']} (week {plain(row['cut_week'])})" for _, row in late.iterrows()]
        said.append(
            f"Not settled when measuring began: {'; '.join(parts)}. The levels of these still drift, if only "
            "slightly, in the years that are measured."
        )
    if len(unclear):
        said.append(
            f"Inconclusive: {'; '.join(unclear['label'])}. The test would cut away half of the run or more, "
            "which means that it found no level, not that there is none."
        )
    if not said:
        return ["All weekly series had settled before the first measured day."]
    if len(late) + len(unclear) < len(series):
        said.append("All others had settled before the first measured day.")
    return said


def cap_hits(study: Study) -> list[tuple[str, str]]:
    """Title of each scenario and how often a run met the cap."""
    return [(study.title_of(name), plain(hits)) for name, hits in study.cap_hits.items()]
