"""Writes what the documentation says about the program itself; see ``docs/generate.py``."""
