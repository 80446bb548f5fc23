"""Files made to fill time or memory: each is told within a second, and check stays small."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.checked import CORPUS, LONGEST, checked

HEAD = b"name: mine\nextends: baseline.yaml\n"
MOST_KIB = 200 * 1024
CHECK_AND_TELL = """\
import sys
from sim.cli.main import main
codes = [main(["check", file]) for file in sys.argv[1:]]
heavy = sorted({"numpy", "pandas", "scipy", "matplotlib", "simpy"} & set(sys.modules))
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(peak, set(codes), heavy)
"""


def lines(count: int, line: str) -> bytes:
    """Return ``count`` lines, with their number where ``line`` has a %d."""
    return "".join(line.replace("%d", str(number)) for number in range(count)).encode()


SUITES = "    s%d: {cells: 1, staffed_day: 2, staffed_late: 2, staffed_night: 2, neighbour_arrests: 0, "
TEAM = "arrest_posts: 9, quick_days: 20, slow_share: 0.1"
DISTRICTS = (
    "  d%d: {share: 1, suites: [a, b, c, d, e, f, g, h, i, j, k], two_tier_from: 2022-10-01, " + TEAM + "}\n"
)

REFUSED: dict[str, tuple[bytes, str]] = {
    "five megabytes": (b"# a comment\n" * 430_000, "1:1: the file is larger than 250 kB"),
    "fifty thousand values": (
        HEAD + b"iom: [" + b"1," * 50_000 + b"]\n",
        "more than 10,000 values in one file",
    ),
    "fifty thousand keys": (
        HEAD + b"iom:\n" + lines(50_000, "  k: 1\n"),
        "1:1: the file is larger than 250 kB",
    ),
    "one line": (HEAD + b"title: " + b"x" * 240_000, "3:8: title: must be at most 200 characters"),
    "one line of words": (HEAD + b"title: " + b"x " * 120_000, "3:8: title: must be at most 200 characters"),
    "one quoted line": (HEAD + b"title: '" + b"x " * 120_000 + b"'\n", "3:8: title: must be at most 200"),
    "empty lines": (b"\n" * 249_000, "1:1: the file must hold keys and values"),
    "comments": (b"# x\n" * 62_000, "1:1: the file must hold keys and values"),
    "an open quotation mark": (HEAD + b"title: '" + b"x\n" * 120_000, "3:8: a quotation mark is opened"),
    "many open marks": (HEAD + lines(20_000, "k%d: '\n"), "more than 10,000 values in one file"),
    "open brackets": (HEAD + b"iom: " + b"[" * 240_000, "3:25: nested more than 20 deep"),
    "open braces": (HEAD + b"iom: " + b"{a: " * 60_000, "nested more than 20 deep"),
    "question marks": (HEAD + b"iom: " + b"? " * 120_000, "3:6: a question mark cannot stand here"),
    "colons": (b":" * 249_000, "1:1: a key must be shorter than 1,024 characters"),
    "aliases": (HEAD + b"iom: &a {constables: 1}\n" + lines(20_000, "k%d: *a\n"), "3:6: anchors (&name)"),
    "unknown keys": (HEAD + b"iom:\n" + lines(4_900, "  constable%d: 1\n"), "did you mean constables?"),
    "the same key": (HEAD + b"iom:\n" + lines(4_900, "  constables: 1\n"), "line 4 and on line 5"),
    "unknown districts": (HEAD + b"districts:\n" + lines(4_900, "  d%d: {}\n"), "no more than 100 entries"),
    "a long list": (
        HEAD + b"districts:\n  hill: {suites: [" + b"x," * 9_000 + b"]}\n",
        "a list of at most 100",
    ),
    "much that does not fit": (
        b"name: mine\nwhy: x\ncustody:\n  suites:\n"
        + lines(100, SUITES + "other_detentions: 0}\n")
        + b"districts:\n"
        + lines(100, DISTRICTS),
        "must not be more than the 1 cells of the suite",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CORPUS / "baseline.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("what", REFUSED)
def test_told_within_a_second(folder: Path, what: str) -> None:
    content, words = REFUSED[what]
    (folder / "big.yaml").write_bytes(content)
    verdict = checked("big.yaml")
    assert verdict.code == 2
    assert any(words in line for line in verdict.lines)
    assert all(line.startswith("big.yaml:") for line in verdict.lines[:200])
    assert len(verdict.lines) <= 201
    assert verdict.seconds < LONGEST


def write_busy_area(folder: Path, changes: int) -> None:
    """Write an area of as many suites and districts as are allowed, with ``changes`` on days of their own."""
    suite = "    s%d: {cells: 9, staffed_day: 2, staffed_late: 3, staffed_night: 4, neighbour_arrests: 0, "
    area = b"name: a\nwhy: x\ncustody:\n  suites:\n" + lines(100, suite + "other_detentions: 0}\n")
    area += b"districts:\n" + lines(
        1, "  d: {share: 1, suites: [s0], two_tier_from: 2022-10-01, " + TEAM + "}\n"
    )
    area += lines(99, "  d%d: {share: 0, suites: [s1], two_tier_from: 2022-10-01, " + TEAM + "}\n")
    (folder / "area.yaml").write_bytes(area)
    text = "name: busy\nextends: area.yaml\ncustody:\n  suites:\n"
    for number in range(0, changes, 2):
        start, end = (dt.date(2022, 4, 2) + dt.timedelta(days=days + number) for days in (0, 1_000))
        until = f"until: {end}, " if number + 1 < changes else ""
        text += f"    s{number // 2}: {{from: {start}, {until}cells: 8}}\n"
    (folder / "busy.yaml").write_text(text, encoding="utf-8")


def test_as_many_changes_as_are_allowed_are_read_within_a_second(folder: Path) -> None:
    write_busy_area(folder, changes=149)
    verdict = checked("busy.yaml")
    assert (verdict.code, verdict.lines) == (0, ())
    assert verdict.seconds < LONGEST


def test_changes_on_more_days_are_refused(folder: Path) -> None:
    write_busy_area(folder, changes=150)
    verdict = checked("busy.yaml")
    # with day 0 that makes 151; the last day is the end of s74, which stands on line 4 + 75
    assert verdict.lines == (
        "busy.yaml:79:55: custody.suites.s74.cells: values must change on no more than 150 days; here they "
        "change on 151",
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of the memory is read from /proc")
def test_check_stays_small_and_loads_no_more_than_it_needs(folder: Path) -> None:
    write_busy_area(folder, changes=149)
    assert checked("busy.yaml").code == 0
    for number, (content, _) in enumerate(REFUSED.values()):
        (folder / f"big-{number}.yaml").write_bytes(content)
    files = sorted(path.name for path in folder.glob("b*.yaml"))
    assert len(files) == len(REFUSED) + 2
    told = subprocess.run(
        [sys.executable, "-c", CHECK_AND_TELL, *files], capture_output=True, text=True, check=True, cwd=folder
    )
    peak, rest = told.stdout.splitlines()[-1].split(" ", 1)
    assert rest == "{0, 2} []"
    assert int(peak) < MOST_KIB
