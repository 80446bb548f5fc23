"""A setting by its dotted path, and where a file sets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.reader import set_by_the_area
from sim.scenario.scenario import Scenario
from sim.scenario.section import setting_at

Read = Callable[..., list[Scenario]]


def test_a_path_leads_through_sections_and_names(read: Read) -> None:
    (area,) = read({}, "base.yaml")
    assert setting_at(area.opening, "districts.north.quick_days") == 20
    assert setting_at(area.opening, "custody.suites.harbour.cells") == 30
    assert setting_at(area.opening, "custody.suites") is area.opening.custody.suites


@pytest.mark.parametrize(
    "path",
    [
        "nonsense",
        "custody.nonsense",
        "custody.suites.atlantis.cells",  # the area lists no such suite
        "districts.north.quick_days.real",  # a number has parts in the language, but none that are settings
    ],
)
def test_what_the_area_has_not_is_nothing(read: Read, path: str) -> None:
    (area,) = read({}, "base.yaml")
    assert setting_at(area.opening, path) is None


def test_only_files_that_describe_the_area_set_what_holds_from_day_0(read: Read) -> None:
    fitted = "name: fitted\nextends: base.yaml\ndescribes_area: yes\nwhy: seen here\npeople:\n  stock: 80\n"
    plan = "name: plan\nextends: fitted.yaml\niom: {constables: 9}\n"
    read({"fitted.yaml": fitted, "plan.yaml": plan})
    found = set_by_the_area(Path("plan.yaml"))
    assert found["people.stock"] == ("fitted.yaml", 6)
    assert found["districts.north.quick_days"] == ("base.yaml", 4)
    assert "iom.constables" not in found
