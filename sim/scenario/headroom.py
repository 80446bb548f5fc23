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
    most = settings.iom.largest_dose
    effects = (
        most * max(settings.iom.offending_effect, settings.iom.free.offending_effect),
        max(settings.interventions_hub.offending_effects().values()),
        settings.prison.short_sentence_effect,
        settings.probation.supervision_effect,
    )
    factor = settings.needs.housing.rate_multiplier
    for effect in effects:
        factor *= 1.0 + max(0.0, effect)
    for programme in settings.programmes.values():
        # nobody is on a programme and well after it at once
        factor *= 1.0 + max(0.0, programme.offending_effect, programme.after_effect)
    return factor


def largest_detection_factor(settings: Settings, opening: Settings) -> float:
    """Return the largest factor on any type's chance of detection, against that of day 0.

    IOM's effect on detection is multiplied by its largest dose; somebody may be on all programmes at once.
    """
    scale = settings.police.attribution_scale / opening.police.attribution_scale
    raised = [
        offence.attributed_share / opening.offences[name].attributed_share
        for name, offence in settings.offences.items()
        if opening.offences[name].attributed_share > 0
    ]
    new = any(
        offence.attributed_share > 0 and opening.offences[name].attributed_share == 0
        for name, offence in settings.offences.items()
    )
    most = float("inf") if new else max(raised, default=1.0)
    attention = 1.0 + settings.iom.largest_dose * max(0.0, settings.iom.detection_effect)
    for programme in settings.programmes.values():
        attention *= 1.0 + max(0.0, programme.detection_effect)
    return attention * scale * most


def headroom(settings: Settings, opening: Settings) -> Iterator[Finding]:
    """Yield what goes beyond its ceiling, and by how much. ``opening``: the settings of day 0."""
    factor, cap = largest_rate_factor(settings), settings.needs.policy_cap
    if factor > cap + SLACK:
        raising = [
            ("programmes", name, effect)
            for name, programme in settings.programmes.items()
            for effect in ("offending_effect", "after_effect")
            if getattr(programme, effect) > 0
        ]
        others = "".join(f"{'.'.join(path)}, " for path in raising)
        yield Finding(
            (
                ("iom", "offending_effect"),
                ("interventions_hub",),
                ("prison", "short_sentence_effect"),
                ("probation", "supervision_effect"),
                ("needs", "housing", "rate_multiplier"),
                ("needs", "policy_cap"),
                *raising,
            ),
            "together iom.offending_effect, the effects of interventions_hub, prison.short_sentence_effect, "
            f"{others}probation.supervision_effect and needs.housing.rate_multiplier can raise offending "
            "beyond needs.policy_cap",
            f"a factor of {factor:.4g}, which is {factor - cap:.4g} too much",
            f"a factor of at most {cap:.4g}",
        )
    detection = largest_detection_factor(settings, opening)
    if detection > DETECTION_CEILING + SLACK:
        raising = [
            ("programmes", name, "detection_effect")
            for name, programme in settings.programmes.items()
            if programme.detection_effect > 0
        ]
        others = "".join(f"{'.'.join(path)}, " for path in raising)
        over = "without limit" if detection == float("inf") else f"{detection:.4g} times"
        yield Finding(
            (("iom", "detection_effect"), ("police", "attribution_scale"), ("offences",), *raising),
            f"together iom.detection_effect, {others}police.attribution_scale and the attributed shares can "
            "raise the chance of detection too far",
            over,
            f"at most {DETECTION_CEILING:.0f} times the base chance",
        )
