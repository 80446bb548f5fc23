"""The briefing: one HTML file that carries everything it shows and loads nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.outcomes.cost import NOT_COSTED
from sim.report import ensemble, sentences, services, social_impact_bond, tables
from sim.report.drawing import Chart
from sim.report.evaluation import SHORTER, SINCE
from sim.report.study import Study

TEMPLATES = "templates"


def briefing(study: Study, charts: Mapping[str, Chart], pictures: Mapping[str, bytes]) -> str:
    """The briefing as one HTML page.

    Parameters
    ----------
    study
        What was asked, run and found; a single run leaves out what needs a comparison.
    charts
        The charts by name.
    pictures
        Each chart as PNG, by the same names.
    """
    environment = Environment(
        loader=PackageLoader("sim.report", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = _style()
    return environment.get_template("briefing.html").render(
        study=study,
        # Our own file, and the only text that is not escaped; the policy of the page allows this style alone.
        style=Markup(style),
        style_hash=_fingerprint(style),
        charts=charts,
        places={name: place for place, name in enumerate(charts, start=1)},
        numbers={name: tables.of_frame(chart.data, chart.title) for name, chart in charts.items()},
        pictures={name: base64.b64encode(picture).decode("ascii") for name, picture in pictures.items()},
        baseline=study.title_of(study.baseline),
        answers=sentences.answers(study),
        inputs=sentences.inputs(study),
        smallest=tables.smallest(study),
        precision=sentences.precision(study),
        apart=ensemble.apart(study),
        parts=ensemble.parts(study),
        counted=sentences.counted(study),
        before_after=sentences.before_after(study),
        cap_hits=sentences.cap_hits(study),
        widths=tables.widths(study),
        differences=tables.differences(study),
        levels=tables.levels(study, study.chosen, "The chosen measures"),
        queues=tables.levels(study, study.queues, "Queues and custody"),
        custody=tables.custody(study),
        services=services.services(study),
        programmes=services.programmes(study),
        bonds=social_impact_bond.bonds(study),
        evaluation=tables.evaluation(study),
        removals=tables.removals(study),
        settled=sentences.settled(study),
        since=SINCE,
        shorter=SHORTER,
        not_costed=NOT_COSTED,
    )


def _style() -> str:
    """The style sheet, with the line ends that a browser sees whatever system wrote the file."""
    path = resources.files("sim.report") / TEMPLATES / "briefing.css"
    return "\n".join(path.read_text(encoding="utf-8").splitlines()) + "\n"


def _fingerprint(style: str) -> str:
    """SHA-256 of a style sheet as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
