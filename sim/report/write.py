"""Writing a report into a folder."""

from __future__ import annotations

from pathlib import Path

from sim.report import drawing
from sim.report.briefing import briefing
from sim.report.figures import charts
from sim.report.study import Study


def write_report(study: Study, folder: Path) -> list[Path]:
    """Write the figures and the briefing of a study, or of a single run, into ``folder``.

    Parameters
    ----------
    study
        What was asked, run and found.
    folder
        Made if need be. Files of the same names are replaced.

    Returns
    -------
    list of pathlib.Path
        The files written: ``figures/*.png``, ``figures/*.svg`` and ``briefing.html``. The same study gives
        the same bytes on the same machine.
    """
    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    drawn = charts(study)
    pictures = {name: drawing.png(chart) for name, chart in drawn.items()}
    written = []
    for name, chart in drawn.items():
        for ending, content in (("png", pictures[name]), ("svg", drawing.svg(chart))):
            path = figures / f"{name}.{ending}"
            path.write_bytes(content)
            written.append(path)
    page = folder / "briefing.html"
    page.write_text(briefing(study, drawn, pictures), encoding="utf-8", newline="\n")
    return [*written, page]


def write_chart(chart: drawing.Chart, folder: Path) -> None:
    """Write one chart into ``folder``, as ``<name>.png`` and ``<name>.svg``."""
    for ending, content in (("png", drawing.png(chart)), ("svg", drawing.svg(chart))):
        (folder / f"{chart.name}.{ending}").write_bytes(content)
