"""From a force's own aggregates to the baseline of its area."""
