"""Judging: figures selected, laid out side by side, and held against requirements."""
