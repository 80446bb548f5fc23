"""The same study gives the same bytes, whatever the number of processes and the order of Python's sets."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pairing.counties import FOLDER

ROOT = FOLDER.parent


def compare(out: Path, workers: int, hash_seed: int) -> None:
    """Run ``desist compare`` on the small county."""
    files = [str(FOLDER / "small" / f"{name}.yaml") for name in ("county", "half-the-team")]
    command = [sys.executable, "-m", "sim.cli.main", "compare", *files, "--replications", "2", "--seed", "3"]
    done = subprocess.run(
        [*command, "--workers", str(workers), "--out", str(out)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name != "manifest.json"
    }


def untimed(folder: Path) -> dict[str, object]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(manifest, dict)
    assert set(manifest.pop("timing")) == {"started", "seconds", "workers", "where", "machine"}
    return manifest


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("studies")
    found = []
    for workers, hash_seed in ((1, 0), (2, 12345)):
        found.append(root / f"{workers}-workers")
        compare(found[-1], workers, hash_seed)
    return found


def test_every_file_is_the_same_to_the_byte(folders: list[Path]) -> None:
    one, two = (digests(folder) for folder in folders)
    assert {"runs.csv", "summary.csv", "comparison.csv", "briefing.html"} <= set(one)
    assert sum(name.startswith("figures/") for name in one) >= 4
    assert one == two


def test_manifests_differ_in_their_timing_alone(folders: list[Path]) -> None:
    one, two = (untimed(folder) for folder in folders)
    assert one == two
    assert one["seed"] == 3


def test_nothing_else_is_left_beside_the_results(folders: list[Path]) -> None:
    assert sorted(path.name for path in folders[0].parent.iterdir()) == ["1-workers", "2-workers"]
