from __future__ import annotations

from pathlib import Path

from tests.cases import Case, Verdicts, check, parametrized


@parametrized(Path(__file__).with_name("limits.yaml"))
def test_cases(case: Case, verdicts: Verdicts) -> None:
    check(case, verdicts)
