"""Writes what was measured into the page of the benchmarks, each table between its marks."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

PAGE = Path("docs/developers/benchmarks.md")
_MEASURED = re.compile(
    r"(?P<open><!-- measured: (?P<name>\w+) -->\n).*?(?P<close><!-- end measured -->)", re.DOTALL
)


def machine() -> str:
    """What the figures were measured on, in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.system()} {platform.machine()}, {pl.thread_pool_size()} cores, "
        f"{memory:.0f} GiB; Python {platform.python_version()}, Polars {pl.__version__}."
    )


def write(page: Path, told: Mapping[str, str]) -> None:
    """Replace the tables of a page.

    Args:
        told: New text by the name in its marks; others stay.

    Raises:
        KeyError: The page has no place for a table.
    """
    text = page.read_text(encoding="utf-8")
    if unknown := told.keys() - {match["name"] for match in _MEASURED.finditer(text)}:
        raise KeyError(f"{page}: no place for {', '.join(sorted(unknown))}")

    def block(match: re.Match[str]) -> str:
        fresh = told.get(match["name"])
        return match[0] if fresh is None else f"{match['open']}\n{fresh}\n\n{match['close']}"

    page.write_text(_MEASURED.sub(block, text), encoding="utf-8")
