"""The evidence table as text: what is assumed, what is published, and where it stands."""

from __future__ import annotations

import csv
import io
import textwrap
from dataclasses import astuple

from sim.errors import DesistError
from sim.evidence.register import Register
from sim.evidence.rows import COLUMNS, GRADES, EvidenceRow, Value
from sim.evidence.sources import load_sources

WIDTH = 100


def counts_by_grade(register: Register) -> dict[str, int]:
    """Rows of each grade, the firmest grade first; grades without a row count 0."""
    grades = [row.grade for row in register.rows.values()]
    return {grade: grades.count(grade) for grade in GRADES}


def chosen_rows(register: Register, grade: str | None, under: str | None) -> list[EvidenceRow]:
    """Rows of one grade (or all) at or below one place (or everywhere), in the order of the table.

    Raises
    ------
    DesistError
        If there is no such grade, or nothing stands at or below the place.
    """
    if grade is not None and grade not in GRADES:
        raise DesistError(f"grade '{grade}' is none of {', '.join(GRADES)}")
    rows = [row for row in register.rows.values() if under is None or f"{row.id}.".startswith(f"{under}.")]
    if not rows:
        raise DesistError(f"the evidence table has nothing at or below '{under}'")
    return [row for row in rows if grade is None or row.grade == grade]


def assumptions_text(register: Register, grade: str | None = None, under: str | None = None) -> str:
    """Chosen rows, then the sources they cite, then counts by grade, for reading."""
    rows = chosen_rows(register, grade, under)
    parts = [_row_text(row) for row in rows]
    if rows:
        parts.append(_sources_text(rows))
    parts.append(_counts_text(register, len(rows)))
    return "\n\n".join(parts) + "\n"


def assumptions_csv(register: Register, grade: str | None = None, under: str | None = None) -> str:
    """Chosen rows in the columns of the evidence table, as comma-separated text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in chosen_rows(register, grade, under):
        writer.writerow("" if cell is None else cell for cell in astuple(row))
    return stream.getvalue()


def _plain(value: Value) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.10g}" if isinstance(value, float) else value.isoformat()


def _row_text(row: EvidenceRow) -> str:
    span = "" if row.low is None or row.high is None else f" ({_plain(row.low)} to {_plain(row.high)})"
    cited = ", ".join(part for part in (row.source, row.locator) if part)
    lines = [f"{row.id}: {_plain(row.value)} {row.unit}{span}", f"    {row.grade}: {cited}"]
    lines += textwrap.wrap(row.note, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


def _sources_text(rows: list[EvidenceRow]) -> str:
    lines = ["Sources"]
    for id in sorted({row.source for row in rows}):
        source = load_sources().get(id)
        if source is None:
            raise DesistError(f"source '{id}' is not in the list of sources")
        text = f"{id}: {source.publisher} ({source.year}). {source.title}. {source.url_or_locator}."
        lines += textwrap.wrap(
            text, WIDTH, initial_indent="  ", subsequent_indent="      ", break_long_words=False
        )
    return "\n".join(lines)


def _counts_text(register: Register, shown: int) -> str:
    lines = [f"{shown} of {len(register.rows)} rows shown. The whole table, by grade:"]
    lines += [
        f"  {count:4d}  {grade} ({GRADES[grade]})" for grade, count in counts_by_grade(register).items()
    ]
    return "\n".join(lines)
