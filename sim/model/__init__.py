"""People, potential offences, rates and marks: pure, with no clock and no tables."""
