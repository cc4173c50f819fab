"""For tests of plugins and rulesets: requirements judged on figures given in place, without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from zlrules.extensions import Operator
from zlrules.loading.binding import bind
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import Marks, Value, YamlFile
from zlrules.models.indicator import Indicator
from zlrules.models.ruleset import Ruleset
from zlrules.situations import (
    JUDGED_ON,
    YEAR,
    Rows,
    Situation,
    Verdict,
    assess_situations,
    data_of,
    judge,
    verdicts_of,
)

__all__ = [
    "JUDGED_ON",
    "YEAR",
    "Rows",
    "Situation",
    "Verdict",
    "assess_situations",
    "data_of",
    "judge",
    "judge_figures",
    "ruleset_of",
    "verdicts_of",
]

RULESET = "test/ruleset"
"""Id of the rulesets that are made here."""

Written: TypeAlias = "str | Sequence[Written] | Mapping[str, Written] | None"
"""What may stand in YAML, numbers as text."""

Tree: TypeAlias = Mapping[str, Written]
"""A requirement as in YAML: ``{"at_least": "81.6"}``."""


def judge_figures(
    require: Tree,
    figures: Rows,
    *,
    indicator: Indicator,
    operators: Mapping[str, Operator],
    year: int = YEAR,
) -> Verdict:
    """Judge one requirement on a few figures.

    Args:
        require: The requirement.
        figures: Observations; the district, and unless given the indicator and the year, are
            filled in.
        indicator: The indicator that the requirement is about.
        operators: Operators by name; those of the plugin under test, or all the installed ones
            (``zlrules.load_plugins().operators()``).
        year: The assessed year.

    Raises:
        RulesetError: The requirement is wrong.
        DataError: The figures are.

    Example:
        ::

            verdict = judge_figures(
                {"divisible": "3"},
                [{"value": "9"}],
                indicator=Indicator(
                    id="test.count", name="个数", unit="个", kind="stock", definition="测试用"
                ),
                operators={"divisible": Operator("divisible", Divisible, "能被整除")},
            )
            assert verdict.outcome == "met"
    """
    ruleset = ruleset_of([{"require": require}], indicators=[indicator], operators=operators)
    (verdict,) = judge(ruleset, [Situation(figures)], year=year)
    return verdict


def ruleset_of(
    criteria: Sequence[Tree],
    *,
    indicators: Iterable[Indicator],
    operators: Mapping[str, Operator],
    pass_rule: Mapping[str, str] | None = None,
    text: str = "obtained",
) -> BoundRuleset:
    """Make a ruleset.

    Args:
        criteria: As in YAML; what every criterion must have and a test doesn't care about
            (``id``, ``number``, ``title``, ``source`` …) is filled in: ids are ``c1``, ``c2`` …
            and those of parts ``c1.p1`` …, the indicator is the first one; tasks have none.
        indicators: The catalogue.
        pass_rule: ``all`` for every nature unless given.

    Raises:
        RulesetError: A criterion is wrong.
    """
    catalogue = Catalogue(indicators)
    first = next(iter(catalogue)).id
    rows: list[Value] = [
        _criterion(number, _copied(criterion), first)
        for number, criterion in enumerate(criteria, start=1)
    ]
    natures = [str(row["nature"]) for row in rows if isinstance(row, dict)]
    rules: dict[str, Value] = {**(pass_rule or dict.fromkeys(natures or ["binding"], "all"))}
    value: dict[str, Value] = {
        "id": RULESET,
        "edition": "1",
        "kind": "plan",
        "title": "测试",
        "issuer": "测试",
        "in_force": {"from": "1990-01-01"},
        "text": text,
        "documents": {"plan": {"title": "测试"}},
        "pass_rule": rules,
        "criteria": rows,
    }
    file = YamlFile("test.yaml", value, Marks(1))
    return bind(parse(file, Ruleset), file, operators, catalogue, "")


def _criterion(number: int, criterion: Mapping[str, Value], indicator: str) -> dict[str, Value]:
    row = _row(f"c{number}", str(number), criterion)
    row.setdefault("nature", "task" if "task" in row else "binding")
    if "due" not in row:
        row.setdefault("due_basis", "none")
    parts = row.get("parts")
    if not isinstance(parts, list):
        return _of(indicator, row)
    row["parts"] = [
        _of(indicator, _row(f"c{number}.p{place}", f"{number}.{place}", part))
        for place, part in enumerate(parts, start=1)
        if isinstance(part, dict)
    ]
    return row


def _of(indicator: str, row: dict[str, Value]) -> dict[str, Value]:
    """A row with an indicator, unless it is a task."""
    return row if "task" in row else {"indicator": indicator, **row}


def _row(row_id: str, number: str, given: Mapping[str, Value]) -> dict[str, Value]:
    source: Value = {"document": "plan", "place": "测试", "quote": "测试"}
    return {"id": row_id, "number": number, "title": row_id, "source": source, **given}


def _copied(tree: Tree) -> dict[str, Value]:
    return {name: _copy(value) for name, value in tree.items()}


def _copy(value: Written) -> Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return _copied(value)
    return [_copy(one) for one in value]
