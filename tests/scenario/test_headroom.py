"""The ceilings for which offences and detections are drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario.headroom import headroom, largest_detection_factor, largest_rate_factor
from sim.scenario.scenario import Scenario

Read = Callable[..., list[Scenario]]
HEAD = "name: a\nextends: base.yaml\nwhy: x\n"


def factors(read: Read, body: str) -> tuple[float, float]:
    scenario = read({"a.yaml": HEAD + body + "\n"})[0]
    settings, opening = scenario.at(730), scenario.opening
    assert list(headroom(settings, opening)) == []
    return largest_rate_factor(settings), largest_detection_factor(settings, opening)


def test_effects_that_lower_offending_need_no_headroom(read: Read) -> None:
    # The evidence of these tests: housing 1.4, short sentences +0.05, IOM -0.1, supervision 0;
    # detection 1 + 0.2.
    rate, detection = factors(read, "")
    assert rate == pytest.approx(1.4 * 1.05)
    assert detection == pytest.approx(1.2)


def test_every_effect_multiplies(read: Read) -> None:
    rate, _ = factors(read, "iom: {offending_effect: 0.1}\nprobation: {supervision_effect: 0.2}")
    assert rate == pytest.approx(1.4 * 1.05 * 1.1 * 1.2)


def test_the_largest_effect_of_a_course_counts_if_it_raises_offending(read: Read) -> None:
    rate, _ = factors(
        read, "interventions_hub: {theft: {offending_effect: 0.2}, other: {offending_effect: 0.1}}"
    )
    assert rate == pytest.approx(1.4 * 1.05 * 1.2)


def test_exactly_twice_the_chance_of_detection_is_allowed(read: Read) -> None:
    _, detection = factors(read, "iom: {detection_effect: 1.0}")
    assert detection == pytest.approx(2.0)


def test_better_attribution_and_attention_multiply(read: Read) -> None:
    # shares of 0.1 raised to 0.12, a scale of 0.1 raised to 0.13, attention 1.2
    body = "police: {attribution_scale: 0.13}\noffences: {robbery: {attributed_share: 0.12}}"
    _, detection = factors(read, body)
    assert detection == pytest.approx(1.2 * 1.3 * 1.2)
