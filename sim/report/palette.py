"""Colours of the Government Analysis Function, and how contrast is measured.

Never colour alone: everything that has a colour of its own also has a marker, a line or a label of its own.
"""

from __future__ import annotations

CATEGORICAL = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""In the order of use. Source: Government Analysis Function, guidance on colours in charts."""
DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE = CATEGORICAL
DUO = (DARK_BLUE, ORANGE)
WHITE = "#FFFFFF"
GRID = "#D9D9D9"
TEXT = "#1F1F1F"

LINEAR_LIMIT = 0.04045
"""Below this a channel of sRGB is linear."""


def luminance(colour: str) -> float:
    """Relative luminance of a colour ``#RRGGBB``, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= LINEAR_LIMIT else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
