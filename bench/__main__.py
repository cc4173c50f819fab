"""The command line of the benchmarks: ``python -m bench --help``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from bench.compare import compare as compare_peers
from bench.generate import Tables, generate as write_tables
from bench.growth import growth as measure_growth
from bench.record import PAGE, machine, write
from bench.running import PEERS
from bench.verify import differences

FOLDER = Path(tempfile.gettempdir()) / "zlrules-bench"
PLOT = Path("docs/benchmarks/growth.svg")
SIZES = (1, 100, 3_000, 30_000)
LARGE = (3_000, 30_000)
FROM_CSV = ("scan", "product", "wide", "double")
"""The peers that read CSV, too."""

folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Where the tables lie, in a folder for each size.",
)
repeats_option = click.option(
    "--repeats", type=click.IntRange(min=1), default=5, show_default=True, help="Runs of each."
)
shuffled_option = click.option("--shuffled", is_flag=True, help="Mix up the rows of the figures.")
csv_option = click.option("--csv", is_flag=True, help="Figures as CSV instead of Parquet.")
peers_option = click.option(
    "--peer", "peers", type=click.Choice(PEERS), multiple=True, default=PEERS, show_default=True
)


@click.group()
def bench() -> None:
    """Benchmarks of zlrules; run from the top of the checkout."""


@bench.command()
@click.option("--districts", "count", type=click.IntRange(min=1), required=True)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), required=True)
@csv_option
@click.option(
    "--invalid", type=click.FloatRange(0, 1), default=0.0, help="Share of invalid figures."
)
@shuffled_option
def generate(count: int, *, folder: Path, csv: bool, invalid: float, shuffled: bool) -> None:
    """Write the tables of so many districts."""
    write_tables(folder, count, csv=csv, shuffled=shuffled, invalid=invalid)


@bench.command()
@click.option(
    "--districts",
    "counts",
    type=click.IntRange(min=1),
    multiple=True,
    default=SIZES,
    show_default=True,
)
@repeats_option
@peers_option
@shuffled_option
@csv_option
@folder_option
def compare(
    counts: tuple[int, ...],
    *,
    repeats: int,
    peers: tuple[str, ...],
    shuffled: bool,
    csv: bool,
    folder: Path,
) -> None:
    """Run the peers in turns and print one table; the figures go to FOLDER/compare.json."""
    if csv and "duck" in peers:
        raise click.UsageError("duck takes Parquet only; name the others with --peer")
    click.echo(_compared(counts, repeats, peers, folder, shuffled=shuffled, csv=csv))


@bench.command()
@click.option("--districts", "count", type=click.IntRange(min=1), default=100, show_default=True)
@shuffled_option
@folder_option
def verify(count: int, *, shuffled: bool, folder: Path) -> None:
    """Compare the results of zlrules, the hand-written programs and decimal row by row."""
    found = list(differences(_tables(folder, count, shuffled=shuffled)))
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(f"{count} districts: zlrules, the hand-written program, DuckDB and decimal agree")


@bench.command()
@repeats_option
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    default=PLOT,
    show_default=True,
    help="SVG or PNG file to write.",
)
@folder_option
def growth(repeats: int, plot: Path, folder: Path) -> None:
    """Measure zlrules on more and more districts and criteria; print the table, draw the plot."""
    plot.parent.mkdir(parents=True, exist_ok=True)
    click.echo(measure_growth(folder, repeats, plot))


@bench.command()
@repeats_option
@peers_option
@folder_option
def record(repeats: int, peers: tuple[str, ...], folder: Path) -> None:
    """Measure everything, and write it into docs/developers/benchmarks.md."""
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": machine(),
        "sorted": _compared(SIZES, repeats, peers, folder, shuffled=False),
        "shuffled": _compared(LARGE, repeats, peers, folder, shuffled=True),
        "csv": _compared(LARGE[:1], repeats, FROM_CSV, folder, shuffled=False, csv=True),
        "growth": measure_growth(folder, repeats, PLOT),
    }
    write(PAGE, told)


def _compared(
    counts: tuple[int, ...],
    repeats: int,
    peers: tuple[str, ...],
    folder: Path,
    *,
    shuffled: bool,
    csv: bool = False,
) -> str:
    sizes = {count: _tables(folder, count, shuffled=shuffled, csv=csv) for count in counts}
    result = folder / f"compare{_kind(shuffled=shuffled, csv=csv)}.json"
    return compare_peers(sizes, peers, repeats, result)


def _tables(folder: Path, count: int, *, shuffled: bool, csv: bool = False) -> Tables:
    here = folder / f"{count}{_kind(shuffled=shuffled, csv=csv)}"
    if Tables(here).assigned.is_file():
        return Tables(here)
    return write_tables(here, count, shuffled=shuffled, csv=csv)


def _kind(*, shuffled: bool, csv: bool) -> str:
    """What tells the folder of some tables from others of their size."""
    return f"{'-shuffled' if shuffled else ''}{'-csv' if csv else ''}"


if __name__ == "__main__":
    bench()
