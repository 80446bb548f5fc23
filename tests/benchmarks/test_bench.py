"""The program as it is started: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import bench
from benchmarks.goals import Goal
from benchmarks.part import Asked, Outcome, Part
from benchmarks.processes import answer, spent

ROOT = Path(__file__).resolve().parents[2]


def test_parts_are_run_one_by_one_and_written_as_json(tmp_path: Path) -> None:
    target = tmp_path / "found.json"
    command = [
        sys.executable,
        "-m",
        "benchmarks.bench",
        "start-up",
        "half-width",
        "--quick",
        "--json",
        str(target),
    ]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "QUICK" in printed
    assert printed.index("== start-up") < printed.index("== half-width") < printed.index("== All goals ==")
    found = json.loads(target.read_text(encoding="utf-8"))
    assert list(found["parts"]) == ["start-up", "half-width"]
    assert found["failed"] == {}
    goals = [goal for part in found["parts"].values() for goal in part["goals"]]
    assert all(goal["verdict"] in ("met", "MISSED") for goal in goals)
    assert all(goal["what"] in printed for goal in goals)


def part(name: str, outcome: Outcome | Exception) -> Part:
    def run(_: Asked) -> Outcome:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return Part(name, name.title(), run, minutes=1)


def test_a_part_that_fails_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Outcome(["what was found"], goals=[Goal("good", 3.0, 2.0)])
    monkeypatch.setattr(bench, "PARTS", (part("bad", RuntimeError("it broke")), part("good", good)))
    assert bench.main([]) == 1
    printed = capsys.readouterr().out
    assert "FAILED: it broke" in printed
    assert "what was found" in printed
    assert "0 of 1 goals met, 1 missed" in printed


def test_a_missed_goal_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "PARTS", (part("good", Outcome([], goals=[Goal("good", 3.0, 2.0)])),))
    assert bench.main(["good"]) == 0
    assert "MISSED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["speed"], "no part is called speed; there are pathway, network"), (["--repeats", "0"], "at least 1")],
)
def test_what_cannot_be_asked_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        bench.main(arguments)
    assert refused.value.code == 2
    assert said in capsys.readouterr().err


def test_repeats_are_those_asked_for() -> None:
    assert Asked().runs(usual=5) == 5
    assert Asked(quick=True).runs(usual=5) == 1
    assert Asked(quick=True, repeats=2).runs(usual=5) == 2


def test_the_processor_time_of_a_process_is_its_own() -> None:
    idle = spent([sys.executable, "-c", "import time; time.sleep(0.5)"])
    assert idle.wall_seconds >= 0.5
    assert idle.cpu_seconds < idle.wall_seconds
    busy = spent([sys.executable, "-c", "import time\nwhile time.process_time() < 0.3: pass"])
    assert busy.cpu_seconds >= 0.3


def test_a_process_that_fails_is_told_with_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        spent([sys.executable, "-c", "raise SystemExit('no such thing')"])
    assert "no such thing" in capsys.readouterr().err


def test_a_function_is_called_in_a_process_of_its_own() -> None:
    assert answer("benchmarks.studies:efficiency", alone=3.0, together=1.0, workers=2) == 1.5
