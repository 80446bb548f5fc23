"""Published facts and targets, read strictly from their files, and the figures that are compared."""
