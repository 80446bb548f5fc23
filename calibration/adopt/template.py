"""The template that an area fills in: a row for each aggregate, with its unit and counting rule.

Made anew with ``python -m calibration.adopt.template > scenarios/template/aggregates.csv``.
"""

from __future__ import annotations

import csv
import io
import sys

from calibration.adopt.aggregates import COLUMNS
from calibration.adopt.quantities import CLOSED, QUANTITIES, By

EXAMPLES: dict[By, tuple[str, ...]] = {
    By.AREA: ("",),
    By.DISTRICT: ("first_district", "second_district"),
    By.SUITE: ("first_suite", "second_suite"),
}
"""Names to be replaced by the area's own; more districts and suites are more rows."""


def template() -> str:
    """The template as comma-separated text, every value empty."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for quantity in QUANTITIES:
        for where in CLOSED.get(quantity.by) or EXAMPLES[quantity.by]:
            writer.writerow((quantity.name, where, "", quantity.unit, "", quantity.counting_rule, ""))
    return target.getvalue()


if __name__ == "__main__":
    sys.stdout.write(template())
