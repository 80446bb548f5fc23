"""An arrest-to-court network, the same in five programs: what the engine costs without the model."""
