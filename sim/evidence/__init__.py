"""Every number the model uses, once: value, range, unit, source and grade."""
