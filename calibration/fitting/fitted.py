"""What a calibration hands on: one set of values as an override of a scenario, and many as an ensemble."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.fitting.free import Space
from sim.evidence.register import Register
from sim.scenario.replaced import settled

Floats = NDArray[np.float64]

DIGITS = 4
"""Significant digits kept of a value: beyond them is chance."""
_LINE = 110


def central(ensemble: Floats) -> int:
    """The draw that lies nearest to the middle of all, measured by how they scatter.

    The middle itself may be no set of values that fits: of two values known only by their product, say.
    """
    apart = ensemble - ensemble.mean(axis=0)
    inverse = np.linalg.pinv(np.atleast_2d(np.cov(ensemble, rowvar=False)))
    return int(np.einsum("ij,jk,ik->i", apart, inverse, apart).argmin())


def values_of(register: Register, space: Space, points: Floats) -> list[dict[str, float]]:
    """The values at points of the cube, with what follows from them, each with ``DIGITS`` digits."""
    return [
        {id: _short(register, id, value) for id, value in settled(register, values).items()}
        for values in space.values(points)
    ]


def ensemble_table(values: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """One row a draw, one column a value."""
    table = pd.DataFrame(list(values))
    table.insert(0, "draw", range(1, len(table) + 1))
    return table


def override(
    name: str,
    title: str,
    scenario: Path,
    folder: Path,
    values: Mapping[str, float],
    register: Register,
    why: str,
) -> str:
    """A scenario file that lays the values over an area's baseline.

    Parameters
    ----------
    scenario, folder
        The baseline, and where the override will lie: from there it names the baseline.
    why
        The reason, which stands above all values.
    """
    extends = Path(os.path.relpath(scenario.resolve(), folder.resolve())).as_posix()
    reason = "\n".join(f"  {line}" for line in textwrap.wrap(why, _LINE - 2))
    head = (
        f"name: {name}\ntitle: {_quoted(title)}\nextends: {_quoted(extends)}\ndescribes_area: yes\n"
        f"why: >-\n{reason}\n"
    )
    return head + "\n" + "\n".join(_lines(_tree(values, register), 0)) + "\n"


def _quoted(text: str) -> str:
    """As YAML, where a colon or a hash in a title or a folder's name would mean something."""
    return json.dumps(text, ensure_ascii=False)


Tree = dict[str, "Tree | str"]


def _tree(values: Mapping[str, float], register: Register) -> Tree:
    tree: Tree = {}
    for id, value in values.items():
        *branches, leaf = id.split(".")
        place = tree
        for name in branches:
            inner = place.setdefault(name, {})
            assert isinstance(inner, dict), id
            place = inner
        place[leaf] = str(round(value)) if _is_whole(register, id) else _plain(value)
    return tree


def _lines(tree: Tree, depth: int) -> list[str]:
    found = []
    for name, inner in tree.items():
        indent = "  " * depth
        if isinstance(inner, dict):
            found += [f"{indent}{name}:", *_lines(inner, depth + 1)]
        else:
            found.append(f"{indent}{name}: {inner}")
    return found


def _short(register: Register, id: str, value: float) -> float:
    if _is_whole(register, id):
        return float(round(value))
    row = register.row(id)
    low, high = float(row.low), float(row.high)  # type: ignore[arg-type]
    return min(high, max(low, float(f"{value:.{DIGITS}g}")))


def _plain(value: float) -> str:
    text = np.format_float_positional(value, trim="0")
    return text if "." in text else f"{text}.0"


def _is_whole(register: Register, id: str) -> bool:
    return isinstance(register.row(id).value, int)
