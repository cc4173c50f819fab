"""Telling: verdicts in numbers made into sentences, texts and tables."""
