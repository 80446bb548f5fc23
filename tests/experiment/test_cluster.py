"""The same study on a real Dask cluster: the same bytes, also when one of its workers is killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.experiment.conftest import REPLICATIONS
from tests.experiment.kills import begin, digests
from tests.pairing.counties import FOLDER

ROOT = FOLDER.parent
PATIENCE = 60
"""Seconds for anything to begin."""


def await_text(path: Path, words: str) -> None:
    until = time.monotonic() + PATIENCE
    while not (path.exists() and words in path.read_text()):
        assert time.monotonic() < until, path.read_text() if path.exists() else f"no {path}"
        time.sleep(0.05)


def start(folder: Path, name: str, *words: str) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT, stdout=log, stderr=log)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler on this machine; itself, and its two workers, each of one process and thread."""
    local = ("--host", "127.0.0.1", "--no-dashboard")
    contact = tmp_path / "scheduler.json"
    scheduler = start(
        tmp_path,
        "scheduler",
        "distributed.cli.dask_scheduler",
        *local,
        "--port",
        "0",
        "--scheduler-file",
        str(contact),
    )
    workers = []
    try:
        await_text(contact, "tcp://")
        for number in range(2):
            words = ("--nthreads", "1", "--no-nanny", "--scheduler-file", str(contact))
            folder = ("--local-directory", str(tmp_path / f"worker-{number}"))
            name = f"worker-{number}"
            workers.append(start(tmp_path, name, "distributed.cli.dask_worker", *local, *words, *folder))
        for number in range(2):
            await_text(tmp_path / f"worker-{number}.log", "Registered to")
        yield json.loads(contact.read_text())["address"], [scheduler, *workers]
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def on_cluster(address: str, files: list[Path], out: Path) -> subprocess.Popen[str]:
    words = begin(files, out, REPLICATIONS)
    at = words.index("--workers")
    words[at : at + 2] = ["--scheduler", address]
    return subprocess.Popen(
        [sys.executable, "-m", "sim.cli.main", *words],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    tmp_path: Path,
    files: list[Path],
    peaceful: dict[str, str],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, (_, worker, _) = cluster
    process = on_cluster(address, files, tmp_path / "there")
    await_text(tmp_path / "there.unfinished" / "finished.jsonl", "replication")
    worker.kill()
    _, said = process.communicate(timeout=5 * PATIENCE)
    assert process.returncode == 0, said
    assert digests(tmp_path / "there") == peaceful


def test_a_cluster_that_is_lost_keeps_what_is_finished(
    tmp_path: Path, files: list[Path], cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, (scheduler, *_) = cluster
    process = on_cluster(address, files, tmp_path / "there")
    await_text(tmp_path / "there.unfinished" / "finished.jsonl", "replication")
    scheduler.kill()
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3, said
    assert "the cluster was lost" in said
    assert "Go on with: desist resume" in said
    assert "Traceback" not in said


def test_nobody_answers(tmp_path: Path, files: list[Path]) -> None:
    process = on_cluster("tcp://127.0.0.1:9", files, tmp_path / "there")
    _, said = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 2
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in said
    assert "Traceback" not in said
    assert not (tmp_path / "there.unfinished").exists()
