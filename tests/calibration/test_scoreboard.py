"""The scoreboard: every quantity of the source documents has one role, and only predicted ones count."""

import re
from pathlib import Path

import numpy as np
import pytest

from calibration.published.facts import Role, load_facts
from calibration.published.strict import CalibrationFileError
from calibration.validation.scoreboard import (
    OUT_OF_SCOPE,
    Quantity,
    as_put_in,
    counts,
    differs,
    load_quantities,
    marks,
    scoreboard_table,
    scoreboard_text,
)
from calibration.validation.validate import check, share_said
from tests.pairing.counties import shipped

FACTS = load_facts()
QUANTITIES = load_quantities(FACTS)
SUFFOLK = shipped("baseline", "suffolk")
PUBLISHED = {fact.id: fact.published for fact in FACTS}


def quantity(published: str, *setting: str) -> Quantity:
    return Quantity("q", "A quantity", published, "a_document", "1.1", None, setting, None)


def test_every_quantity_has_one_role_and_they_add_up() -> None:
    number = counts(QUANTITIES, FACTS)
    assert sum(number.values()) == len(QUANTITIES)
    assert all(number[role] > 0 for role in ("input", "fitted", "predicted", "claim to be examined"))


def test_the_claims_that_were_made_for_schemes_are_among_them() -> None:
    claims = {each.published for each in QUANTITIES if each.role(FACTS) == Role.CLAIM.value}
    assert {"85.69", "4500", "50", "about 60", "almost 60"} <= claims


def test_what_is_out_of_scope_says_why() -> None:
    outside = [each for each in QUANTITIES if each.role(FACTS) == OUT_OF_SCOPE]
    assert all(len(each.reason or "") > 10 for each in outside)


def test_what_was_put_in_stands_in_the_baseline_as_published() -> None:
    put_in = [each for each in QUANTITIES if each.setting]
    assert len(put_in) > 5
    assert [each.id for each in put_in if differs(each, SUFFOLK)] == []


def test_what_was_put_into_another_areas_scenario_is_read_there() -> None:
    found = {each.id: as_put_in(each, SUFFOLK) for each in QUANTITIES if each.scenario is not None}
    assert found == {"c_alert_targets": "60", "n_180_cohort": "10, 15"}
    assert (
        "Burglars visited by Operation Alert: 60 (scenarios/peterborough/operation-alert.yaml)"
        in " ".join(scoreboard_text(QUANTITIES, FACTS, SUFFOLK).split())
    )


def test_a_setting_that_is_not_as_published_is_seen() -> None:
    assert as_put_in(quantity("30", "custody.suites.martlesham.cells"), SUFFOLK) == "30"
    assert not differs(quantity("30", "custody.suites.martlesham.cells"), SUFFOLK)
    assert differs(quantity("31", "custody.suites.martlesham.cells"), SUFFOLK)
    assert not differs(quantity("2021-09-13", "districts.east.two_tier_from"), SUFFOLK)
    assert differs(quantity("2021-09-14", "districts.east.two_tier_from"), SUFFOLK)


def test_a_setting_that_the_area_does_not_have_is_not_as_published() -> None:
    nowhere = quantity("30", "custody.suites.atlantis.cells")
    assert as_put_in(nowhere, SUFFOLK) == "nothing"
    assert differs(nowhere, SUFFOLK)


GOOD_ROW = (
    "{id: a, label: A, published: 10.10, locator: x, setting: [iom.constables], scenario: small/county.yaml}"
)


def quantities_from(folder: Path, *rows: str) -> list[Quantity]:
    path = folder / "quantities.yaml"
    path.write_text("a_document:\n" + "".join(f"  - {row}\n" for row in rows), encoding="utf-8")
    return load_quantities(FACTS, path)


def refused(folder: Path, *rows: str) -> list[str]:
    with pytest.raises(CalibrationFileError) as raised:
        quantities_from(folder, *rows)
    return [line.split("quantities.yaml:", 1)[1] for line in str(raised.value).split("\n")]


def test_a_good_list_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = quantities_from(tmp_path, GOOD_ROW, "{id: b, label: B, published: 2, locator: y, fact: arrests}")
    assert found == [
        Quantity("a", "A", "10.10", "a_document", "x", None, ("iom.constables",), None, "small/county.yaml"),
        Quantity("b", "B", "2", "a_document", "y", "arrests", (), None),
    ]


