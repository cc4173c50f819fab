"""Tables of cases beside a test: what is known, what is required, what must come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

import pytest

from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.evaluate import evaluate
from zlrules.loading.yamlfile import Value, read_yaml
from zlrules.testing import (
    JUDGED_ON,
    YEAR,
    Rows,
    Situation,
    Verdict,
    data_of,
    ruleset_of,
    verdicts_of,
)

ROW = (
    *("require", "parts", "parts_rule", "indicator", "scope", "accept_older", "accept_part_year"),
    *("starred", "accepts", "window", "task", "due", "nature"),
)
SITUATION = ("given", "targets", "attested", "not_applicable", "events", "attributes", "progress")
EXPECTED = (
    *("outcome", "margin", "reason", "decided_by", "older", "provisional", "conflict", "settles"),
    *("attested_by", "task_status", "due_state"),
)
VERDICT = {"attested_by": "attested"}
"""Where a case calls something else than the verdict does."""

SETTINGS = ("name", "about", "judged_on")

Verdicts: TypeAlias = Callable[[], Mapping[int, Verdict]]
"""The verdicts on all cases of a file, by number; they are judged when first asked for."""


@dataclass(frozen=True)
class Case:
    """One case: all but the verdict is as in YAML.

    Attributes:
        number: Its place in its file.
        expected: What is compared; what a case doesn't name isn't.
    """

    number: int
    name: str
    row: dict[str, Value]
    situation: Situation
    about: str | None
    judged_on: date
    expected: Mapping[str, str]


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases; ``defaults`` are filled in where a case doesn't say otherwise."""
    file = read_yaml(path).value
    defaults = cast("dict[str, Value]", file.get("defaults", {}))
    listed = cast("list[dict[str, Value]]", file["cases"])
    return [_case(number, {**defaults, **given}) for number, given in enumerate(listed)]


def parametrized(path: Path) -> pytest.MarkDecorator:
    """A test for every case of a file, all of which are judged at once."""
    cases = read_cases(path)
    verdicts = cache(lambda: judged(cases))
    pairs = [pytest.param(case, verdicts, id=case.name) for case in cases]
    return pytest.mark.parametrize(("case", "verdicts"), pairs)


def judged(cases: Iterable[Case]) -> dict[int, Verdict]:
    """The verdicts by number: every case is a criterion and a district of its own."""
    groups: dict[tuple[str | None, date], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.about, case.judged_on), []).append(case)
    verdicts = {}
    for (about, judged_on), group in groups.items():
        rows = [case.row for case in group]
        ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
        situations = [_named(case, place) for place, case in enumerate(group, start=1)]
        data = replace(data_of(ruleset, situations), about=about)
        assessment = evaluate([(ruleset, [YEAR])], data, judged_on, as_reference=False, plugins=())
        found = verdicts_of(assessment)
        ids = [row.row.id for row in ruleset.rows()]
        for place, case in enumerate(group):
            verdicts[case.number] = found[place * len(ids) + ids.index(f"c{place + 1}")]
    return verdicts


def check(case: Case, verdicts: Verdicts) -> None:
    """Compare the verdict on a case with what it expects."""
    verdict = verdicts()[case.number]
    found = {name: _told(getattr(verdict, VERDICT.get(name, name))) for name in case.expected}
    assert found == {name: _plain(text) for name, text in case.expected.items()}


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else _plain(str(value))


def _plain(text: str) -> str:
    """Numbers without the decimals they don't need; None where there must be nothing."""
    words = text.replace("none", "None")
    try:
        return str(Decimal(words).normalize() + 0)
    except ArithmeticError:
        return words


def _case(number: int, given: Mapping[str, Value]) -> Case:
    unknown = set(given) - {*ROW, *SITUATION, *EXPECTED, *SETTINGS, "applies_when"}
    assert not unknown, f"{given['name']}: {unknown}"
    judged_on = given.get("judged_on")
    return Case(
        number=number,
        name=str(given["name"]),
        row={name: given[name] for name in (*ROW, "applies_when") if given.get(name) is not None},
        situation=Situation(
            figures=[
                {"indicator": str(given.get("indicator", "river")), **row}
                for row in _rows(given, "given")
            ],
            targets=[
                {"indicator": str(given.get("indicator", "river")), **row}
                for row in _rows(given, "targets")
            ],
            attestations=_rows(given, "attested"),
            not_applicable=_rows(given, "not_applicable"),
            events=[
                {"kind": str(given.get("indicator", "river")), **row}
                for row in _rows(given, "events")
            ],
            attributes=cast("dict[str, str]", given.get("attributes", {})),
            progress=_rows(given, "progress"),
        ),
        about=cast("str | None", given.get("about")),
        judged_on=date.fromisoformat(str(judged_on)) if judged_on else JUDGED_ON,
        expected={name: str(given[name]) for name in EXPECTED if name in given},
    )


def _rows(given: Mapping[str, Value], name: str) -> Rows:
    return cast("Rows", given.get(name) or [])


def _named(case: Case, number: int) -> Situation:
    """The situation with statements and answers about the case's own criterion.

    ``part: 1`` stands for its first part.
    """
    about = {
        name: [_about(number, row) for row in getattr(case.situation, name)]
        for name in ("attestations", "not_applicable")
    }
    return replace(
        case.situation,
        attestations=about["attestations"],
        not_applicable=about["not_applicable"],
        progress=[_on_task(number, row) for row in case.situation.progress],
    )


def _on_task(number: int, row: Mapping[str, str]) -> dict[str, str]:
    named = _about(number, row)
    return {"task": named.pop("criterion"), **named}


def _about(number: int, row: Mapping[str, str]) -> dict[str, str]:
    part = f".p{row['part']}" if "part" in row else ""
    named = {name: text for name, text in row.items() if name != "part"}
    return {"criterion": f"c{number}{part}", **named}
