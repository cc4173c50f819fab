"""Runs all peers in turns and tells their times and memory side by side."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

import polars as pl
from tabulate import tabulate

from bench.generate import Tables
from bench.running import Run, run_apart

HEADERS = ("districts", "peer", "s (min–max)", "CPU s", "× scan", "× wide", "peak MB", "rows")


def compare(sizes: dict[int, Tables], peers: Sequence[str], repeats: int, result: Path) -> str:
    """Run the peers, print the table and keep the figures.

    Peers take turns, so that a slow minute of the machine hits all of them.

    Args:
        sizes: Files by number of districts.
        result: JSON file to write.
    """
    runs: dict[int, list[Run]] = {}
    for count, tables in sizes.items():
        runs[count] = [run_apart(peer, tables) for _ in range(repeats) for peer in peers]
    machine = {
        "python": platform.python_version(),
        "polars": pl.__version__,
        "cores": pl.thread_pool_size(),
    }
    told = {
        "machine": machine,
        "repeats": repeats,
        "runs": {count: [asdict(one) for one in listed] for count, listed in runs.items()},
    }
    result.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return table(runs, peers)


def table(runs: dict[int, list[Run]], peers: Sequence[str]) -> str:
    """The medians as a Markdown table; ratios are medians of the ratios inside one turn."""
    rows = [_line(count, peer, listed) for count, listed in runs.items() for peer in peers]
    return tabulate(rows, HEADERS, tablefmt="github", disable_numparse=True)


def _line(count: int, peer: str, runs: Sequence[Run]) -> list[str]:
    own = [run for run in runs if run.peer == peer]
    seconds = [run.seconds for run in own]
    return [
        f"{count:,}",
        peer,
        f"{median(seconds):.3f} ({min(seconds):.3f}–{max(seconds):.3f})",
        f"{median(run.cpu_seconds for run in own):.3f}",
        _ratio(own, [run for run in runs if run.peer == "scan"]),
        _ratio(own, [run for run in runs if run.peer == "wide"]),
        f"{median(run.peak_mb for run in own):.0f}",
        f"{own[0].rows:,}",
    ]


def _ratio(own: Sequence[Run], other: Sequence[Run]) -> str:
    if not other:
        return ""
    ratios = [one.seconds / two.seconds for one, two in zip(own, other, strict=True)]
    return f"{median(ratios):.2f}"
