"""What the parser stumbles over, told where an analyst would look, with what to write instead.

The parser complains where it can no longer go on, often lines after the slip: at the end of the file when a
quotation mark stays open, on the next line when a colon is missing.
"""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError, StringMark

from sim.scenario.faults import Fault, excerpt

Place = tuple[int, int]
"""Line and column, counted from 1."""

INDENT = "the indent does not fit the lines above"
LONGEST_KEY = 1_024
"""Characters after which YAML no longer looks for the colon of a key."""
NO_COLON = "a line without a colon: write `key: value`"
WORDING = (
    ("unindent", INDENT),
    ("mapping keys are not allowed", "a question mark cannot stand here: put the text in quotes"),
    ("sequence entries are not allowed", "a list cannot begin here: write it in square brackets"),
    ("expected ',' or", "a comma is missing, or a bracket is not closed"),
    ("expected the node content", "a bracket is not closed, or a value is missing"),
    ("expected alphabetic or numeric character", "`&` and `*` are not read here: put the text in quotes"),
)

KEY_ALONE = re.compile(r" *[A-Za-z_][\w-]*")
VALUE_ABOVE = re.compile(r" *[\w-]+: +[^ #|>].*")
OPENING = re.compile(r"^ *(?:- +)?[\w-]+: +(['\"])", re.MULTILINE)
COMMENT_SIGN = re.compile(r" *(//|--|;|/\*|\"\"\")")
CONFLICT = re.compile(r"<{7}|={7}|>{7}")
KEY = r"[A-Za-z_][\w-]*"


def without_colon(line: str) -> str | None:
    """Return what to write for ``key:10``, ``key = 10``, ``key 10`` or ``key``; None for anything else."""
    line = line.strip()
    for pattern, words in (
        (rf"({KEY}):(\S.*)", "a space is missing after the colon"),
        (rf"({KEY}) *= *(.*)", "a colon belongs here, not an equals sign"),
        (rf"({KEY}) *： *(.*)", "a plain colon belongs here"),  # noqa: RUF001
        (rf"({KEY}) +([^ :]+)", "a colon is missing"),
    ):
        if match := re.fullmatch(pattern, line):
            return f"{words}: write `{excerpt(f'{match[1]}: {match[2]}'.strip())}`"
    return f"a colon is missing: write `{excerpt(line)}:`" if re.fullmatch(KEY, line) else None


def located(error: MarkedYAMLError, text: str, bracket: Place | None) -> Fault:
    """Return what is wrong in ``text``; ``bracket``: place of the innermost open one, if there is any."""
    line, column = _place(error.problem_mark or error.context_mark)
    began = _place(error.context_mark or error.problem_mark)
    problem = str(error.problem or "")
    ended = "unexpected end of stream" in problem or "unexpected document separator" in problem
    quote = began if ended else _open_quote(text, line)
    if quote:
        return Fault(*quote, "a quotation mark is opened and not closed")
    if bracket and line > bracket[0]:
        return Fault(*bracket, "a bracket is opened here and not closed, or a comma is missing in it")
    lines = [*text.split("\n"), ""]
    if "could not find expected ':'" in problem:
        return _no_colon(began, lines[began[0] - 1])
    if "mapping values are not allowed" in problem:
        return _colon(line, column, lines)
    if "escape" in problem:
        words = "a backslash in double quotes begins a code: use single quotes"
        return Fault(line, lines[line - 1].rfind("\\", 0, column) + 1, words)
    return Fault(line, column, _words(problem, lines[line - 1], column))


def _place(mark: StringMark | None) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _words(problem: str, line: str, column: int) -> str:
    if "expected <block end>" in problem:
        return _after_end(line[: column - 1], problem)
    if "cannot start any token" in problem:
        sign = excerpt(line[column - 1 : column])
        return f"a value cannot begin with {sign}: put the text in quotes"
    return next((words for part, words in WORDING if part in problem), "this is not YAML that can be read")


def _open_quote(text: str, line: int) -> Place | None:
    """Return where a quotation mark is opened, on a line before ``line``, that is not closed before it."""
    first, at = 1, 0
    for opening in OPENING.finditer(text):
        first, at = first + text.count("\n", at, opening.start(1)), opening.start(1)
        if first >= line:
            return None
        sign = opening[1]
        inside = re.compile(r"(?:[^']|'')*" if sign == "'" else r'(?:[^"\\]|\\.)*', re.DOTALL)
        closed = inside.match(text, at + 1)
        lines = text.count("\n", at, closed.end() if closed else None)
        if lines and first + lines >= line:
            return first, at - text.rfind("\n", 0, at)
    return None


def _no_colon(place: Place, line: str) -> Fault:
    if CONFLICT.match(line):
        return Fault(*place, "the mark of a merge conflict: keep one version and take the marks out")
    if match := COMMENT_SIGN.match(line):
        return Fault(*place, f"a comment begins with #, not with {match[1]}")
    return Fault(*place, without_colon(line) or NO_COLON)


def _colon(line: int, column: int, lines: list[str]) -> Fault:
    """Tell a line that is too far in, or that follows one without a colon, from a colon inside a text."""
    before = lines[line - 1][: column - 1]
    if column > LONGEST_KEY:
        return Fault(line, _start(before), f"a key must be shorter than {LONGEST_KEY:,} characters")
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip(" ")), 1)
    if KEY_ALONE.fullmatch(before):
        if slip := without_colon(lines[above - 1]):
            return Fault(above, _start(lines[above - 1]), slip)
        if VALUE_ABOVE.fullmatch(lines[above - 1]):
            words = "this line begins further in than the one above: give both the same indent"
            return Fault(line, _start(before), words)
    return Fault(line, column, "a colon cannot stand here: check the indent, or quote the text")


def _start(line: str) -> int:
    """Return the column at which the text of ``line`` begins."""
    return len(line) - len(line.lstrip(" ")) + 1


def _after_end(before: str, problem: str) -> str:
    """What to say where a value goes on after its end, or a line does not fit those above."""
    if "'}'" in problem or "']'" in problem:
        return "a closing bracket too many, or an opening one is missing"
    end = before.rstrip(" ")[-1:]
    if "<scalar>" not in problem or not end or end not in "'\"]}":
        return INDENT
    words = "the text goes on after its end: put all of it in one pair of quotation marks"
    return f"{words}, and write '' for each ' inside" if end == "'" else words
