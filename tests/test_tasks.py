"""How tasks stand, and what follows for their rows."""

from __future__ import annotations

from pathlib import Path

from tests.cases import Case, check, parametrized
from zlrules.testing import Verdict


@parametrized(Path(__file__).with_name("tasks.yaml"))
def test_cases(case: Case, verdict: Verdict) -> None:
    check(case, verdict)
