"""Where nothing is shared, one more person changes nobody else's life by a single row or digit."""

from __future__ import annotations

import pytest

from sim.model.events import ARREST, HEARING, PROTECTION_WEEK, RELEASE, TREATMENT_STARTED
from sim.outcomes.record import Record
from tests.pairing.counties import ROOMY, hidden_by_person, lived, rows_by_person, small

YEARS = 3


@pytest.fixture(scope="module")
def few() -> Record:
    return lived(small(ROOMY), YEARS)


@pytest.mark.parametrize(
    ("more", "newcomers"),
    [({"people.stock": 641}, 1), ({"people.stock": 655}, 15), ({"people.entrants_per_year": 111}, YEARS)],
    ids=["one more in the stock", "fifteen more in the stock", "one more entrant a year"],
)
def test_more_people_change_nobody_elses_rows(more: dict[str, object], newcomers: int, few: Record) -> None:
    many = lived(small(ROOMY | more), YEARS)
    added = set(many.people.id.tolist()) - set(few.people.id.tolist())
    assert len(added) == newcomers
    assert set(few.people.id.tolist()) < set(many.people.id.tolist())
    for kind in (ARREST, HEARING, RELEASE, TREATMENT_STARTED):
        assert len(few.table(kind)["time"]) > 10
    # what the unit for public protection did in a week is a sum over people, and nobody's own
    mine, theirs = (rows_by_person(record.ledger, PROTECTION_WEEK.name) for record in (few, many))
    changed = [person for person, rows in mine.items() if theirs.get(person) != rows]
    assert changed == []
    assert set(theirs) - set(mine) <= added
    hidden = hidden_by_person(many)
    assert all(hidden[person] == counts for person, counts in hidden_by_person(few).items())


def test_a_horizon_further_off_changes_no_row_before_it() -> None:
    """Entrants of later years have no part in the earlier ones."""
    short, long = (lived(small(), years) for years in (2, 3))
    assert short.ledger.sorted_rows() == long.ledger.sorted_rows(until=short.until)
    assert (short.hidden.offences == long.hidden.offences[:2]).all()
