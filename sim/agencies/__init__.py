"""The agencies of the local system, one a file; ``pathway`` says who follows whom."""
