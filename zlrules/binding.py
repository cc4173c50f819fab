"""Rulesets bound to operators and indicators: every name looked up, every parameter checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue, ValidationError

from zlrules.catalogue import Catalogue
from zlrules.errors import Problem, RulesetError, one_of
from zlrules.extensions import Operator, Requirement
from zlrules.models.indicator import Indicator
from zlrules.models.ruleset import Criterion, Part, Ruleset
from zlrules.parsing import problems_of, subject_of
from zlrules.words import Outcome
from zlrules.yamlfile import Location, YamlFile


@dataclass(frozen=True)
class BoundNode:
    """One node of a requirement.

    Attributes:
        path: Names the node within its row: "" for the root, ``all.2`` for its second child,
            ``all.2/any.1`` below that.
    """

    path: str
    operator: Operator
    params: Requirement
    indicator: Indicator
    children: tuple[BoundNode, ...]

    def walk(self) -> Iterator[BoundNode]:
        """The node and all below it, children after their parent."""
        yield self
        for child in self.children:
            yield from child.walk()

    def describe(self) -> str:
        """The requirement in Chinese."""
        return self.params.describe([child.describe() for child in self.children])

    def outcomes(self) -> frozenset[Outcome]:
        """What the requirement can come to."""
        return self.params.outcomes.union(*(child.outcomes() for child in self.children))

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """Every number of the requirement, with the id of the indicator it is compared with."""
        for node in self.walk():
            for number in node.params.numbers():
                yield node.indicator.id, number


@dataclass(frozen=True)
class BoundRow:
    """A criterion or part with its requirement; a criterion with parts has none of its own."""

    row: Criterion | Part
    criterion: Criterion
    root: BoundNode | None
    parts: tuple[BoundRow, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether the row is counted only through its criterion."""
        return self.row is not self.criterion


@dataclass(frozen=True)
class BoundRuleset:
    """A ruleset ready to be assessed.

    Attributes:
        path: The file it came from.
        sha256: Hash of that file.
    """

    ruleset: Ruleset
    catalogue: Catalogue
    operators: Mapping[str, Operator]
    criteria: tuple[BoundRow, ...]
    path: str
    sha256: str

    def rows(self) -> Iterator[BoundRow]:
        """Every criterion, each followed by its parts."""
        for criterion in self.criteria:
            yield criterion
            yield from criterion.parts

    def find(self, row_id: str) -> BoundRow | None:
        """The criterion or part with an id or number."""
        return next((row for row in self.rows() if row_id in (row.row.id, row.row.number)), None)


def bind(
    ruleset: Ruleset,
    file: YamlFile,
    operators: Mapping[str, Operator],
    catalogue: Catalogue,
    sha256: str,
) -> BoundRuleset:
    """Bind a ruleset.

    Raises:
        RulesetError: With every mistake: unknown names, wrong parameters, ids given twice …
    """
    binder = _Binder(file, operators, catalogue)
    binder.check_whole(ruleset)
    criteria = tuple(
        binder.criterion(("criteria", index), criterion)
        for index, criterion in enumerate(ruleset.criteria)
    )
    if binder.problems:
        raise RulesetError(binder.problems)
    return BoundRuleset(ruleset, catalogue, operators, criteria, file.path, sha256)


