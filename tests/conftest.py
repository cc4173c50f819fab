"""Settings of all tests."""

from __future__ import annotations

import gc

from hypothesis import settings

from zlrules.cli.entry import ALIVE

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking all modules again and again, as the program does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALIVE)
