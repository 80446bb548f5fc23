"""Published facts, and how the model is set against them and fitted to them."""
