"""Programmes: who may enter, how many places there are, and what they do."""
