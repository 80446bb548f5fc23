"""What a run of the model says to each published fact."""
