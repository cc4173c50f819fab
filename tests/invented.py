"""The invented cities of the fixtures, each assessed once however many tests look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zlrules import AssessmentDocument, assess_workspace, load_plugins

FIXTURES = Path(__file__).parents[1] / "fixtures"


@cache
def assessed(city: str) -> AssessmentDocument:
    """What the workspace of a city asks for."""
    return assess_workspace(FIXTURES / city, load_plugins()).document()
