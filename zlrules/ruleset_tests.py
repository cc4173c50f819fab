"""Runs the cases beside a ruleset: every case is a district of its own, judged all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zlrules.binding import BoundRow, BoundRuleset
from zlrules.data.tables import Data
from zlrules.errors import DataError, Problem, RulesetError, one_of
from zlrules.facts import prepare
from zlrules.figures import decimal_text
from zlrules.interval import off_lattice
from zlrules.library import shown_path
from zlrules.models.cases import Case, CasesFile
from zlrules.parsing import parse
from zlrules.results import results_of
from zlrules.scoring import score
from zlrules.words import OUTCOME_LABELS, Outcome
from zlrules.yamlfile import YamlFile, read_yaml

JUDGED_ON = "2000-01-01"
"""Statements of cases don't expire, so any day will do."""


@dataclass(frozen=True)
class CasesReport:
    """What came of the cases of one ruleset.

    Attributes:
        count: How many cases ran.
        problems: Cases with another verdict than expected, and outcomes that no case shows.
    """

    count: int
    problems: tuple[Problem, ...]


def run_cases(bound: BoundRuleset, path: Path) -> CasesReport:
    """Run all cases of a ruleset.

    Raises:
        RulesetError: There are no cases, or the file is invalid.
    """
    shown = shown_path(path)
    if not path.is_file():
        problem = Problem(
            shown, 0, bound.ruleset.name, "没有用例文件", "在指标体系旁边建立 .tests.yaml"
        )
        raise RulesetError([problem])
    file = read_yaml(path, shown)
    cases = parse(file, CasesFile)
    _check_names(bound, cases, file)
    verdicts = _judge(bound, cases)
    problems = [
        *_differences(cases, verdicts, file),
        *_uncovered(bound, cases, shown),
    ]
    return CasesReport(len(cases.cases), tuple(sorted(problems)))


def _check_names(bound: BoundRuleset, cases: CasesFile, file: YamlFile) -> None:
    problems = []
    if cases.ruleset != bound.ruleset.id:
        remedy = f"应为 {bound.ruleset.id}"
        problems.append(
            Problem(file.path, file.line(("ruleset",)), "ruleset", f"是 {cases.ruleset}", remedy)
        )
    ids = [row.row.id for row in bound.rows()]
    for index, case in enumerate(cases.cases):
        if case.criterion not in ids:
            line = file.line(("cases", index, "criterion"))
            remedy = one_of(case.criterion, ids)
            problems.append(
                Problem(
                    file.path, line, f"用例 {case.name}", f"没有考核指标 '{case.criterion}'", remedy
                )
            )
    if problems:
        raise RulesetError(problems)


@dataclass(frozen=True)
class _Verdict:
    outcome: Outcome
    margin: str | None
    reason: str | None


def _judge(bound: BoundRuleset, cases: CasesFile) -> list[_Verdict]:
    rows = {row.row.id: row for row in bound.rows()}
    years = [case.year or cases.year for case in cases.cases]
    data = Data(
        observations=_frame(
            [
                row
                for index, case in enumerate(cases.cases)
                for row in _figures(index, case, rows[case.criterion], years[index])
            ],
            _OBSERVED,
        ),
        districts=_districts(cases.cases),
        assigned=_frame(
            [
                row
                for index, case in enumerate(cases.cases)
                for row in _targets(index, case, rows[case.criterion], years[index])
            ],
            _ASSIGNED,
        ),
        attestations=_frame(
            [
                (
                    _code(index),
                    bound.ruleset.id,
                    case.criterion,
                    case.attested,
                    "用例",
                    str(years[index]),
                )
                for index, case in enumerate(cases.cases)
                if case.attested
            ],
            ("district", "ruleset", "criterion", "kind", "document", "period"),
        ),
    )
    facts = prepare(data, bound.catalogue)
    wanted = sorted(set(years))
    results = results_of(bound, score(bound, facts, wanted, JUDGED_ON))
    found = {
        (row["district"], row["year"], row["part"] or row["criterion"]): row
        for row in results.iter_rows(named=True)
    }
    return [
        _verdict(found[_code(index), years[index], case.criterion])
        for index, case in enumerate(cases.cases)
    ]


