"""Settings of all tests."""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking all that was imported, in every test again."""
    gc.collect()
    gc.freeze()
