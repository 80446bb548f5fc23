"""What is said of points left out of an emulator's fitting."""

import numpy as np
import pytest

from calibration.inference.emulator import Runs
from calibration.inference.left_out import coverage, explained_when_left_out


def test_coverage_counts_what_lies_inside() -> None:
    foretold, sd = np.zeros((4, 2)), np.ones((4, 2))
    means = np.array([[0.0, 0.0], [1.95, 0.0], [1.97, 0.0], [-3.0, -1.97]])
    found = coverage((foretold, sd), means)
    assert found.by_figure == pytest.approx([0.5, 0.75])
    assert found.overall == pytest.approx(0.625)


@pytest.mark.parametrize(
    ("apart", "share"),
    [
        (1.0, 1.0),  # of a variance of 4, 1 is chance; missed by (1 + 0 + 1) / 3, which is all chance
        (0.0, 1.0 - (2 / 3) / 4),
        (2.0, 0.0),  # all of it is chance, so there is nothing to explain
    ],
)
def test_chance_is_taken_out_of_what_is_explained(apart: float, share: float) -> None:
    # two runs each as far above as below their mean: the mean's variance by chance is that distance squared
    figures = np.array([0.0, 2.0, 4.0])[:, None, None] + np.array([-apart, apart])[:, None]
    runs = Runs(np.array([[0.1], [0.5], [0.9]]), figures)
    assert explained_when_left_out(runs, np.array([[1.0], [2.0], [3.0]])) == pytest.approx([share])


def test_only_the_first_wave_tells_what_is_explained_over_the_cube() -> None:
    # the second wave is foretold exactly, and lies far out
    figures = np.array([0.0, 2.0, 4.0, 90.0, 95.0])[:, None, None] + np.zeros((1, 2, 1))
    foretold = np.array([[1.0], [2.0], [3.0], [90.0], [95.0]])
    runs = Runs(np.linspace(0.1, 0.9, 5)[:, None], figures, waves=(3, 2))
    assert explained_when_left_out(runs, foretold) == pytest.approx([1.0 - (2 / 3) / 4])
