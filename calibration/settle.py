"""Fit the free values to the fitted facts: ``python -m calibration.settle``.

Prints old and new values and what is left of each fact, and writes both as tables. The evidence table is
changed only with ``--write``, and then only the values and notes of the rows that were fitted.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from calibration.facts import Facts, Role, load_facts
from calibration.fit import Fit, Target, Values, fit
from calibration.free import FREE, free_values
from calibration.replicate import read_scenarios_often
from sim.errors import DesistError
from sim.evidence.register import EVIDENCE_FILE, Register, read_register
from sim.evidence.rows import COLUMNS
from sim.experiment.asked import ask
from sim.experiment.executors import on_this_machine, usual_workers
from sim.experiment.output import finish, write_manifest, write_table
from sim.experiment.unfinished import begin
from sim.scenario.replaced import scenario_with, settled

DIGITS = 3
"""Significant digits kept of a fitted value: more would pretend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the line, fit, print, write; 2 for an error the user can mend."""
    options = _parser().parse_args(arguments)
    try:
        return settle(options)
    except DesistError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m calibration.settle",
        description="Fit the free values of the evidence table to the facts.",
    )
    parser.add_argument("--scenario", type=Path, default=Path("scenarios") / "suffolk" / "baseline.yaml")
    parser.add_argument("--replications", type=int, default=2, help="runs of each set of values (2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=6, help="steps of the search at the most (6)")
    parser.add_argument("--workers", type=int, default=usual_workers())
    parser.add_argument("--out", type=Path, default=Path("results") / "settle", help="folder for the tables")
    parser.add_argument("--write", action="store_true", help="put the values into the evidence table")
    return parser


def settle(options: argparse.Namespace, evidence: Path = EVIDENCE_FILE) -> int:
    """Fit, print and write as the options say."""
    register, facts = read_register(evidence), load_facts()
    free = free_values(register)
    workers = on_this_machine(options.workers)

    def model(sets: Sequence[Values]) -> list[Mapping[str, float]]:
        scenarios = [scenario_with(options.scenario, register, settled(register, values)) for values in sets]
        found = read_scenarios_often(
            scenarios, options.replications, options.seed, workers, lambda done, total: None
        )
        means = [{name: float(np.mean([run[name] for run in runs])) for name in runs[0]} for runs in found]
        for values, figures in zip(sets, means, strict=True):
            sys.stderr.write(f"{_misfit(figures, targets_of(facts)):8.2f}  {_line(values)}\n")
        return list(means)

    found = fit(model, free, targets_of(facts), options.steps)
    values = rounded(register, settled(register, found.values))
    told_values, told_facts = values_table(register, values), residuals_table(facts, found)

    def write(folder: Path) -> None:
        write_table(told_values, folder / "values.csv")
        write_table(told_facts, folder / "residuals.csv")
        write_manifest(
            {"evidence": register.fingerprint, "facts": facts.fingerprint, "evaluations": found.evaluations,
             "replications": options.replications, "seed": options.seed}, folder,
        )  # fmt: skip

    asked = ask("settle", (), (), options.seed, options.replications)
    with begin(options.out, asked, {}, lambda said: None) as work:
        finish(work, write)
    sys.stdout.write(f"{told_values.to_string(index=False)}\n\n{told_facts.to_string(index=False)}\n")
    sys.stdout.write(f"{found.evaluations} sets of values tried; tables in {options.out}\n")
    if options.write:
        write_values(evidence, values)
    return 0


def targets_of(facts: Facts) -> list[Target]:
    """The fitted facts; a residual of 1 is the edge of the tolerance."""
    return [
        Target(fact.id, fact.published, (fact.allowed_high - fact.allowed_low) / 2)
        for fact in facts
        if fact.role is Role.FITTED
    ]


def _misfit(figures: Mapping[str, float], targets: Sequence[Target]) -> float:
    return sum(((figures[each.id] - each.wanted) / each.scale) ** 2 for each in targets)


def _line(values: Values) -> str:
    return " ".join(f"{id.rsplit('.', 1)[-1]}={value:.4g}" for id, value in values.items())


def rounded(register: Register, values: Values) -> Values:
    """Values with few digits, whole where the table has whole numbers, and still in their ranges."""
    found = {}
    for id, value in values.items():
        row = register.row(id)
        short = float(f"{value:.{DIGITS}g}")
        low, high = (float(bound) for bound in (row.low, row.high))  # type: ignore[arg-type]
        if not low <= short <= high:
            raise DesistError(f"'{id}' would be {short:g}, outside its range from {low:g} to {high:g}")
        found[id] = short
    return found


def values_table(register: Register, values: Values) -> pd.DataFrame:
    """Old and new values with their ranges."""
    rows = [
        (id, register.number(id), value, register.row(id).low, register.row(id).high, register.row(id).unit)
        for id, value in values.items()
    ]
    return pd.DataFrame(rows, columns=["id", "old", "new", "low", "high", "unit"])


def residuals_table(facts: Facts, found: Fit) -> pd.DataFrame:
    """Published and fitted figures; a residual of 1 lies at the edge of the tolerance."""
    published = {fact.id: fact.published for fact in facts}
    rows = [(id, published[id], found.figures[id], size) for id, size in found.residuals.items()]
    return pd.DataFrame(rows, columns=["fact", "published", "model", "residual"])


FITTED_NOTE = "Fitted to the facts"


def write_values(evidence: Path, values: Values) -> None:
    """Put values into the evidence table; everything else in the file stays byte for byte."""
    text = evidence.read_text(encoding="utf-8")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if _as_text(lines) != text:
        raise DesistError(f"{evidence.name} is not laid out as this program would; nothing was written")
    register = read_register(evidence)
    place = {name: number for number, name in enumerate(COLUMNS)}
    for cells in lines[1:]:
        id = cells[place["id"]]
        if id in values:
            old, note = cells[place["value"]], cells[place["note"]]
            cells[place["value"]] = _cell(values[id], isinstance(register.row(id).value, int))
            if FITTED_NOTE not in note:
                cells[place["note"]] = f"{FITTED_NOTE}; {old} at first. {note}".strip()
    evidence.write_text(_as_text(lines), encoding="utf-8", newline="\n")
    read_register(evidence)


def _cell(value: float, whole_number: bool) -> str:
    """A value as the table writes it: a number with a point stays one."""
    if whole_number:
        return str(round(value))
    text = f"{value:.{DIGITS}g}"
    return text if "." in text or "e" in text else f"{text}.0"


def _as_text(lines: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()


__all__ = ["FREE", "main", "settle"]

if __name__ == "__main__":
    sys.exit(main())
