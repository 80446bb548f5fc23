"""What a run brought about: named measures read off its ledger, and how two runs differ."""
