"""The ceilings for which offences and detections are drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario.headroom import headroom, largest_detection_factor, largest_rate_factor
from sim.scenario.scenario import Scenario

Read = Callable[..., list[Scenario]]
HEAD = "name: a\nextends: base.yaml\nwhy: x\n"


def factors(read: Read, body: str) -> tuple[float, float]:
    settings = read({"a.yaml": HEAD + body + "\n"})[0].at(730)
    assert list(headroom(settings)) == []
    return largest_rate_factor(settings), largest_detection_factor(settings)


def test_effects_that_lower_offending_need_no_headroom(read: Read) -> None:
    # The evidence of these tests: housing 1.4, short sentences +0.05, IOM -0.1, supervision 0;
    # detection 1 + 0.2 x (1 + 1 / 1.5).
    rate, detection = factors(read, "")
    assert rate == pytest.approx(1.4 * 1.05)
    assert detection == pytest.approx(1 + 0.2 * 5 / 3)


def test_every_effect_multiplies(read: Read) -> None:
    rate, _ = factors(read, "iom: {offending_effect: 0.1}\nprobation: {supervision_effect: 0.2}")
    assert rate == pytest.approx(1.4 * 1.05 * 1.1 * 1.2)


def test_exactly_twice_the_chance_of_detection_is_allowed(read: Read) -> None:
    _, detection = factors(read, "iom: {detection_effect: 0.6}")
    assert detection == pytest.approx(2.0)


def test_without_contact_detection_has_no_ceiling_unless_there_is_no_effect(read: Read) -> None:
    assert factors(read, "iom: {detection_effect: 0, contact_hours: 0}")[1] == 1.0
    settings = read({"a.yaml": HEAD + "iom: {detection_effect: 0}\n"})[0].at(730)
    iom = settings.iom.model_copy(update={"contact_hours": 0.0, "detection_effect": 0.01})
    assert largest_detection_factor(settings.model_copy(update={"iom": iom})) == float("inf")
