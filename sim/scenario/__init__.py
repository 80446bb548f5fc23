"""Scenario files: strict YAML in, frozen settings by day out, with every change kept."""
