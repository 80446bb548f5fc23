"""Kinds of value that a setting can take, with what is allowed in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True)
class Lever:
    """Marks a setting that a planner chooses; changing it needs no reason."""


LEVER = Lever()

Probability = Annotated[float, Field(ge=0, le=1)]
NonNegative = Annotated[float, Field(ge=0, le=1e9)]
Factor = Annotated[float, Field(gt=0, le=20)]
PerYear = Annotated[float, Field(ge=0, le=1e7)]
Days = Annotated[float, Field(gt=0, le=36525)]
Hours = Annotated[float, Field(gt=0, le=8766)]
Odds = Annotated[float, Field(gt=0, le=1e3)]
Effect = Annotated[float, Field(ge=-0.9, le=1.0)]
"""A relative change: -0.1 is ten per cent less."""
Money = Annotated[float, Field(ge=0, le=1e8)]
"""Pounds."""
Posts = Annotated[float, Field(ge=0, le=10_000)]
"""Full-time posts; parts of a post are allowed."""
Count = Annotated[int, Field(ge=0, le=1_000_000)]
