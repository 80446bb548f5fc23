"""A comparison that is killed again and again ends with the same bytes as one left in peace."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.experiment.conftest import REPLICATIONS
from tests.experiment.kills import begin, digests, tormented, workers_of
from tests.pairing.counties import FOLDER

KILLS = 16

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="finds workers in /proc")


@linux_only
def test_random_kills_lose_nothing_and_tear_nothing(
    tmp_path: Path, files: list[Path], peaceful: dict[str, str]
) -> None:
    out, number, kills = tmp_path / "study", 0, 0
    while kills < KILLS:
        number += 1
        out = tmp_path / f"study-{number}"
        found = tormented(files, out, REPLICATIONS, KILLS - kills, seed=number)
        kills += found.kills
        assert digests(out) == peaceful
        assert not out.with_name(out.name + ".unfinished").exists()
        assert not any("Traceback" in line for line in found.said)


def started(files: list[Path], out: Path, replications: int = REPLICATIONS) -> subprocess.Popen[str]:
    """A comparison that has finished one replication at least."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli.main", *begin(files, out, replications)],
        cwd=FOLDER.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    ledger = out.with_name(out.name + ".unfinished") / "finished.jsonl"
    while process.poll() is None and not (ledger.exists() and ledger.stat().st_size):
        time.sleep(0.02)
    return process


@linux_only
@pytest.mark.parametrize("asked_by", [signal.SIGINT, signal.SIGTERM])
def test_a_study_asked_to_stop_says_how_to_go_on(
    asked_by: signal.Signals, files: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "study"
    process = started(files, out)
    workers = workers_of(process.pid)
    process.send_signal(asked_by)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert f"Go on with: desist resume {out}" in said
    assert "Traceback" not in said
    assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


@linux_only
def test_workers_end_when_their_command_is_killed(files: list[Path], tmp_path: Path) -> None:
    process = started(files, tmp_path / "study")
    workers = workers_of(process.pid)
    process.kill()
    process.communicate()
    assert workers
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.05)


@linux_only
def test_a_second_command_in_the_same_folder_is_refused_and_the_first_goes_on(
    files: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "study"
    process = started(files, out, replications=4)
    second = subprocess.run(
        [sys.executable, "-m", "sim.cli.main", "resume", str(out)],
        cwd=FOLDER.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert "somebody is at work in" in second.stderr
    process.communicate()
    assert process.returncode == 0
    assert (out / "briefing.html").exists()


FILL_AND_GO_ON = """
mount -t tmpfs -o size={small} tmpfs "$1" || exit 77
"$3" -m sim.cli.main {begin}
echo $? > "$2/first"
mount -o remount,size=100m "$1" || exit 77
"$3" -m sim.cli.main resume "$1/study"
echo $? > "$2/second"
cp -r "$1/study" "$2/study"
ls "$1" > "$2/left"
"""


@linux_only
def test_a_disk_that_fills_up_loses_nothing(
    tmp_path: Path, files: list[Path], peaceful: dict[str, str]
) -> None:
    """On a real file system that is too small, in a name space of our own; made larger, the study goes on."""
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    script = FILL_AND_GO_ON.format(small="700k", begin=" ".join(begin(files, disk / "study", REPLICATIONS)))
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    try:
        done = subprocess.run(
            [*command, str(disk), str(out), sys.executable],
            cwd=FOLDER.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("needs unshare, from util-linux")
    if not (out / "first").exists():
        pytest.skip(f"may not mount a small file system here: {done.stderr.strip()}")
    assert (out / "first").read_text() == "3\n", done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "second").read_text() == "0\n", done.stderr
    assert (out / "left").read_text() == "study\n"
    assert digests(out / "study") == peaceful
