"""Forms to fill in: `zlrules template`."""
