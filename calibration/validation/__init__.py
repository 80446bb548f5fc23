"""The model set against what is published: scoreboard and back-test."""
