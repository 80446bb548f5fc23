"""A study's folder: whole or not at all, and never over something else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from sim.errors import DesistError
from sim.experiment.manifest import code_fingerprint, manifest
from sim.experiment.output import MANIFEST, check_folder, finish, write_manifest, write_table
from sim.experiment.unfinished import begin
from tests.experiment.made_up import asked
from tests.pairing.counties import shipped


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def written(folder: Path, seed: int, fault: BaseException | None = None) -> None:
    """Finish a made-up study, or fail while its results are written."""

    def write(staged: Path) -> None:
        write_manifest({"seed": seed}, staged)
        (staged / f"only-{seed}.csv").write_text("a\n")
        assert not (folder / f"only-{seed}.csv").exists()
        if fault:
            raise fault

    with begin(folder, asked(seed=seed), {}, print) as work:
        finish(work, write)


def test_a_finished_study_takes_its_place_at_once(tmp_path: Path) -> None:
    written(tmp_path / "study", 1)
    assert left_in(tmp_path) == ["study"]
    assert left_in(tmp_path / "study") == [MANIFEST, "only-1.csv"]


@pytest.mark.parametrize("fault", [RuntimeError("half way"), KeyboardInterrupt()])
def test_a_study_that_fails_before_anything_was_finished_leaves_nothing(
    tmp_path: Path, fault: BaseException
) -> None:
    with pytest.raises(type(fault)):
        written(tmp_path / "study", 1, fault)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("fault", [RuntimeError("half way"), KeyboardInterrupt()])
def test_a_study_that_fails_leaves_the_earlier_one_as_it_was(tmp_path: Path, fault: BaseException) -> None:
    written(tmp_path / "study", 1)
    with pytest.raises(type(fault)):
        written(tmp_path / "study", 2, fault)
    assert json.loads((tmp_path / "study" / MANIFEST).read_text()) == {"seed": 1}
    assert left_in(tmp_path) == ["study"]


def test_an_earlier_study_is_replaced_whole(tmp_path: Path) -> None:
    for seed in (1, 2):
        written(tmp_path / "study", seed)
    assert left_in(tmp_path) == ["study"]
    assert left_in(tmp_path / "study") == [MANIFEST, "only-2.csv"]


def test_a_folder_that_came_to_hold_other_things_is_not_replaced(tmp_path: Path) -> None:
    with begin(tmp_path / "study", asked(), {}, print) as work:
        (tmp_path / "study").mkdir()
        (tmp_path / "study" / "thesis.docx").write_text("years of work")
        with pytest.raises(DesistError, match="holds other things"):
            finish(work, lambda staged: None)
    assert left_in(tmp_path / "study") == ["thesis.docx"]


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


def test_no_text_of_a_table_is_a_formula(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["=1+1", "@cmd", "plain", "-3.5"], "value": [-1.5, 2.0, -3.0, 4.0]})
    write_table(table, tmp_path / "one.csv")
    assert (tmp_path / "one.csv").read_text() == "name,value\n'=1+1,-1.5\n'@cmd,2\nplain,-3\n-3.5,4\n"


def test_a_manifest_names_all_that_a_result_rests_on_and_no_folder_of_this_machine() -> None:
    found = manifest([shipped("county"), shipped("half-the-team")], 4, 7, {"timing": {"seconds": 1.0}})
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
