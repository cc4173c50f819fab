"""Small tables with planted mistakes, each beside an innocent twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
import yaml

from tests.plugins.zlrules_checks.checked import checked, outline
from zlrules_checks.finding import Finding, Kind

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    name: str
    rows: Sequence[Mapping[str, str]]
    found: Sequence[str] = ()
    says: str = ""


CASES = [
    Case(**one)
    for one in yaml.load((HERE / "cases.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_finds_what_is_planted_and_nothing_else(case: Case) -> None:
    report = checked(case.rows)
    assert outline(report) == list(case.found)
    assert all(case.says in one.message for one in report.findings)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_planted_mistake(kind: Kind) -> None:
    assert any(one.startswith(f"{kind} ") for case in CASES for one in case.found)


def test_every_way_to_differ_has_a_case() -> None:
    ways = get_args(get_args(Finding.model_fields["differs"].annotation)[0])
    listed = {one.split()[2] for case in CASES for one in case.found if one.startswith("doubt")}
    assert set(ways) == listed
