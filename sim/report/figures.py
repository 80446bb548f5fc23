"""All figures of a study, in the order in which they are shown."""

from __future__ import annotations

from sim.report import (
    before_after_figure,
    by_year_figure,
    difference_figure,
    occupancy_figure,
    settling_figure,
)
from sim.report.drawing import Chart
from sim.report.study import Study


def charts(study: Study) -> dict[str, Chart]:
    """The charts for which the study has numbers, by name."""
    drawn: list[Chart] = []
    if difference_figure.panels(study):
        drawn.append(difference_figure.chart(study))
    by_year = by_year_figure.chart(study)
    if by_year is not None:
        drawn.append(by_year)
    if not study.hours.empty:
        drawn.append(occupancy_figure.by_hour(study))
    if not study.months.empty:
        drawn.append(occupancy_figure.by_month(study))
    before_after = before_after_figure.chart(study)
    if before_after is not None:
        drawn.append(before_after)
    settling = settling_figure.chart(study)
    if settling is not None:
        drawn.append(settling)
    return {chart.name: chart for chart in drawn}
