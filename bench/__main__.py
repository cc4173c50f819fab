"""The command line of the benchmarks: ``python -m bench --help``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from bench.compare import compare as compare_peers
from bench.generate import Tables, generate as write_tables
from bench.growth import growth as measure_growth
from bench.running import PEERS
from bench.verify import differences

FOLDER = Path(tempfile.gettempdir()) / "zlrules-bench"

folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Where the tables lie, in a folder for each size.",
)


@click.group()
def bench() -> None:
    """Benchmarks of zlrules."""


@bench.command()
@click.option("--districts", "count", type=click.IntRange(min=1), required=True)
@click.option("--csv", is_flag=True, help="Write the figures as CSV as well.")
@click.option("--shuffled", is_flag=True, help="Mix up the rows of the figures.")
@click.option(
    "--invalid", type=click.FloatRange(0, 1), default=0.0, help="Share of invalid figures."
)
@folder_option
def generate(count: int, *, csv: bool, shuffled: bool, invalid: float, folder: Path) -> None:
    """Write the tables of so many districts."""
    tables = write_tables(folder / str(count), count, csv=csv, shuffled=shuffled, invalid=invalid)
    click.echo(tables.folder)


@bench.command()
@click.option(
    "--districts",
    "counts",
    type=click.IntRange(min=1),
    multiple=True,
    default=(1, 100, 3000),
    show_default=True,
)
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--peer", "peers", type=click.Choice(PEERS), multiple=True, default=PEERS, show_default=True
)
@click.option("--shuffled", is_flag=True, help="Mix up the rows of the figures.")
@folder_option
def compare(
    counts: tuple[int, ...], repeats: int, peers: tuple[str, ...], folder: Path, *, shuffled: bool
) -> None:
    """Run the peers in turns and print one table; the figures go to FOLDER/compare.json."""
    sizes = {count: _tables(folder, count, shuffled=shuffled) for count in counts}
    click.echo(compare_peers(sizes, peers, repeats, folder / "compare.json"))


@bench.command()
@click.option("--districts", "count", type=click.IntRange(min=1), default=100, show_default=True)
@click.option("--shuffled", is_flag=True, help="Mix up the rows of the figures.")
@folder_option
def verify(count: int, folder: Path, *, shuffled: bool) -> None:
    """Compare the results of zlrules, the hand-written programs and decimal row by row."""
    found = list(differences(_tables(folder, count, shuffled=shuffled)))
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(f"{count} districts: zlrules, the hand-written program, DuckDB and decimal agree")


@bench.command()
@click.option("--repeats", type=click.IntRange(min=1), default=3, show_default=True)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("docs/benchmarks/growth.svg"),
    show_default=True,
    help="SVG or PNG file to write.",
)
@folder_option
def growth(repeats: int, plot: Path, folder: Path) -> None:
    """Measure zlrules on more and more districts and criteria; print the table, draw the plot."""
    plot.parent.mkdir(parents=True, exist_ok=True)
    click.echo(measure_growth(folder, repeats, plot))


def _tables(folder: Path, count: int, *, shuffled: bool) -> Tables:
    here = folder / f"{count}{'-shuffled' if shuffled else ''}"
    if Tables(here).assigned.is_file():
        return Tables(here)
    return write_tables(here, count, shuffled=shuffled)


if __name__ == "__main__":
    bench()
