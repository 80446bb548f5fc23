"""What a file extends is a file inside the project: nothing is followed out of it, and nothing hangs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.document import read_document
from sim.scenario.layer import read_layer
from tests.hostile.checked import checked

SECONDS = 30
"""After which a command hangs: it takes less than one."""

needs_links = pytest.mark.skipif(os.name == "nt", reason="the system has no such files, or not for everyone")


@pytest.fixture
def scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scenarios, beside a file that nothing in it may reach."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("password: never-shown\n", encoding="utf-8")
    (folder / "mine.yaml").write_text("name: mine\nextends: base.yaml\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def told(*files: str) -> list[str]:
    """Run the command in a process of its own, which may not hang, and return what it says."""
    command = [sys.executable, "-m", "sim.cli.main", "check", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.splitlines()


@needs_links
@pytest.mark.parametrize("target", ["../secret.yaml", "/dev/zero", "/etc/passwd"])
def test_a_link_out_of_the_folder_is_not_followed(scenarios: Path, target: str) -> None:
    (scenarios / "base.yaml").symlink_to(target)
    words = "extends: must be a file inside the folder scenarios; given base.yaml"
    assert told("mine.yaml") == [f"mine.yaml:2:10: {words}"]


@needs_links
def test_a_linked_folder_is_not_followed_out(scenarios: Path) -> None:
    (scenarios / "elsewhere").symlink_to("..")
    (scenarios / "mine.yaml").write_text("name: mine\nextends: elsewhere/secret.yaml\n", encoding="utf-8")
    words = "extends: must be a file inside the folder scenarios; given elsewhere/secret.yaml"
    assert told("mine.yaml") == [f"mine.yaml:2:10: {words}"]


@needs_links
def test_links_in_a_circle_are_no_file(scenarios: Path) -> None:
    (scenarios / "base.yaml").symlink_to("other.yaml")
    (scenarios / "other.yaml").symlink_to("base.yaml")
    (line,) = told("mine.yaml")
    assert line.startswith("mine.yaml:2:10: extends: there is no such file; given base.yaml")


@needs_links
def test_a_pipe_is_no_file(scenarios: Path) -> None:
    os.mkfifo(scenarios / "base.yaml")
    assert told("mine.yaml") == ["mine.yaml:2:10: extends: is not a file; given base.yaml"]
    assert told("base.yaml") == ["base.yaml:1:1: is not a file"]


def test_a_folder_is_no_file(scenarios: Path) -> None:
    (scenarios / "base.yaml").mkdir()
    assert told("mine.yaml") == ["mine.yaml:2:10: extends: is not a file; given base.yaml"]


@needs_links
def test_a_device_is_no_file(scenarios: Path) -> None:
    assert told("/dev/zero") == ["/dev/zero:1:1: is not a file"]


def test_a_chain_of_forty_files_is_given_up(scenarios: Path) -> None:
    for number in range(40):
        text = f"name: c{number}\nextends: c{number + 1}.yaml\n"
        (scenarios / f"c{number}.yaml").write_text(text, encoding="utf-8")
    verdict = checked("c0.yaml")
    # c0 to c7 are eight files, and the ninth is one too many
    assert verdict.lines == ("c7.yaml:2:10: extends: more than 8 files extend one another; given c8.yaml",)


@needs_links
def test_the_name_of_a_file_is_shown_harmless(scenarios: Path) -> None:
    (scenarios / "\x1b[2J\n.yaml").write_text("- a list\n", encoding="utf-8")
    (line,) = checked("\x1b[2J\n.yaml").lines
    assert line.startswith("\\x1b[2J\\n.yaml:1:1: the file must hold keys and values")


PIECES = [
    "..",
    "/",
    "\\",
    ".",
    "~",
    "secret.yaml",
    "scenarios",
    "mine.yaml",
    "elsewhere",
    "a",
    "C:",
    "\0",
    " ",
    "%2e",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_no_path_leads_out(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "reach" / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "secret.yaml").write_text("password: never-shown\n", encoding="utf-8")
    file = folder / "mine.yaml"
    file.write_text(f"name: mine\nextends: {json.dumps(text)}\n", encoding="utf-8")
    verdict = checked(str(file))
    assert verdict.code == 2
    assert [line for line in verdict.lines if "password" in line or "secret.yaml:" in line] == []


NEARLY = st.text(st.sampled_from("ab-09_./\\: CONcon\n\0é"), max_size=70)
RESERVED = st.sampled_from(
    ["con", "nul", "com1", "lpt9", "aux", "prn", "clock$", "com0", "..", ".", "con.yaml"]
)


@given(st.one_of(NEARLY, RESERVED, st.text(max_size=10)))
def test_a_name_that_is_accepted_is_the_name_of_one_folder_on_any_system(name: str) -> None:
    raw = f"name: {json.dumps(name)}\nextends: base.yaml\n".encode("utf-8", "surrogatepass")
    layer = read_layer("x.yaml", read_document(raw))
    if layer.problems:
        assert [problem.path for problem in layer.problems] == ["name"]
        return
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", layer.name)
    assert (Path(layer.name).parts, PureWindowsPath(layer.name).parts) == ((layer.name,), (layer.name,))
    assert not PureWindowsPath(layer.name).is_reserved()