_OBSERVED = (
    *("district", "indicator", "scope", "period", "measure", "base", "value", "text", "bound"),
    *("status", "source", "place"),
)
_ASSIGNED = (
    *("district", "indicator", "scope", "period", "span", "measure", "base", "comparator", "value"),
)
Cells = tuple[str | None, ...]


def _figures(index: int, case: Case, row: BoundRow, year: int) -> Iterator[Cells]:
    for number, given in enumerate(case.given):
        yield (
            _code(index),
            given.indicator or _indicator(row, case),
            given.scope or row.row.scope,
            given.period or str(year),
            given.measure,
            given.base,
            None if given.value is None else str(given.value),
            given.text,
            given.bound,
            given.status,
            given.source or f"来源{number + 1}",
            str(number),
        )


def _targets(index: int, case: Case, row: BoundRow, year: int) -> Iterator[Cells]:
    for target in case.targets:
        yield (
            _code(index),
            target.indicator or _indicator(row, case),
            row.row.scope,
            str(year),
            target.span,
            target.measure,
            target.base,
            target.comparator,
            str(target.value),
        )


def _indicator(row: BoundRow, case: Case) -> str:
    if row.row.indicator is None:
        wrong = f"用例 {case.name}: 考核指标 {case.criterion} 由分项组成，数据应写明 indicator"
        raise DataError([Problem("用例", 0, case.criterion, wrong)])
    return row.row.indicator


def _districts(cases: Sequence[Case]) -> pl.DataFrame:
    names = sorted({name for case in cases for name in case.attributes})
    rows = [
        (_code(index), case.name, *(case.attributes.get(name) for name in names))
        for index, case in enumerate(cases)
    ]
    return _frame(rows, ("code", "name", *names))


def _frame(rows: Sequence[Cells], columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _code(index: int) -> str:
    return f"{index:06d}"


def _verdict(row: dict[str, object]) -> _Verdict:
    margin, scale = row["margin"], row["margin_scale"]
    told = None
    if isinstance(margin, int) and isinstance(scale, int):
        told = decimal_text(off_lattice(margin, scale), 0)
    reason = row["reason"]
    return _Verdict(Outcome(str(row["outcome"])), told, None if reason is None else str(reason))


def _differences(
    cases: CasesFile, verdicts: Sequence[_Verdict], file: YamlFile
) -> Iterator[Problem]:
    for index, (case, verdict) in enumerate(zip(cases.cases, verdicts, strict=True)):
        line = file.line(("cases", index))
        for what, expected, found in _compared(case, verdict):
            subject = f"考核指标 {case.criterion}: 用例“{case.name}”"
            yield Problem(file.path, line, subject, f"{what}应为 {expected}，得到 {found}")


def _compared(case: Case, verdict: _Verdict) -> Iterator[tuple[str, str, str]]:
    if verdict.outcome is not case.outcome:
        yield "判定", OUTCOME_LABELS[case.outcome], OUTCOME_LABELS[verdict.outcome]
    if case.reason is not None and verdict.reason != case.reason:
        yield "原因", case.reason, verdict.reason or "无"
    if case.margin is not None:
        expected = None if case.margin == "none" else decimal_text(case.margin, 0)
        if verdict.margin != expected:
            yield "差距", expected or "无", verdict.margin or "无"


def _uncovered(bound: BoundRuleset, cases: CasesFile, shown: str) -> Iterator[Problem]:
    """Outcomes that a requirement can come to, but no case shows."""
    for row in bound.rows():
        shown_outcomes = {case.outcome for case in cases.cases if case.criterion == row.row.id}
        for outcome in sorted(possible_outcomes(row) - shown_outcomes):
            wrong = f"没有判定为“{OUTCOME_LABELS[outcome]}”的用例"
            yield Problem(shown, 0, f"考核指标 {row.row.id}", wrong, "补一个用例")


def possible_outcomes(row: BoundRow) -> frozenset[Outcome]:
    """What a row can come to, conflicts between sources apart."""
    if row.root is not None:
        found = row.root.outcomes()
    else:
        found = frozenset[Outcome]().union(*(possible_outcomes(part) for part in row.parts))
    conditional = row.row.applies_when is not None
    return found | {Outcome.NOT_APPLICABLE} if conditional else found
