"""Runs the cases beside a ruleset: every case is a district of its own, judged all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from zlrules.errors import Problem, RulesetError, one_of
from zlrules.loading.bound import BoundRow, BoundRuleset
from zlrules.loading.library import shown_path
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import YamlFile, read_yaml
from zlrules.models.cases import Case, CasesFile, Given, Happened, Reported, Target
from zlrules.situations import JUDGED_ON, Situation, Verdict, assess_situations, verdicts_in
from zlrules.telling.figures import decimal_text
from zlrules.words import OUTCOME_LABELS, Outcome


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
    """Run all cases of a ruleset; one whose text wasn't obtained has no rows, and needs none.

    Raises:
        RulesetError: There are no cases, or the file is invalid.
    """
    if not bound.criteria:
        return CasesReport(0, ())
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
    rows = {row.row.id: row for row in bound.rows()}
    for index, case in enumerate(cases.cases):
        line = file.line(("cases", index, "criterion"))
        row = rows.get(case.criterion)
        named = [one.indicator for one in case.given] + [one.indicator for one in case.targets]
        if row is None:
            wrong, remedy = f"没有考核指标 '{case.criterion}'", one_of(case.criterion, rows)
        elif row.row.indicator is None and None in named:
            wrong, remedy = "由分项组成，数据和目标应写明 indicator", "补上 indicator"
        else:
            continue
        problems.append(Problem(file.path, line, f"用例 {case.name}", wrong, remedy))
    if problems:
        raise RulesetError(problems)


def _judge(bound: BoundRuleset, cases: CasesFile) -> list[Verdict]:
    """The verdict on each case: all cases of a year and day are judged together."""
    rows = {row.row.id: row for row in bound.rows()}
    places = {name: place for place, name in enumerate(rows)}
    alike: dict[tuple[int, date], list[Case]] = {}
    for case in cases.cases:
        alike.setdefault((case.year or cases.year, case.as_of or JUDGED_ON), []).append(case)
    found: dict[int, Verdict] = {}
    for (year, day), group in alike.items():
        situations = [_situation(case, rows[case.criterion]) for case in group]
        assessment = assess_situations(bound, situations, year=year, judged_on=day)
        asked = [at * len(rows) + places[case.criterion] for at, case in enumerate(group)]
        verdicts = verdicts_in(assessment.results[asked])
        found |= {id(case): verdict for case, verdict in zip(group, verdicts, strict=True)}
    return [found[id(case)] for case in cases.cases]


def _situation(case: Case, row: BoundRow) -> Situation:
    about = {"scope": row.row.scope}
    kind = {}
    if row.row.indicator is not None:
        about["indicator"] = row.row.indicator
        kind["kind"] = row.row.indicator
    criterion = {"criterion": case.criterion}
    statement = criterion | ({"period": case.attested_period} if case.attested_period else {})
    return Situation(
        figures=[{**about, **_written(given)} for given in case.given],
        targets=[{**about, **_written(target)} for target in case.targets],
        attestations=[{**statement, "kind": case.attested}] if case.attested else [],
        attributes=case.attributes,
        not_applicable=[{**criterion, "reason": case.not_applicable}]
        if case.not_applicable
        else [],
        events=[{**kind, **_written(event)} for event in case.events],
        progress=[{"task": case.criterion, **_written(report)} for report in case.progress],
    )


def _written(given: Given | Target | Happened | Reported) -> dict[str, str]:
    """The columns that a case writes, as text."""
    return {name: str(value) for name, value in given if value is not None}


def _differences(
    cases: CasesFile, verdicts: Sequence[Verdict], file: YamlFile
) -> Iterator[Problem]:
    for index, (case, verdict) in enumerate(zip(cases.cases, verdicts, strict=True)):
        line = file.line(("cases", index))
        for what, expected, found in _compared(case, verdict):
            subject = f"考核指标 {case.criterion}: 用例“{case.name}”"
            yield Problem(file.path, line, subject, f"{what}应为 {expected}，得到 {found}")


def _compared(case: Case, verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    if verdict.outcome is not case.outcome:
        yield "判定", OUTCOME_LABELS[case.outcome], OUTCOME_LABELS[verdict.outcome]
    if case.reason is not None and verdict.reason != case.reason:
        yield "原因", case.reason, verdict.reason or "无"
    if case.status is not None and verdict.task_status is not case.status:
        yield "任务状态", case.status, verdict.task_status or "无"
    if case.margin is not None:
        expected = None if case.margin == "none" else case.margin
        if verdict.margin != expected:
            yield "差距", _told(expected), _told(verdict.margin)


def _told(margin: Decimal | None) -> str:
    return "无" if margin is None else decimal_text(margin, 0)


def _uncovered(bound: BoundRuleset, cases: CasesFile, shown: str) -> Iterator[Problem]:
    """Outcomes that a requirement can come to, but no case shows; rows taken over have theirs."""
    own = bound.own_rows()
    for row in (row for row in bound.rows() if row.row.id in own):
        shown_outcomes = {case.outcome for case in cases.cases if case.criterion == row.row.id}
        for outcome in sorted(possible_outcomes(row) - shown_outcomes):
            wrong = f"没有判定为“{OUTCOME_LABELS[outcome]}”的用例"
            yield Problem(shown, 0, f"考核指标 {row.row.id}", wrong, "补一个用例")


def possible_outcomes(row: BoundRow) -> frozenset[Outcome]:
    """What a row can come to, conflicts between sources and parts that are all left out apart.

    Of tasks no outcome is asked for: all of them stand in the same ways.
    """
    of_parts = (possible_outcomes(part) - {Outcome.NOT_APPLICABLE} for part in row.parts)
    found = frozenset[Outcome]().union(*(root.outcomes() for root in row.roots()), *of_parts)
    if row.values or (row.row.window and row.row.window.judged > 1):
        found |= {Outcome.PENDING}
    may_be_left_out = row.row.applies_when is not None or row.row.exemptions()
    return found | {Outcome.NOT_APPLICABLE} if may_be_left_out else found
