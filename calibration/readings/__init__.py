"""A run of the model, and what it says to each published fact."""
