"""A draw serves one purpose: no number of a replication is read for two."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.draws import uniform_array, uniform_table
from sim.experiment.replication import draw
from sim.model import fate, history, marks, population, spells
from tests.pairing.counties import small


def test_no_number_is_read_twice_before_a_run_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column read for two things would tie them together: who is in prison, say, to what they commit."""
    reads: Counter[tuple[int, int]] = Counter()
    modules: dict[tuple[int, int], list[str]] = {}

    def note(name: str, keys: np.ndarray, column: int) -> None:
        for key in keys.tolist():
            reads[key, column] += 1
            modules.setdefault((key, column), []).append(name)

    def spying_on(name: str) -> object:
        def read(keys: np.ndarray, column: int) -> np.ndarray:
            note(name, keys, column)
            return uniform_array(keys, column)

        return read

    def spying_on_marks(keys: np.ndarray, first: int, columns: int) -> np.ndarray:
        for column in range(first, first + columns):
            note(marks.__name__, keys, column)
        return uniform_table(keys, first, columns)

    for module in (population, spells, fate, history):
        monkeypatch.setattr(module, "uniform_array", spying_on(module.__name__))
    monkeypatch.setattr(marks, "uniform_table", spying_on_marks)
    draw(small({"people.stock": 60, "people.entrants_per_year": 5}), 1, 0, 2)
    assert len(reads) > 1000
    assert any(marks.__name__ in names for names in modules.values())
    twice = {
        (column, tuple(sorted(modules[key, column]))) for (key, column), times in reads.items() if times > 1
    }
    assert twice == set()
