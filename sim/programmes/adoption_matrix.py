"""The adoption matrix: points by named criteria, from the settings ``iom.matrix``.

Every criterion is something that the record shows: sanctions and age by way of OGRS3, attributed offences,
supervision. There is none for care, exclusion, sex, ethnicity or health, and a scenario that names one is
refused (``sim/scenario/unknown.py``): nobody is ranked into more police attention by what was done to them
or by what they need. The matrix of the scheme is not published; by default the fixed cohort goes first and
then the greatest attributed harm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.settings_of_iom import Matrix

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Criteria:
    """What a panel reads about some people, a place each."""

    fixed: Flags
    """Whether they qualify for the fixed cohort."""
    ogrs: Floats
    harm: Floats
    """Crime Severity Score points attributed in the last twelve months."""
    neighbourhood_crimes: Counts
    """Of the last twelve months, as the next."""
    attributed_offences: Counts
    statutory: Flags
    """Whether probation supervises them."""
    county_lines: Flags
    """Whether the record links them to county lines or a gang."""
    youth_transition: Flags
    """Whether the youth offending service referred them across."""


def points(matrix: Matrix, read: Criteria) -> Floats:
    """Points of each person; the criteria add up."""
    total: Floats = (
        matrix.fixed_cohort * read.fixed
        + matrix.ogrs * read.ogrs
        + matrix.harm * read.harm
        + matrix.neighbourhood_crimes * read.neighbourhood_crimes
        + matrix.attributed_offences * read.attributed_offences
        + matrix.statutory * read.statutory
        + matrix.county_lines * read.county_lines
        + matrix.youth_transition * read.youth_transition
    )
    return total
