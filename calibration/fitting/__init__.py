"""From a problem file to the values that the targets allow, and what is said and written of them."""
