"""Emulators, likelihood, history matching and samples: nothing here knows the model."""
