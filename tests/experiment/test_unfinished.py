"""A study under way on disk: nothing is torn, nothing damaged is used, and nobody works in it twice."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sim.errors import DesistError, StoppedError
from sim.experiment import durable
from sim.experiment.unfinished import Unfinished, begin, go_on, unfinished_folder
from tests.experiment.made_up import asked

CONTENT = [{"scenario": "county", "value": 0.30000000000000004}]


def left(results: Path, seed: int = 1, numbers: tuple[int, ...] = (0, 1)) -> list[str]:
    """A study with some replications finished, left as a kill would leave it; what it told."""
    said: list[str] = []
    with begin(results, asked(seed), {"deeper/county.yaml": b"name: county\n"}, said.append) as work:
        for number in numbers:
            work.keep(number, CONTENT)
    return said


@contextmanager
def taken_up(results: Path) -> Iterator[tuple[Unfinished, list[str]]]:
    said: list[str] = []
    with go_on(results, said.append) as work:
        yield work, said


def kept(results: Path) -> tuple[dict[int, Any], list[str]]:
    with taken_up(results) as (work, said):
        return work.kept(), said


def test_what_is_finished_is_there_on_another_day(tmp_path: Path) -> None:
    results = tmp_path / "study"
    left(results, numbers=(3, 0))
    assert not results.exists()
    with taken_up(results) as (work, said):
        assert work.asked == asked()
        assert work.results == results
        assert work.kept() == {0: CONTENT, 3: CONTENT}
        assert said == []
    copy = unfinished_folder(results) / "scenarios" / "deeper" / "county.yaml"
    assert copy.read_bytes() == b"name: county\n"


def test_a_study_can_be_named_by_either_folder(tmp_path: Path) -> None:
    left(tmp_path / "study")
    assert kept(tmp_path / "study.unfinished") == kept(tmp_path / "study")


def test_the_same_command_goes_on_and_another_is_refused(tmp_path: Path) -> None:
    left(tmp_path / "study")
    with begin(tmp_path / "study", asked(replications=9), {}, print) as work:  # more of the same
        assert sorted(work.kept()) == [0, 1]
    with pytest.raises(DesistError, match="holds another study, not finished"):
        left(tmp_path / "study", seed=2)
    assert sorted(kept(tmp_path / "study")[0]) == [0, 1]


def test_nobody_works_in_a_folder_twice(tmp_path: Path) -> None:
    with begin(tmp_path / "study", asked(), {}, print) as work:
        work.keep(0, CONTENT)
        for attempt in (lambda: kept(tmp_path / "study"), lambda: left(tmp_path / "study")):
            with pytest.raises(DesistError, match="somebody is at work in"):
                attempt()
    assert sorted(kept(tmp_path / "study")[0]) == [0]


def test_nothing_to_go_on_with(tmp_path: Path) -> None:
    with pytest.raises(DesistError, match="was never begun"):
        kept(tmp_path / "study")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "manifest.json").write_text("{}")
    with pytest.raises(DesistError, match="is finished"):
        kept(tmp_path / "study")


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is not waited for, where thousands of files are written."""
    monkeypatch.setattr(durable.os, "fsync", lambda _: None)


@pytest.mark.usefixtures("quick_disk")
def test_any_flipped_bit_of_a_replication_is_found(tmp_path: Path) -> None:
    left(tmp_path / "study")
    path = tmp_path / "study.unfinished" / "replications" / "000001.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
            with taken_up(tmp_path / "study") as (work, said):
                assert work.kept() == {0: CONTENT}
                assert "replication 1 is damaged" in said[0]
                aside = Path(f"{path}.damaged")
                assert aside.read_bytes() != whole
                aside.unlink()
                work.keep(1, CONTENT)  # done again
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("quick_disk")
def test_any_flipped_bit_of_the_ledger_loses_its_row_at_most(tmp_path: Path) -> None:
    left(tmp_path / "study")
    path = tmp_path / "study.unfinished" / "finished.jsonl"
    whole = path.read_bytes()
    first = len(whole.splitlines(keepends=True)[0])
    for place in range(first):
        for bit in range(8):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
            found, said = kept(tmp_path / "study")
            assert all(content == CONTENT for content in found.values())
            assert set(found) <= {0, 1}
            if place < first - 1:  # without its end the first row takes the second with it
                assert 1 in found
            assert found.keys() == {0, 1} or said
            path.write_bytes(whole)
            for aside in (tmp_path / "study.unfinished" / "replications").glob("*.damaged"):
                aside.rename(aside.with_suffix(""))


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


