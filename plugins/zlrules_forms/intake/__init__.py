"""What comes back: `zlrules data import`."""
