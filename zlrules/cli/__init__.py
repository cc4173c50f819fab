"""The command line: the only place that prints, writes files and sets exit codes."""

from __future__ import annotations

from zlrules.cli.entry import main

__all__ = ["main"]
