"""Runs a peer in a process of its own and tells how long it took and how much memory it used."""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

import polars as pl

from bench.generate import Tables

PEERS = ("scan", "product", "wide", "double", "duck")
"""The modules of `bench.peers` that can be run, the bare reading first."""


@dataclass(frozen=True)
class Run:
    """One run of a peer.

    Attributes:
        seconds: From the call to the last result, imports left out, reading included.
        cpu_seconds: The same, of all threads together.
        peak_mb: The most memory that the process ever held.
        rows: Rows of the results.
        touched: A sum over every column of the results, so that nothing is left undone.
    """

    peer: str
    seconds: float
    cpu_seconds: float
    peak_mb: float
    rows: int
    touched: int


def peer_module(name: str) -> ModuleType:
    """The module of a peer, imported."""
    return importlib.import_module(f"bench.peers.{name}")


def run_apart(peer: str, tables: Tables, ruleset: Path | None = None) -> Run:
    """Run a peer in a new process.

    Args:
        ruleset: Another ruleset than that of the benchmarks; zlrules alone takes one.

    Raises:
        RuntimeError: It failed.
    """
    command = [sys.executable, "-m", "bench.running", peer, str(tables.folder)]
    command += [str(ruleset)] if ruleset else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        raise RuntimeError(f"{peer}: {done.stderr}")
    return Run(**json.loads(done.stdout))


def _run_here(peer: str, *paths: Tables | Path) -> Run:
    function: Callable[..., tuple[pl.DataFrame, pl.DataFrame]] = peer_module(peer).run
    cpu, wall = time.process_time(), time.perf_counter()
    results, decisions = function(*paths)
    touched = _touch(results) + _touch(decisions)
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    return Run(peer, seconds, cpu_seconds, _peak_mb(), results.height, touched)


def _peak_mb() -> float:
    """The most memory held since the program began; what its parent held doesn't count."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _touch(frame: pl.DataFrame) -> int:
    """Look at every column; counting nulls needs all of it, and costs next to nothing."""
    nulls = frame.null_count().sum_horizontal().item()
    return int(nulls) + frame.height


def main() -> None:
    """Run the peer named on the command line and print its figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ruleset", type=Path, nargs="*")
    told = parser.parse_args()
    print(json.dumps(asdict(_run_here(told.peer, Tables(told.folder), *told.ruleset))))


if __name__ == "__main__":
    main()
