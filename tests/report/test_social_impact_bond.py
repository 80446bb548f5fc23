"""The table of a social impact bond: two settlements side by side, each with its sum."""

from dataclasses import replace

import numpy as np
import pandas as pd

from sim.report.social_impact_bond import bonds
from sim.report.study import BOND_COLUMNS, Study

ROWS = [
    ("two-more", "matched men of other areas", "1", 310.0, 50.0, 55.0, 8.0, -4.0, 20.0, 44.0,
     np.nan, np.nan, np.nan, 16),
    ("two-more", "matched men of other areas", "all", 310.0, 50.0, 55.0, 8.0, -4.0, 20.0, 56.25,
     123_456.0, 23_456.0, 223_456.0, 16),
    ("two-more", "the same men without it", "all", 310.0, 50.0, 53.1, 5.8, 5.8, 5.8, 0.0, 0.0, 0.0, 0.0, 16),
]  # fmt: skip


def test_a_row_a_settlement(study: Study) -> None:
    (table,) = bonds(replace(study, bonds=pd.DataFrame(ROWS, columns=list(BOND_COLUMNS))))
    assert table.caption.startswith("Two more IOM constables")
    assert table.rows == (
        ("Matched men of other areas, cohort 1", "310", "50.0", "55.0", "8 (−4 to 20)", "44", "–"),
        ("Matched men of other areas, all cohorts", "310", "50.0", "55.0", "8 (−4 to 20)", "56",
         "120,000 (20,000 to 220,000)"),
        ("The same men without it, all cohorts", "310", "50.0", "53.1", "5.8", "0", "0"),
    )  # fmt: skip


def test_no_bond_no_table(study: Study) -> None:
    assert bonds(study) == ()
