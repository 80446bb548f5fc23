"""What figures and decisions hang on, and what it would be worth to know."""
