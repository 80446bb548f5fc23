"""One replication, many, and their results on disk."""