class _Binder:
    """Binds one ruleset and collects what is wrong."""

    def __init__(
        self, file: YamlFile, operators: Mapping[str, Operator], catalogue: Catalogue
    ) -> None:
        self.file = file
        self.operators = operators
        self.catalogue = catalogue
        self.problems: list[Problem] = []

    def check_whole(self, ruleset: Ruleset) -> None:
        if not ruleset.criteria and ruleset.text == "obtained":
            remedy = "写出考核指标；文本未取得的写 text: not_obtained"
            self._refuse(("criteria",), "没有任何考核指标", remedy)
        if ruleset.criteria and ruleset.text == "not_obtained":
            self._refuse(("text",), "text: not_obtained 的指标体系不能有考核指标", "二者删去其一")
        for name, (first, second) in _twice(ruleset).items():
            line = self.file.line(first)
            self._refuse((*second, name[0]), f"{name[0]} '{name[1]}' 重复", f"第 {line} 行已有")
        natures = {criterion.nature for criterion in ruleset.criteria}
        for nature in sorted(natures - set(ruleset.pass_rule)):
            self._refuse(
                ("pass_rule",),
                f"没有写 {nature} 类指标怎样算通过",
                "写 all、份额、reported 或 unknown",
            )
        for nature in sorted(set(ruleset.pass_rule) - natures if natures else ()):
            self._refuse(
                ("pass_rule", nature), f"没有 {nature} 类指标", "删去这一行，或核对各指标的 nature"
            )
        for location, row in ruleset.rows():
            if row.source.document not in ruleset.documents:
                wrong = f"未知文件 '{row.source.document}'"
                remedy = one_of(row.source.document, ruleset.documents)
                self._refuse((*location, "source", "document"), wrong, remedy)

    def criterion(self, location: Location, criterion: Criterion) -> BoundRow:
        parts = tuple(
            self._row((*location, "parts", index), part, criterion)
            for index, part in enumerate(criterion.parts)
        )
        return (
            BoundRow(criterion, criterion, None, parts)
            if parts
            else self._row(location, criterion, criterion)
        )

    def _row(self, location: Location, row: Criterion | Part, criterion: Criterion) -> BoundRow:
        assert row.indicator is not None
        assert row.require is not None
        indicator = self._indicator((*location, "indicator"), row.indicator)
        if row.baseline and row.baseline.value is not None and indicator:
            self._check_range((*location, "baseline", "value"), row.baseline.value, indicator)
        root = self._node((*location, "require"), row.require.root, indicator, "")
        return BoundRow(row, criterion, root)

    def _indicator(self, location: Location, name: str) -> Indicator | None:
        if name in self.catalogue:
            return self.catalogue[name]
        self._refuse(location, f"未知指标 '{name}'", self.catalogue.candidates(name))
        return None

    def _node(
        self,
        location: Location,
        tree: Mapping[str, JsonValue],
        indicator: Indicator | None,
        path: str,
    ) -> BoundNode | None:
        if isinstance(of := tree.get("of"), str):
            indicator = self._indicator((*location, "of"), of)
        names = [name for name in tree if name != "of"]
        if len(names) != 1:
            wrong = f"一处要求只能有一种判定方式，这里有 {len(names)} 种（{', '.join(names)}）"
            self._refuse(location, wrong, "需要同时满足的写 all: [...]，满足其一的写 any: [...]")
            return None
        operator = self.operators.get(names[0])
        if operator is None:
            remedy = one_of(names[0], self.operators)
            self._refuse_key((*location, names[0]), f"未知判定方式 '{names[0]}'", remedy)
            return None
        location = (*location, operator.name)
        try:
            params = operator.parse(tree[operator.name])
        except ValidationError as invalid:
            self.problems.extend(problems_of(invalid, self.file, location, operator.params))
            return None
        prefix = f"{path}/" if path else ""
        children = [
            self._node(
                (*location, *child.location),
                child.tree.root,
                indicator,
                f"{prefix}{operator.name}.{number}",
            )
            for number, child in enumerate(params.children(), start=1)
        ]
        if indicator is None or None in children:
            return None
        for wrong in params.check(indicator):
            self._refuse(
                location,
                wrong,
                f"核对 {indicator.name} 的定义（zlrules indicators show {indicator.id}）",
            )
        return BoundNode(path, operator, params, indicator, tuple(filter(None, children)))

    def _check_range(self, location: Location, number: Decimal, indicator: Indicator) -> None:
        if outside(number, indicator):
            self._refuse(location, f"{number} 超出指标 {indicator.id} 的取值范围", "核对数值和单位")

    def _refuse(self, location: Location, wrong: str, remedy: str) -> None:
        line = self.file.line(location)
        self.problems.append(
            Problem(self.file.path, line, subject_of(self.file, location), wrong, remedy)
        )

    def _refuse_key(self, location: Location, wrong: str, remedy: str) -> None:
        line = self.file.key_line(location)
        subject = subject_of(self.file, location[:-2])
        self.problems.append(Problem(self.file.path, line, subject, wrong, remedy))


def outside(number: Decimal, indicator: Indicator) -> bool:
    """Whether an indicator can't have a value at all."""
    low, high = indicator.range.min, indicator.range.max
    return (low is not None and number < low) or (high is not None and number > high)


def _twice(ruleset: Ruleset) -> dict[tuple[str, str], tuple[Location, Location]]:
    """Ids and numbers that two rows share, each with both locations."""
    first: dict[tuple[str, str], Location] = {}
    again: dict[tuple[str, str], tuple[Location, Location]] = {}
    for location, row in ruleset.rows():
        for name in (("id", row.id), ("number", row.number)):
            if name in first:
                again[name] = (first[name], location)
            first.setdefault(name, location)
    return again
