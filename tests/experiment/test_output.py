"""A study's folder: whole or not at all, and never over something else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from sim.errors import DesistError
from sim.experiment.manifest import code_fingerprint, manifest
from sim.experiment.output import MANIFEST, check_folder, whole, write_manifest, write_table
from tests.pairing.counties import shipped


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_study_takes_its_place_at_once(tmp_path: Path) -> None:
    with whole(tmp_path / "study") as unfinished:
        (unfinished / "runs.csv").write_text("a\n")
        assert not (tmp_path / "study").exists()
    assert left_in(tmp_path) == ["study"]
    assert left_in(tmp_path / "study") == ["runs.csv"]


def test_a_study_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def half_a_study() -> None:
        with whole(tmp_path / "study") as unfinished:
            (unfinished / "runs.csv").write_text("a\n")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_a_study()
    assert left_in(tmp_path) == []


def test_a_study_that_fails_leaves_the_earlier_one_as_it_was(tmp_path: Path) -> None:
    with whole(tmp_path / "study") as unfinished:
        write_manifest({"seed": 1}, unfinished)

    def stopped_by_hand() -> None:
        with whole(tmp_path / "study") as unfinished:
            write_manifest({"seed": 2}, unfinished)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_by_hand()
    assert json.loads((tmp_path / "study" / MANIFEST).read_text()) == {"seed": 1}
    assert left_in(tmp_path) == ["study"]


def test_an_earlier_study_is_replaced_whole(tmp_path: Path) -> None:
    for seed in (1, 2):
        with whole(tmp_path / "study") as unfinished:
            write_manifest({"seed": seed}, unfinished)
            (unfinished / f"only-{seed}.csv").write_text("a\n")
    assert left_in(tmp_path / "study") == [MANIFEST, "only-2.csv"]


@pytest.mark.parametrize("name", ["thesis.docx", ".hidden"])
def test_a_folder_with_other_things_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("years of work")
    with pytest.raises(DesistError, match="holds other things"):
        check_folder(tmp_path)
    assert (tmp_path / name).read_text() == "years of work"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DesistError, match="must be a folder"):
        check_folder(tmp_path / "file")
    with pytest.raises(DesistError, match="cannot be made"):
        check_folder(tmp_path / "file" / "below")


def test_an_empty_or_new_folder_will_do(tmp_path: Path) -> None:
    check_folder(tmp_path)
    check_folder(tmp_path / "new" / "deeper")


def test_tables_are_the_same_bytes_for_the_same_numbers(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["a", "b"], "value": [0.1 + 0.2, 1 / 3]})
    write_table(table, tmp_path / "one.csv")
    write_table(table.copy(), tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == b"name,value\na,0.3\nb,0.3333333333\n"


def test_a_manifest_names_all_that_a_result_rests_on_and_no_folder_of_this_machine() -> None:
    found = manifest([shipped("county"), shipped("half-the-team")], 4, 7, {"seconds": 1.0})
    assert (found["seed"], found["replications"], found["baseline"]) == (7, 4, "small-county")
    assert found["code"] == code_fingerprint()
    assert {"desist", "python", "numpy", "scipy", "simpy"} <= set(found["versions"])  # type: ignore[call-overload]
    scenarios = found["scenarios"]
    assert [each["fingerprint"] for each in scenarios] == [
        shipped("county").fingerprint,
        shipped("half-the-team").fingerprint,
    ]  # type: ignore[attr-defined]
    assert str(Path.cwd()) not in json.dumps(found)
    assert os.sep + "scenarios" not in json.dumps(found)
