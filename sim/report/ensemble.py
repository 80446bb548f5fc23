"""What a study over draws of parameters says of chance and of parameters, in sentences and a table."""

from __future__ import annotations

import math
from dataclasses import replace

from sim.outcomes.amounts import amounts, number, plain, wording
from sim.outcomes.claims import OFFENCES, counts_offences, decimals_of
from sim.outcomes.comparison import Difference
from sim.report.study import ParameterDraws, Study
from sim.report.tables import EMPTY, Table, difference_unit, reach

MOST_NAMED = 12
"""Parameters that are named; of more, how many there are is said."""


def run(study: Study) -> list[str]:
    """How the study was run, and which parameters it varied; nothing without draws."""
    drawn = study.parameters
    if drawn is None:
        return []
    what = "Every scenario" if study.is_comparison else "The scenario"
    return [
        f"{what} was run with {drawn.draws} draws of the parameters, {drawn.of_each} times with each: "
        f"{study.replications} runs, each with people and chance of its own, which all scenarios share.",
        f"The draws are those of {drawn.file}. They vary {_varied(drawn)}. Every other input stays as it is.",
    ]


def _varied(drawn: ParameterDraws) -> str:
    count = len(drawn.varied)
    named = ", ".join(drawn.varied[:MOST_NAMED])
    said = f"{count} input" + ("" if count == 1 else "s")
    return f"{said} ({named}{f' and {count - MOST_NAMED} more' if count > MOST_NAMED else ''})"


def apart(study: Study) -> list[tuple[str, list[str]]]:
    """Title of each scenario compared, and a sentence on both parts for each lead measure."""
    if study.parameters is None:
        return []
    rows = [row for measure in study.lead for row in study.differences_of(measure)]
    return [
        (scenario.title, [sentence(row) for row in rows if row.scenario == scenario.name])
        for scenario in study.compared
    ]


def sentence(row: Difference) -> str:
    """What a difference would be if the parameters were known, and what it is because they are not."""
    if math.isnan(row.sd_chance):
        return f"{row.label}: too few runs have a value to tell chance from parameters."
    if row.low == row.high:
        return f"{row.label}: the same in every run, whatever the parameters."
    return (
        f"{row.label}: if the parameters were known, we could say that the expected difference is "
        f"{_between(row, row.low_parameters_known, row.high_parameters_known)}; because they are not, we can "
        f"only say that it is {_between(row, row.low, row.high)} (95 % intervals). {_shares(row)}"
    )


def _between(row: Difference, low: float, high: float) -> str:
    words, decimals = wording(row.unit), decimals_of(replace(row, low=low, high=high))
    unit = OFFENCES if counts_offences(row.measure, row.unit) else words.unit
    return f"{amounts(low, high, decimals, words)} {unit}".rstrip()


def _shares(row: Difference) -> str:
    if row.sd_parameters == 0:
        return (
            "From one draw of the parameters to the next it differs no more than chance makes it differ: "
            "what the parameters add is too small to be seen in so many runs, and the wider interval holds "
            "what so few draws leave possible."
        )
    share = round(row.parameters_percent)
    unit = difference_unit(row.unit)
    return (
        f"Of the variance of the difference in a single run, about {share} % comes from the parameters "
        f"and {100 - share} % from chance (standard deviations {reach(row.sd_parameters)} and "
        f"{reach(row.sd_chance)} {unit})."
    )


def enough(study: Study) -> list[str]:
    """Whether there are draws enough, by the lead measure and scenario that need most of them."""
    drawn = study.parameters
    if drawn is None:
        return []
    rows = [row for row in study.differences_of(study.lead[0]) if row.monte_carlo_error > 0]
    if not rows:
        return []
    row = max(rows, key=lambda row: row.monte_carlo_error)
    said = [
        f"{row.label}: another {drawn.draws} draws would give another mean difference; its standard error is "
        f"{reach(row.monte_carlo_error)} {difference_unit(row.unit)}. {_needed(row, drawn)}"
    ]
    return [
        *said,
        "Time is best spent on more draws, two replications of each: more replications of a draw make only "
        "chance smaller, and more draws both. No number of runs makes the interval narrower than the draws "
        "of the parameters leave it; only better knowledge of the parameters does.",
    ]


def _needed(row: Difference, drawn: ParameterDraws) -> str:
    if math.isnan(row.draws_needed):
        return "How many draws are enough cannot be said while the parameters' own part is not seen."
    if row.draws_needed <= drawn.draws:
        return "That is small beside what the parameters leave open: there are draws enough."
    return (
        f"It would be small beside what the parameters leave open (a fifth of it) with about "
        f"{plain(float(f'{row.draws_needed:.2g}'))} draws of {drawn.of_each} replications."
    )


def parts(study: Study) -> tuple[Table, ...]:
    """One table for each chosen measure: both intervals and both parts, a row a scenario."""
    if study.parameters is None:
        return ()
    heads = (
        "Scenario", "95 % interval if parameters were known", "95 % interval, parameters not known",
        "Standard deviation from parameters", "Standard deviation from chance", "Share of parameters, %",
    )  # fmt: skip
    return tuple(
        Table(
            f"{rows[0].label} ({difference_unit(rows[0].unit)}): chance and parameters",
            heads,
            tuple((study.title_of(row.scenario), *_cells(row)) for row in rows),
        )
        for measure in study.chosen
        if (rows := study.differences_of(measure))
    )


def _cells(row: Difference) -> tuple[str, ...]:
    if math.isnan(row.sd_chance):
        return (EMPTY,) * 5
    words, decimals = wording(row.unit), decimals_of(row)

    def between(low: float, high: float) -> str:
        return amounts(low, high, decimals, words).replace("percentage points ", "")

    share = EMPTY if math.isnan(row.parameters_percent) else number(row.parameters_percent, 0)
    return (
        between(row.low_parameters_known, row.high_parameters_known),
        between(row.low, row.high),
        reach(row.sd_parameters),
        reach(row.sd_chance),
        share,
    )
