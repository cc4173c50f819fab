"""A summary of many districts as tables of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from zlrules.loading.bound import BoundRow
from zlrules.summary import CriterionSummary, NearDistrict, RulesetSummary
from zlrules.telling.phrases import NOTHING, outcome_label, scoped_title
from zlrules.telling.presentation import Row, Table
from zlrules.words import NATURE_LABELS, Decision, Kind, Outcome, decision_label

MOST_CRITERIA = 10
"""So many criteria stand in each table of them."""

MOST_NAMED = 4
"""So many missed criteria of a district are named; the rest is counted."""


def summary_tables(summary: RulesetSummary) -> Iterator[Table]:
    """How many reach it by year; of the latest year what is missed or lacks data, who is near."""
    year, kind = summary.years[-1].year, summary.bound.ruleset.kind
    missed, no_data = outcome_label(Outcome.MISSED, kind), outcome_label(Outcome.NO_DATA, kind)
    yield _decisions(summary, kind)
    of_judged = ("序号", "指标", "属性", f"{missed}区数", "有判定的区数", "占比")
    worst = _most(summary, Outcome.MISSED)
    rows = tuple((*_about(one, Outcome.MISSED), *_of(one, Outcome.MISSED)) for one in worst)
    yield Table(f"{missed}最多的指标（{year} 年）", of_judged, rows, Outcome.MISSED)
    of_applicable = ("序号", "指标", "属性", f"{no_data}区数", "适用的区数", "占比")
    least = _most(summary, Outcome.NO_DATA)
    rows = tuple((*_about(one, Outcome.NO_DATA), *_of(one, Outcome.NO_DATA)) for one in least)
    yield Table(f"{no_data}最多的指标（{year} 年）", of_applicable, rows, Outcome.NO_DATA)
    goal = "达到申报要求" if kind is Kind.STANDARD else "完成目标"
    near = ("行政区", "自查结论", f"{missed}项数", "未定项数", f"{missed}的指标")
    rows = tuple(_near(one, kind) for one in summary.nearest)
    yield Table(f"离{goal}最近的 {len(rows)} 个行政区（{year} 年）", near, rows)


def _decisions(summary: RulesetSummary, kind: Kind) -> Table:
    """How many districts come to which decision; the completeness is that of all together."""
    labels = (decision_label(decision, kind) for decision in Decision)
    rows = tuple(
        (str(one.year), words, *(str(counts[decision]) for decision in Decision), complete)
        for one in summary.years
        for words, counts, complete in (
            ("自查结论", one.decided, _share(one.judged, one.applicable)),
            ("按现有数据", one.standing, ""),
        )
    )
    return Table("行政区个数", ("年度", "依据", *labels, "数据完整率"), rows)


def _most(summary: RulesetSummary, outcome: Outcome) -> Iterable[CriterionSummary]:
    """The criteria on which most districts come to an outcome."""
    found = [one for one in summary.criteria if one.outcomes[outcome]]
    return sorted(found, key=lambda one: -one.outcomes[outcome])[:MOST_CRITERIA]


def _about(one: CriterionSummary, outcome: Outcome) -> Row:
    nature = NATURE_LABELS[one.row.criterion.nature]
    return one.row.row.number, _title(one.row), nature, str(one.outcomes[outcome])


def _of(one: CriterionSummary, outcome: Outcome) -> Row:
    """Of how many districts: those judged for what is missed, else all to which it applies."""
    whole = one.judged if outcome is Outcome.MISSED else one.applicable
    return str(whole), _share(one.outcomes[outcome], whole)


def _share(part: int, whole: int) -> str:
    if not whole:
        return NOTHING
    share = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return f"{share:f}%".replace(".0%", "%")


def _near(one: NearDistrict, kind: Kind) -> Row:
    named = "、".join(_title(row) for row in one.missed[:MOST_NAMED])
    more = " 等" if len(one.missed) > MOST_NAMED else ""
    return (
        f"{one.name} {one.code}",
        decision_label(one.decision, kind),
        str(len(one.missed)),
        str(one.open),
        f"{named}{more}" or NOTHING,
    )


def _title(row: BoundRow) -> str:
    return scoped_title(row.row.title, row.row.scope)