ONE_OF = "a_document[1]: must have just one of fact, setting, reason"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{id: a, label: A, published: 1, locator: x}", f"2:5: {ONE_OF}"),
        ("{id: a, label: A, published: 1, locator: x, fact: arrests, reason: b}", f"2:5: {ONE_OF}"),
        (
            "{id: a, label: A, published: 1, locator: x, fact: arests}",
            "2:55: a_document[1].fact: there is no such fact; given arests; did you mean arrests?",
        ),
        ("{id: a, label: A, locator: x, reason: b}", "2:5: a_document[1].published: is missing"),
        (
            "{id: a, label: A, published: [1], locator: x, reason: b}",
            "2:34: a_document[1].published: must be a single value",
        ),
        (
            "{id: a, label: A, published: 1, locator: x, reason: b, rule: c}",
            "2:60: a_document[1].rule: cannot stand here",
        ),
        (
            "{id: a, label: A, published: 1, locator: x, reason: b, scenario: c.yaml}",
            "2:60: a_document[1].scenario: cannot stand here",
        ),
        (
            "{id: a, label: A, published: 1, locator: x, setting: iom.constables}",
            "2:58: a_document[1].setting: must be a list in square brackets, such as [iom.constables]",
        ),
        ("{id: a, label: 7, published: 1, locator: x, reason: b}", "2:20: a_document[1].label: must be text"),
        ("{id: a, label: A, published: 1, locator: 10.1, reason: b}", "2:46: a_document[1].locator: must be"),
        ("words", "2:5: a_document[1]: must hold keys and values; given words"),
    ],
)
def test_a_broken_list_says_what_is_wrong_by_line_and_column(row: str, said: str, tmp_path: Path) -> None:
    (told,) = refused(tmp_path, row)
    assert told.startswith(said)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, GOOD_ROW, GOOD_ROW.replace("locator", "page"))
    assert [line.split("; ")[0] for line in told] == [
        "3:5: a_document[2].locator: is missing",
        "3:10: a_document[2].id: is taken already",
        "3:41: a_document[2].page: cannot stand here",
    ]


def test_a_list_that_is_not_there_or_no_list_is_said(tmp_path: Path) -> None:
    path = tmp_path / "quantities.yaml"
    with pytest.raises(CalibrationFileError, match=r"quantities\.yaml:1:1: No such file or directory"):
        load_quantities(FACTS, path)
    path.write_text("a_document: 7\n", encoding="utf-8")
    with pytest.raises(CalibrationFileError, match=r"quantities\.yaml:1:13: a_document: must be a list"):
        load_quantities(FACTS, path)


def test_marks_stand_in_tolerances_from_what_is_published() -> None:
    """Published 56 to 61, 6 to either side: 61 is at 0, 64 half a tolerance above, 50 at the lower edge."""
    places = {}
    for value in (58.0, 61.0, 64.0, 50.0, 44.0):
        found = {m.label: m for m in marks(check(FACTS, [PUBLISHED | {"reoffending_short_custody": value}]))}
        mark = found["Proven reoffending after custody of under 12 months"]
        places[value] = (mark.place, mark.inside)
    assert places == {
        58.0: (0.0, True), 61.0: (0.0, True), 64.0: (0.5, True), 50.0: (-1.0, True), 44.0: (-2.0, False),
    }  # fmt: skip


def test_only_predicted_facts_make_the_share() -> None:
    predicted = sum(fact.role is Role.PREDICTED for fact in FACTS)
    missed = PUBLISHED | {"arrests": 1.0, "iom_adoptions_a_panel": 99.0, "claim_harm_fall": 0.0}
    share = 100 * (predicted - 1) / predicted
    said = share_said(check(FACTS, [missed]))
    assert said == f"Predicted facts inside their tolerance: {predicted - 1} of {predicted} ({share:.0f} %)."


def test_the_table_and_the_text_tell_of_every_quantity() -> None:
    checks = check(FACTS, [PUBLISHED])
    table = scoreboard_table(QUANTITIES, FACTS, checks, SUFFOLK)
    assert list(table["quantity"]) == [each.label for each in QUANTITIES]
    assert set(table[table["role"] == OUT_OF_SCOPE]["model"]) == {""}
    text = scoreboard_text(QUANTITIES, FACTS, SUFFOLK)
    assert text.startswith(f"All {len(QUANTITIES)} quantities of the source documents: ")
    # every predicted fact is counted once: by a quantity of a document, or among the others
    of_documents = len({each.fact for each in QUANTITIES if each.role(FACTS) == "predicted"})
    others = int(re.findall(r"Beside them stand .* (\d+) predicted", text)[0])
    assert of_documents + others == sum(fact.role is Role.PREDICTED for fact in FACTS)
    assert "in this scenario, published" not in text
    small = scoreboard_text([quantity("31", "custody.suites.martlesham.cells")], FACTS, SUFFOLK)
    assert "A quantity: 30 in this scenario, published 31" in small


def test_a_fact_without_a_figure_has_no_mark() -> None:
    nothing = check(FACTS, [dict.fromkeys(PUBLISHED, np.nan)])
    assert marks(nothing) == []
