"""Measures zlrules against the bare reading of its data and against hand-written programs."""
