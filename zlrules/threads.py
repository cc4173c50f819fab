"""Work on several things at the same time, results in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

import polars as pl

Given = TypeVar("Given")
Made = TypeVar("Made")

MOST_THREADS = 4
"""More things at the same time need more memory than they save time."""


def width() -> int:
    """How many things are made at the same time."""
    return min(pl.thread_pool_size(), MOST_THREADS)


def side_by_side(make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Make something of each, a few at a time; no more are taken than are in work.

    Args:
        make: Spends its time in Polars, which lets other threads run.
    """
    waiting = iter(given)
    first = list(islice(waiting, 2))
    if len(first) == 1:
        yield make(first[0])
        return
    most = width()
    with ThreadPoolExecutor(most) as pool:
        working: deque[Future[Made]] = deque()
        for one in chain(first, waiting):
            if len(working) == most:
                yield working.popleft().result()
            working.append(pool.submit(make, one))
        while working:
            yield working.popleft().result()
