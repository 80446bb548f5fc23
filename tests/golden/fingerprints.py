"""What the goldens hold: a fingerprint of everything that happened in small runs.

Make them anew with ``python -m tests.golden.fingerprints``, and say "numbers changed: yes" in the CHANGELOG.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from sim.experiment.replication import live_all
from sim.outcomes.record import Record
from sim.scenario.reader import read_scenarios

GOLDEN = Path(__file__).with_name("golden.json")
SCENARIOS = ("county", "two-more-constables", "no-iom-effect", "suite-closed")
YEARS = 3
FOLDER = Path(__file__).parents[2] / "scenarios" / "small"


def fingerprint(record: Record) -> str:
    """SHA-256 of all rows of the ledger and of the hidden offences.

    Real numbers are taken to two places: the last bit of another processor's logarithm does not count.
    """
    digest = hashlib.sha256()
    for row in record.ledger.sorted_rows():
        cells = (f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row)
        digest.update(",".join(cells).encode())
    digest.update(record.hidden.number.tobytes())
    digest.update(np.round(record.hidden.offences, 2).tobytes())
    return digest.hexdigest()


def fingerprints() -> dict[str, str]:
    """By scenario, seed 1, replication 0."""
    scenarios = read_scenarios([FOLDER / f"{name}.yaml" for name in SCENARIOS])
    return {scenario.name: fingerprint(record) for scenario, record in live_all(scenarios, 1, 0, YEARS)}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(fingerprints(), indent=2) + "\n", encoding="utf-8")
