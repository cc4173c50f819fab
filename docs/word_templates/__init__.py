"""Builds the Word templates that zlrules ships: ``python -m docs.word_templates``.

What the bureau changes in Word or WPS is the .docx; these files only say how it came about.
"""
