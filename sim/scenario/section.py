"""What all parts of the settings have in common, and how one of them is found by its path."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of the settings: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


def setting_at(settings: Section, path: str) -> object:
    """The value at a dotted path; None where this area has none, as another county has no Martlesham."""
    place: object = settings
    for name in path.split("."):
        if isinstance(place, Section):
            place = getattr(place, name, None)
        else:
            place = place.get(name) if isinstance(place, Mapping) else None
    return place