@pytest.mark.usefixtures("quick_disk")
def test_any_flipped_bit_of_what_was_asked_is_found(tmp_path: Path) -> None:
    left(tmp_path / "study")
    path = tmp_path / "study.unfinished" / "asked.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        if whole[place : place + 1].isspace() and json.loads(whole) == _read(path):
            continue  # only the layout of the file was touched
        with pytest.raises(DesistError, match=r"it is damaged\. Give the command again"):
            kept(tmp_path / "study")
    path.write_bytes(b"")
    assert left(tmp_path / "study", numbers=()) == []  # the command given again mends it
    assert sorted(kept(tmp_path / "study")[0]) == [0, 1]


def test_a_row_cut_short_by_a_crash_is_left_out_and_does_not_spoil_the_next(tmp_path: Path) -> None:
    left(tmp_path / "study")
    path = tmp_path / "study.unfinished" / "finished.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    with taken_up(tmp_path / "study") as (work, said):
        assert work.kept() == {0: CONTENT}
        assert len(said) == 1
        work.keep(1, CONTENT)
    assert kept(tmp_path / "study") == ({0: CONTENT, 1: CONTENT}, [])


def test_a_row_without_its_file_is_left_out(tmp_path: Path) -> None:
    left(tmp_path / "study")
    (tmp_path / "study.unfinished" / "replications" / "000000.json").unlink()
    found, said = kept(tmp_path / "study")
    assert sorted(found) == [1]
    assert "replication 0 cannot be read" in said[0]


def test_a_file_without_a_row_is_not_used(tmp_path: Path) -> None:
    left(tmp_path / "study")
    stray = tmp_path / "study.unfinished" / "replications" / "000002.json"
    stray.write_text(json.dumps(CONTENT))
    assert sorted(kept(tmp_path / "study")[0]) == [0, 1]


def test_results_of_another_program_are_not_used(tmp_path: Path) -> None:
    left(tmp_path / "study")
    path = tmp_path / "study.unfinished" / "finished.jsonl"
    other = asked(seed=2).key(0)
    path.write_text(path.read_text().replace(asked().key(0), other))
    found, said = kept(tmp_path / "study")
    assert sorted(found) == [1]
    assert "of another study" in said[0]


class FullDisk:
    """Lets through some calls that bring something to the disk, and refuses the next."""

    def __init__(self, allowed: int) -> None:
        self.left = allowed
        self.fsync = os.fsync

    def __call__(self, handle: int) -> None:
        if self.left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.left -= 1
        self.fsync(handle)


@pytest.mark.parametrize("allowed", range(20))
def test_a_disk_that_fills_up_at_any_point_loses_nothing(
    allowed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished: list[int] = []
    full = FullDisk(allowed)
    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "fsync", full)
        with pytest.raises(StoppedError, match="No space left on device"):
            fill(tmp_path / "study", finished)
    with begin(tmp_path / "study", asked(), {}, print) as work:
        found = work.kept()
    assert set(finished) <= set(found)
    assert all(content == CONTENT for content in found.values())


def fill(results: Path, finished: list[int]) -> None:
    with begin(results, asked(), {}, print) as work:
        for number in range(20):
            work.keep(number, CONTENT)
            finished.append(number)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DesistError, match="cannot be made"):
        left(tmp_path / "file" / "study")
