"""Reading an evidence table, and what is said of a broken one."""

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from sim.evidence.register import EVIDENCE_FILE, EvidenceError, Register, load_register, read_register
from sim.evidence.sources import read_sources

HEADER = "id,value,low,high,unit,distribution,source,locator,grade,note"
GOOD = "a.count,3,1,5,people,uniform,book,page 2,assumed,"


def table(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Register:
    return read_register(
        table(
            tmp_path,
            GOOD,
            "a.deep.share,0.5,,,share,fixed,book,page 3,seed,half",
            "a.whole,2.0,,,ratio,fixed,book,page 3,seed,",
            "b.hours.0,1.5,,,weight,fixed,book,page 4,seed,",
            "b.hours.1,2,,,weight,fixed,book,page 4,seed,",
            "b.codes.1,4,,,people,fixed,book,page 5,seed,",
            "b.from,2021-09-13,2021-09-01,2021-09-30,date,uniform,book,page 6,assumed,",
            "ogrs3.copas,1.25112,,,log-odds,fixed,book,page 7,seed,",
        )
    )


def test_tree_nests_by_parts_keeps_kinds_and_leaves_out_ogrs3(small: Register) -> None:
    tree = small.tree()
    assert tree == {
        "a": {"count": 3, "deep": {"share": 0.5}, "whole": 2.0},
        "b": {"hours": (1.5, 2), "codes": {"1": 4}, "from": dt.date(2021, 9, 13)},
    }
    assert isinstance(tree["a"], dict)
    assert type(tree["a"]["count"]) is int
    assert type(tree["a"]["whole"]) is float


def test_tree_is_made_anew_so_that_a_caller_may_change_it(small: Register) -> None:
    branch = small.tree()["a"]
    assert isinstance(branch, dict)
    branch["count"] = 99
    assert small.number("a.count") == 3


def test_row_number_and_under(small: Register) -> None:
    assert small.row("a.deep.share").note == "half"
    assert small.row("a.deep.share").low is None
    assert small.number("a.count") == 3.0
    assert type(small.number("a.count")) is float
    assert list(small.under("a")) == ["count", "deep.share", "whole"]
    assert small.under("a.co") == {}
    with pytest.raises(EvidenceError, match="is a day, not a number"):
        small.number("b.from")
    with pytest.raises(EvidenceError, match=r"no row 'a\.missing'"):
        small.row("a.missing")


def test_fingerprint_is_the_sha256_of_the_file(small: Register, tmp_path: Path) -> None:
    assert small.fingerprint == hashlib.sha256((tmp_path / "table.csv").read_bytes()).hexdigest()
    assert load_register().fingerprint == hashlib.sha256(EVIDENCE_FILE.read_bytes()).hexdigest()


BROKEN = {
    "a second time": GOOD,
    "9 cells where 10": "b.share,1,,,share,fixed,book,page 3,seed",
    "is not between low 2 and high 3": "b.share,1,2,3,share,uniform,book,page 3,seed,",
    "is not between low 3 and high 2": "b.share,2,3,2,share,uniform,book,page 3,seed,",
    "grade 'sure' is none of seed": "b.share,1,,,share,fixed,book,page 3,sure,",
    "distribution 'odd' is none of fixed": "b.share,1,,,share,odd,book,page 3,seed,",
    "could not convert string to float": "b.share,one,,,share,fixed,book,page 3,seed,",
    "is not a finite number": "b.share,inf,,,share,fixed,book,page 3,seed,",
    "month must be in 1..12": "b.from,2021-13-01,,,date,fixed,book,page 3,seed,",
    "needs low and high": "b.share,1,,,share,fixed,book,page 3,assumed,",
    "come together or not at all": "b.share,1,0,,share,uniform,book,page 3,seed,",
    "all numbers or all days": "b.from,2021-01-01,1,2,date,uniform,book,page 3,seed,",
    "is not an id": "B share,1,,,share,fixed,book,page 3,seed,",
    "at once a value and a part": "a.count.more,1,,,share,fixed,book,page 3,seed,",
}


@pytest.mark.parametrize(("message", "line"), BROKEN.items())
def test_a_broken_line_is_named_by_file_and_number(tmp_path: Path, message: str, line: str) -> None:
    with pytest.raises(EvidenceError, match=message) as caught:
        read_register(table(tmp_path, GOOD, line))
    assert str(caught.value).startswith("table.csv, line 3: ")


def test_a_branch_cannot_become_a_value_later(tmp_path: Path) -> None:
    lines = (f"a.count.more{GOOD.removeprefix('a.count')}", GOOD)
    with pytest.raises(EvidenceError, match=r"line 3: 'a\.count' is at once"):
        read_register(table(tmp_path, *lines))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"table\.csv, line 1: no column grade"):
        read_register(table(tmp_path, header=HEADER.replace(",grade", "")))


def test_a_broken_list_of_sources_is_named(tmp_path: Path) -> None:
    path = table(
        tmp_path, "book,A book,A press,soon,a shelf", header="id,title,publisher,year,url_or_locator"
    )
    with pytest.raises(Exception, match=r"table\.csv, line 2: 'soon' is not a year"):
        read_sources(path)


def test_reading_the_table_loads_neither_pandas_nor_numpy() -> None:
    program = (
        "import sys; from sim.evidence.register import load_register; load_register();"
        "assert not {'pandas', 'numpy', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=EVIDENCE_FILE.parents[2])


def test_the_shipped_table_is_read_once() -> None:
    assert load_register() is load_register()
