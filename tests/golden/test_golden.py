"""Small runs give what they gave: a change of any number is meant, and said in the CHANGELOG."""

from __future__ import annotations

import json

from tests.golden.fingerprints import GOLDEN, fingerprints


def test_nothing_has_changed_that_was_not_meant_to() -> None:
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))
    meant = "if this is meant: python -m tests.golden.fingerprints, and a line in the CHANGELOG"
    assert fingerprints() == expected, meant
