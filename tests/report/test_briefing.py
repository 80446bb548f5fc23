"""The briefing: one file, safe, readable by everybody, and honest about what it is not."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.outcomes.settling import settling_table
from sim.report import sentences, settling_figure, tables
from sim.report.briefing import briefing
from sim.report.study import Study
from sim.report.write import write_report


class Page(HTMLParser):
    """Elements of a page with their attributes, its words, and whether every element is closed."""

    EMPTY = frozenset({"meta", "img", "br", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def folder(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five")
    write_report(study, folder)
    return folder


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return (folder / "briefing.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


@pytest.fixture(scope="module")
def single_page(single: Study, tmp_path_factory: pytest.TempPathFactory) -> Page:
    written = write_report(single, tmp_path_factory.mktemp("one"))
    return Page(written[-1].read_text(encoding="utf-8"))


def test_files_written(folder: Path) -> None:
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names = ("differences", "iom_before_after", "occupancy_by_hour", "occupancy_by_month")
    assert found == ["briefing.html", *(f"figures/{name}.{end}" for name in names for end in ("png", "svg"))]


def test_page_is_well_formed_and_in_british_english(page: Page) -> None:
    assert page.open == []
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("h1")) == 1


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))


def test_every_picture_is_inside_the_file_and_has_words(page: Page, folder: Path) -> None:
    pictures = page.all("img")
    assert len(pictures) == 4
    inside = set()
    for picture in pictures:
        assert len(picture["alt"] or "") > 100
        kind, _, content = (picture["src"] or "").partition(",")
        assert kind == "data:image/png;base64"
        inside.add(base64.b64decode(content))
    assert inside == {path.read_bytes() for path in (folder / "figures").glob("*.png")}


def test_every_table_has_caption_and_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) > 10
    assert all(head.get("scope") in {"col", "row"} for head in page.all("th"))
    assert len(page.all("details")) == len(page.all("img"))


def test_page_loads_and_runs_nothing(page: Page, text: str) -> None:
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.elements for name in attrs)
    assert "http://" not in text
    assert "https://" not in text


def test_policy_allows_this_style_sheet_and_no_other(page: Page, text: str) -> None:
    (policy,) = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy


def test_text_of_the_user_is_escaped(single: Study, tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script>"
    scenario = replace(single.scenarios[0], title=nasty)
    made = replace(single, title=nasty, area=nasty, scenarios=(scenario,), versions={nasty: nasty})
    text = write_report(made, tmp_path)[-1].read_text(encoding="utf-8")
    assert "<script" not in text
    assert Page(text).all("script") == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in (tmp_path / "figures" / "occupancy_by_hour.svg").read_text(encoding="utf-8")


def test_what_it_must_never_be_stands_before_the_figures(page: Page) -> None:
    first = page.text.partition("How sure are we?")[0]
    for said in (
        "Not evidence that any scheme works.",
        "is an assumption that was put in",
        "no real person is described",
        "Nobody is scored.",
        "Ethnicity is not modelled.",
        "Not endorsed by any police force",
        "not an assessment of how any of them performs",
        "Of the 180 numbers put in, 119 are assumptions or national figures",
    ):
        assert said in first


def test_answer_leads_with_offences_committed(page: Page) -> None:
    answer = page.text.partition("The answer")[2]
    lines = [answer.find(f"Offences by {who}:") for who in ("the fixed cohort", "people eligible for IOM")]
    assert 0 < lines[0] < lines[1] < answer.find("What this is not")


def test_uncertainty_is_named(page: Page) -> None:
    assert "carry this kind, and this kind only" in page.text
    assert "regression to the mean" in page.text
    assert "With every effect at zero and shared treatment places, offences differ by 3 a year." in page.text
    assert "20220401" in page.text


def test_single_run_claims_no_difference(single_page: Page) -> None:
    assert single_page.open == []
    assert "this briefing says nothing about what any change would do" in single_page.text
    for absent in (
        "What would differ",
        "What else moved proven",
        "What each scenario changed",
        "no difference that",
    ):
        assert absent not in single_page.text
    assert "Not evidence that any scheme works." in single_page.text


def test_precision_in_words(study: Study, single: Study) -> None:
    assert sentences.precision(replace(single, replications=1)) == [
        "One replication was run. A single run shows one way in which chance could have fallen: it has no "
        "interval, and no difference in it can be told from chance."
    ]
    assert sentences.precision(replace(single, replications=4)) == [
        "The scenario was run 4 times, each time with another draw of chance.",
        "With fewer than 9 replications, no spread of futures is given.",
    ]
    # Nine measures, of which one in twenty is 0.45.
    together, measures = sentences.precision(study)[-2:]
    assert "measure by measure, for all 4 comparisons with the baseline together" in together
    assert "differences have 9;" in measures
    assert "here 0.45, an interval misses" in measures


def test_one_comparison_is_not_said_to_be_held_together_with_others(study: Study) -> None:
    made = replace(study, scenarios=study.scenarios[:2])
    assert "together" not in " ".join(sentences.precision(made))


def test_smallest_differences_are_listed(study: Study, page: Page) -> None:
    assert tables.smallest(study).rows == (
        ("Offences by the fixed cohort", "50 offences a year"),
        ("Offences by people eligible for IOM", "50 offences a year"),
    )
    assert page.text.count("Smallest differences that matter") == 1
    none = briefing(replace(study, smallest_differences={}), {}, {})
    assert "too small to matter" not in none


def test_settling_is_told_only_of_a_study_that_kept_it(study: Study, page: Page) -> None:
    assert "Had the model settled?" not in page.text
    level = np.full(417, 300.0)
    late = np.where(np.arange(417) < 150, 900.0, 300.0)
    frame = settling_table([{"bail_stock": level, "crown_backlog": late, "prison_stock": np.arange(417.0)}])
    made = replace(study, settling=frame)
    chart = settling_figure.chart(made)
    assert chart is not None
    settled = Page(briefing(made, {"settling": chart}, {"settling": b""}))
    assert settled.open == []
    for said in (
        "Had the model settled?",
        "Not settled when measuring began: Cases before the Crown Court (week 150).",
        "Inconclusive: People in prison.",
        "All others had settled before the first measured day.",
    ):
        assert said in settled.text


def test_interval_that_reaches_as_far_as_what_matters_tells_it_half_the_time(study: Study) -> None:
    rows = study.comparison["measure"] == study.lead[0]
    wide = study.comparison.copy()
    wide.loc[rows, ["low", "high"]] = [-50.0, 50.0]
    said = " ".join(sentences.precision(replace(study, comparison=wide)))
    assert "reaches up to 50 offences a year to either side" in said
    found = re.search(r"about (\d+) in 100 studies of this size", said)
    assert found is not None
    assert int(found[1]) == pytest.approx(50, abs=3)


def test_removals_by_cohort_and_code(study: Study) -> None:
    assert tables.removals(study).rows == (
        ("Fixed cohort", "all", "3.8"),
        ("Fixed cohort", "1", "3.2"),
        ("Fixed cohort", "none", "0.5"),
        ("Flexible cohort", "all", "12.0"),
        ("Flexible cohort", "4", "12.0"),
    )


def test_briefing_says_what_each_figure_holds(page: Page) -> None:
    for said in (
        "any change in who offends and in which offences",
        "mixes less offending with more being found out",
        "Until then both runs had the same scheme",
        "True effect: difference in harm committed, %",
        "spread evenly over the person\u2019s days in the community",
        "they are labels",
        "Suffolk, measured from 1 April 2022 to 31 March 2028",
    ):
        assert said in page.text
    for untrue in ("no change in what people do", "Only the gap", "without the scheme"):
        assert untrue not in page.text


def test_costs_stand_with_what_is_not_costed(study: Study, text: str) -> None:
    said = "Staffing of cells, court sittings and unused treatment places are not costed"
    chosen = tuple(name for name in study.chosen if name != "cost_agencies")
    assert said in text
    assert said not in briefing(replace(study, chosen=chosen), {}, {})


def test_numbers_in_tables() -> None:
    assert tables.reach(5362.4) == "5,400"
    assert tables.reach(0.0167) == "0.017"
    assert tables.unit_said("GBP a year") == "£ a year"
    assert tables.difference_unit("per cent") == "percentage points"
    assert tables.difference_unit("cases") == "cases"


def test_same_study_gives_the_same_bytes(folder: Path, study: Study, tmp_path: Path) -> None:
    """The page and every figure beside it."""
    for path in write_report(study, tmp_path):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()
