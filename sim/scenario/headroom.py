"""Whether effects stay below the ceilings for which offences and detections are drawn.

Potential offences are drawn up to ``needs.policy_cap`` times a person's natural rate, and detections up to
twice the base chance. A scenario that could go beyond either would lose offences without a word, so it is
refused when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.consistency import Finding
from sim.scenario.settings import Settings

DETECTION_CEILING = 2.0
SLACK = 1e-9
"""For rounding."""


def largest_rate_factor(settings: Settings) -> float:
    """Return the largest factor by which what services do can multiply a person's natural rate."""
    effects = (
        settings.iom.offending_effect,
        settings.prison.short_sentence_effect,
        settings.probation.supervision_effect,
    )
    factor = settings.needs.housing.rate_multiplier
    for effect in effects:
        factor *= 1.0 + max(0.0, effect)
    return factor


def largest_detection_factor(settings: Settings) -> float:
    """Return the largest factor on the chance of detection, reached as the hours for each member grow."""
    iom = settings.iom
    if iom.detection_effect <= 0:
        return 1.0
    if iom.contact_hours == 0:
        return float("inf")
    return 1.0 + iom.detection_effect * (1.0 + iom.half_dose_hours / iom.contact_hours)


def headroom(settings: Settings) -> Iterator[Finding]:
    """Yield what goes beyond its ceiling, and by how much."""
    factor, cap = largest_rate_factor(settings), settings.needs.policy_cap
    if factor > cap + SLACK:
        yield Finding(
            (
                ("iom", "offending_effect"),
                ("prison", "short_sentence_effect"),
                ("probation", "supervision_effect"),
                ("needs", "housing", "rate_multiplier"),
                ("needs", "policy_cap"),
            ),
            "together iom.offending_effect, prison.short_sentence_effect, probation.supervision_effect and "
            "needs.housing.rate_multiplier can raise offending beyond needs.policy_cap",
            f"a factor of {factor:.4g}, which is {factor - cap:.4g} too much",
            f"a factor of at most {cap:.4g}",
        )
    detection = largest_detection_factor(settings)
    if detection > DETECTION_CEILING + SLACK:
        over = "without limit" if detection == float("inf") else f"{detection:.4g} times"
        yield Finding(
            (("iom", "detection_effect"), ("iom", "half_dose_hours"), ("iom", "contact_hours")),
            "together iom.detection_effect, iom.half_dose_hours and iom.contact_hours can raise the chance "
            "of detection too far",
            over,
            f"at most {DETECTION_CEILING:.0f} times the base chance",
        )
