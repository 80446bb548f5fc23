"""Studies that are made up: what was asked, results, and work that tells what befell it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np

from sim.experiment.asked import Asked
from sim.experiment.task import Evaluation, Result
from sim.outcomes.bond_cohorts import BondCounts

EVALUATION = Evaluation(4.0, 1.0, 365.0, 182.5, 30.5, 10.25, *4 * [float("nan")], 60.0, float("nan"), 512.5)


def asked(seed: int = 1, replications: int = 4) -> Asked:
    return Asked(
        command="compare",
        files=("county.yaml", "other.yaml"),
        names=("county", "other"),
        fingerprints=("a" * 64, "b" * 64),
        seed=seed,
        replications=replications,
        precision=(),
        evidence="c" * 64,
        code="d" * 64,
    )


def result(scenario: str = "county", replication: int = 0) -> Result:
    """Numbers that no decimal of few digits can hold, and one that is missing."""
    return Result(
        scenario=scenario,
        replication=replication,
        measures={"offences": 0.1 + 0.2, "mean_wait": float("nan"), "arrests": 1e-300},
        cells_by_hour=np.array([[1 / 3, 2 / 3], [0.0, -0.0]]),
        cells_by_month=np.array([[1.0, np.pi]]),
        evaluation=EVALUATION,
        custody=np.array([[[1.0, 2 / 3]]]),
        removals={("fixed", "A1"): 2.5, ("flexible", "none"): 0.0},
        iom_performance={("fixed", "statutory", "town_office", "visits_made"): 1 / 3},
        weeks={"arrests": np.array([1.0, 2.0, 1 / 7])},
        years={"offences": np.array([1 / 3, 2.0])},
        bond=BondCounts(
            *(np.array(each) for each in ([[1.0, 2.0]], [[0.0, 1 / 7]], [3.0], [[4.0, 5.0]], [[1.0, 1.0]]))
        ),
    )


def squared(number: int) -> int:
    return number * number


def squared_or_killed_once(given: tuple[int, str]) -> int:
    """The square of a number; the process that first takes it in hand is killed if a folder is named."""
    number, folder = given
    if folder:
        mark = Path(folder) / f"killed-{number}"
        if not mark.exists():
            mark.write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def killed_if_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def refused_if_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is refused")
    return number * number
