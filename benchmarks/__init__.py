"""Benchmarks: ratios side by side, never absolute times."""
