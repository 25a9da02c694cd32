"""Checks and entities to verdicts and skips: who is judged, how grave it is, and which fault is told once."""
