"""Results of a replication as plain JSON and back, to the last digit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from sim.experiment.task import Evaluation, Named, Result
from sim.outcomes.bond_cohorts import BondCounts


def results_to_json(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Each result as a mapping of texts, numbers and lists; what is not a number becomes null."""
    return [
        {
            "scenario": result.scenario,
            "replication": result.replication,
            "measures": numbers_to_json(result.measures),
            "cells_by_hour": result.cells_by_hour.tolist(),
            "cells_by_month": result.cells_by_month.tolist(),
            "custody": result.custody.tolist(),
            "evaluation": numbers_to_json(asdict(result.evaluation)),
            "removals": [[cohort, code, number] for (cohort, code), number in result.removals.items()],
            "iom_performance": [[*group, number] for group, number in result.iom_performance.items()],
            "weeks": {name: values.tolist() for name, values in result.weeks.items()},
            "services": _named_to_json(result.services),
            "programmes": _named_to_json(result.programmes),
            "years": {name: values.tolist() for name, values in result.years.items()},
            "bond": _bond_to_json(result.bond),
        }
        for result in results
    ]


def results_from_json(content: Sequence[dict[str, Any]]) -> list[Result]:
    """What ``results_to_json`` was given."""
    return [
        Result(
            scenario=each["scenario"],
            replication=each["replication"],
            measures=numbers_from_json(each["measures"]),
            cells_by_hour=np.array(each["cells_by_hour"], dtype=np.float64),
            cells_by_month=np.array(each["cells_by_month"], dtype=np.float64),
            custody=np.array(each["custody"], dtype=np.float64),
            evaluation=Evaluation(**numbers_from_json(each["evaluation"])),
            removals={(cohort, code): number for cohort, code, number in each["removals"]},
            iom_performance={
                (cohort, statutory, office, figure): number
                for cohort, statutory, office, figure, number in each["iom_performance"]
            },
            weeks={name: np.array(values, dtype=np.float64) for name, values in each["weeks"].items()},
            services=_named_from_json(each["services"]),
            programmes=_named_from_json(each["programmes"]),
            years={name: np.array(values, dtype=np.float64) for name, values in each["years"].items()},
            bond=_bond_from_json(each["bond"]),
        )
        for each in content
    ]


def _named_to_json(named: dict[str, Named]) -> dict[str, Any]:
    return {name: [each.label, each.unit, numbers_to_json(each.figures)] for name, each in named.items()}


def _named_from_json(content: dict[str, Any]) -> dict[str, Named]:
    return {
        name: Named(label, unit, numbers_from_json(figures))
        for name, (label, unit, figures) in content.items()
    }


def _bond_to_json(bond: BondCounts | None) -> dict[str, Any] | None:
    if bond is None:
        return None
    return {field.name: getattr(bond, field.name).tolist() for field in fields(bond)}


def _bond_from_json(content: dict[str, Any] | None) -> BondCounts | None:
    if content is None:
        return None
    return BondCounts(**{name: np.array(values, dtype=np.float64) for name, values in content.items()})


def numbers_to_json(values: dict[str, float]) -> dict[str, float | None]:
    """Numbers by name; what is not a number becomes null."""
    return {name: None if math.isnan(value) else float(value) for name, value in values.items()}


def numbers_from_json(values: dict[str, float | None]) -> dict[str, float]:
    """What ``numbers_to_json`` was given."""
    return {name: math.nan if value is None else value for name, value in values.items()}
