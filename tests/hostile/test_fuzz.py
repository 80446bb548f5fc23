"""Random bytes, and shipped files after random slips: always a result or a problem with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.problems import MOST_SHOWN, ScenarioError
from sim.scenario.reader import read_scenarios

SHIPPED = Path(__file__).parents[2] / "scenarios"
FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.glob("*/*.yaml"))
ODD = [
    "\t",
    "\0",
    "\ufeff",
    "\u202e",
    "\xa0",
    "“",
    "’",
    "–",
    "٣",
    "&a ",
    "*a",
    "!!",
    "%",
    "@",
    "`",
    "|",
    ">",
    "? ",
    ": ",
]
ODD += [
    "- ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "#",
    ",",
    "<<: ",
    "---\n",
    "...\n",
    "\r",
    "\\",
    "1e400",
    ".nan",
    "~",
    "=",
]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("fuzz") / "scenarios"))


def outcome(path: Path, content: bytes) -> None:
    """Read a file with ``content``, and see that what is said of it can be used."""
    path.write_bytes(content)
    refused = None
    try:
        (scenario,) = read_scenarios([path])
        assert scenario.phases[0].start == 0
    except ScenarioError as error:
        refused = error
    if refused is not None:
        ends = content.count(b"\n") + content.count(b"\r") + 1
        own = [problem for problem in refused.problems if problem.file == path.as_posix()]
        assert refused.problems
        assert [problem for problem in own if not 1 <= problem.line <= ends or problem.column < 1] == []
        assert [problem for problem in refused.problems if not problem.message] == []
        shown = str(refused).split("\n")
        assert len(shown) <= MOST_SHOWN + 1
        assert [line for line in shown if not line.isprintable()] == []


@settings(max_examples=60)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8"))))
def test_any_bytes(copies: Path, content: bytes) -> None:
    outcome(copies / "suffolk" / "fuzzed.yaml", content)


def lines_slipped(lines: list[str], draw: st.DrawFn) -> list[str]:
    """One slip with whole lines: one is lost, doubled, moved, or shifted to the side."""
    at = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(["lose", "double", "swap", "shift", "cut"]))
    if kind == "lose":
        return lines[:at] + lines[at + 1 :]
    if kind == "double":
        return lines[: at + 1] + lines[at:]
    if kind == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        swapped = list(lines)
        swapped[at], swapped[other] = lines[other], lines[at]
        return swapped
    if kind == "shift":
        side = draw(st.sampled_from([lines[at].lstrip(), " " + lines[at], "    " + lines[at]]))
        return [*lines[:at], side, *lines[at + 1 :]]
    return lines[: at + 1]


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, bytes]:
    """A shipped file after one to four slips."""
    name = draw(st.sampled_from(FILES))
    text = (SHIPPED / name).read_text(encoding="utf-8")
    body = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            body = lines_slipped(body, draw) or ["\n"]
            continue
        at = draw(st.integers(0, len(body) - 1))
        place = draw(st.integers(0, len(body[at])))
        lost = draw(st.integers(0, 2))
        body[at] = body[at][:place] + draw(st.sampled_from(ODD)) + body[at][place + lost :]
    return name, "".join(body).encode("utf-8")


@settings(max_examples=140)
@given(slipped())
def test_shipped_files_after_slips(copies: Path, file: tuple[str, bytes]) -> None:
    name, content = file
    original = (SHIPPED / name).read_bytes()
    try:
        outcome(copies / name, content)
    finally:
        (copies / name).write_bytes(original)
