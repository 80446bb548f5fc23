"""Figures, tables and the briefing: what a committee reads. The only drawer of pictures in the house."""
