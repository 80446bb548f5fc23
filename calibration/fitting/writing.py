"""Writing a calibration into a folder: words, tables, figures, the override and the ensemble."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from calibration.fitting.findings import Findings
from calibration.fitting.fitted import central, ensemble_table, override, values_of
from calibration.fitting.predictive import predictive_table
from calibration.fitting.problem import OVERRIDE
from calibration.fitting.tables import RUNS, emulators_table, runs_table, values_table
from calibration.validation.scoreboard import marks
from sim.evidence.register import Register
from sim.experiment.durable import write_whole
from sim.experiment.output import write_table
from sim.outcomes.amounts import plain
from sim.report import marginals_figure, pairs_figure, scoreboard_figure
from sim.report.drawing import Chart
from sim.report.write import write_chart
from sim.scenario.values import LONGEST_TITLE

Floats = NDArray[np.float64]

FITTED = "fitted"
"""Name of the override and the ensemble among the results."""
_CALIBRATED = ", calibrated"


def write_calibration(found: Findings, register: Register, folder: Path, final: Path, extended: Path) -> None:
    """Write all that a calibration gives into ``folder``, which will be called ``final`` once it is whole.

    The override extends the scenario ``extended``.
    """
    calibration = found.calibration
    (folder / "findings.txt").write_text(found.text + "\n", encoding="utf-8", newline="\n")
    write_table(values_table(found), folder / "values.csv")
    write_table(emulators_table(calibration), folder / "emulators.csv")
    write_table(runs_table(calibration), folder / RUNS)
    write_table(predictive_table(found.checks), folder / "targets.csv")
    write_fitted(found, register, folder, final, FITTED, extended)
    for chart in _charts(found):
        write_chart(chart, folder)


def write_fitted(
    found: Findings, register: Register, folder: Path, final: Path, name: str, extended: Path
) -> None:
    """Write one set of values as an override of the scenario, and the draws of the posterior as a table.

    Parameters
    ----------
    folder, final
        Where they are written, and where they will lie: from there the override names what it extends.
    name
        Of the files, ``name.yaml`` and ``name-ensemble.csv``.
    extended
        The scenario itself, where the runs were of a copy that will not last.
    """
    problem, ensemble = found.calibration.problem, found.calibration.ensemble
    values = values_of(register, problem.space, ensemble)
    number = central(ensemble)
    why = (
        f"Calibrated to the published rates: draw {number + 1} of the ensemble's {len(ensemble)}, which lies "
        "nearest to the middle of all. Each value is one of many that the rates allow"
    )
    title = shorten(problem.area, LONGEST_TITLE - len(_CALIBRATED), placeholder="...") + _CALIBRATED
    text = override(problem.name + OVERRIDE, title, extended, final, values[number], register, why)
    write_whole(folder / f"{name}.yaml", text.encode())
    table = ensemble_table(values).to_csv(index=False, lineterminator="\n")
    write_whole(folder / f"{name}-ensemble.csv", table.encode())


def _charts(found: Findings) -> Iterator[Chart]:
    calibration = found.calibration
    problem, points = calibration.problem, calibration.sample.points
    area, sample = problem.title, f"{len(points):,} draws of the posterior"
    yield marginals_figure.chart(_marginals(found), area, sample)
    if problem.space.dimensions > 1:
        most = most_together(points, pairs_figure.MOST)
        labels = [problem.space.free[place].id for place in most]
        yield pairs_figure.chart(labels, points[: problem.draws][:, most], area, f"{problem.draws:,} draws")
    if shown := marks(found.checks):
        runs = f"{len(calibration.checks)} fresh runs at draws of the posterior"
        yield scoreboard_figure.chart_of_targets(shown, area, runs)
    if found.claims:
        yield found.claims.chart


def _marginals(found: Findings) -> list[marginals_figure.Marginal]:
    points = found.calibration.sample.points
    return [
        marginals_figure.Marginal(
            label=known.value,
            unit=value.unit,
            low=plain(value.range_low),
            high=plain(value.range_high),
            places=points[:, place],
            median=plain(value.median),
            verdict=known.verdict.value,
        )
        for place, (known, value) in enumerate(zip(found.identified.values, found.values, strict=True))
    ]


def most_together(points: Floats, most: int) -> list[int]:
    """Places of the values whose pairs are correlated most, at most ``most`` of them, in their own order."""
    correlation = np.abs(np.corrcoef(points, rowvar=False))
    pairs = sorted(combinations(range(points.shape[1]), 2), key=lambda pair: -correlation[pair])
    taken: list[int] = []
    for pair in pairs:
        taken += [place for place in pair if place not in taken]
        if len(taken) >= min(most, points.shape[1]):
            break
    return sorted(taken[:most])
