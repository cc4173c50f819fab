"""Rulesets bound to operators and indicators: every name looked up, every parameter checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import cast

from pydantic import JsonValue, ValidationError

from zlrules.errors import Problem, RulesetError, one_of
from zlrules.extensions import Operator, Requirement
from zlrules.loading.bound import BoundNode, BoundRow, BoundRuleset, DatedRow
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.parsing import parse, problems_of, subject_of
from zlrules.loading.tasks import bind_task
from zlrules.loading.yamlfile import Location, Value, YamlFile
from zlrules.models.indicator import Indicator
from zlrules.models.ruleset import Baseline, Criterion, Part, Ruleset
from zlrules.words import Confidence


def read_ruleset(
    file: YamlFile, operators: Mapping[str, Operator], catalogue: Catalogue, sha256: str
) -> BoundRuleset:
    """Turn a YAML file into a ruleset and bind it.

    Raises:
        RulesetError: With every mistake, in the form and in what it names.
    """
    try:
        ruleset = parse(file, Ruleset)
    except RulesetError as error:
        told = {(problem.line, problem.subject) for problem in error.problems}
        binder = _Binder(file, operators, catalogue)
        binder.check_as_far_as_possible()
        found = dict.fromkeys(binder.problems)
        rest = [one for one in found if (one.line, one.subject) not in told]
        raise RulesetError([*error.problems, *rest]) from error
    return bind(ruleset, file, operators, catalogue, sha256)


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
    binder.check_rows()
    criteria = tuple(
        binder.criterion(("criteria", index), criterion)
        for index, criterion in enumerate(ruleset.criteria)
    )
    if binder.problems:
        raise RulesetError(list(dict.fromkeys(binder.problems)))
    return BoundRuleset(ruleset, catalogue, operators, criteria, file, sha256)


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
        """Check what concerns the ruleset and not one row."""
        if ruleset.criteria and ruleset.text == "not_obtained":
            self._refuse(("text",), "text: not_obtained 的指标体系不能有考核指标", "二者删去其一")
        natures = {criterion.nature for criterion in ruleset.criteria}
        for nature in sorted(natures - set(ruleset.pass_rule)):
            self._refuse(
                ("pass_rule",),
                f"没有写 {nature} 类指标怎样算通过",
                "写 all、份额、reported 或 unknown",
            )
        for nature in sorted(set(ruleset.pass_rule) - natures if natures else ()):
            where = ("pass_rule", nature)
            if self.file.place(where)[0] == self.file.path:
                self._refuse(where, f"没有 {nature} 类指标", "删去这一行，或核对各指标的 nature")
        for nature in sorted(set(ruleset.pass_rule_confidence) - set(ruleset.pass_rule)):
            wrong = f"pass_rule 没有写 {nature}"
            self._refuse(("pass_rule_confidence", nature), wrong, "二者写同样的类别")
        start = ruleset.in_force.from_
        for index, criterion in enumerate(ruleset.criteria):
            if criterion.due_year is not None and not ruleset.in_force.begun_by(criterion.due_year):
                wrong = f"期限 {criterion.due} 早于施行开始日期 {start}"
                self._refuse(("criteria", index, "due"), wrong, "核对年份")

    def check_rows(self) -> None:
        """Check the rows as they stand in the file: that there are any, their names, their documents."""
        whole = self.file.value
        if whole.get("criteria", []) == [] and whole.get("text") != "not_obtained":
            remedy = "写出考核指标；文本未取得的写 text: not_obtained"
            self._refuse(("criteria",), "没有任何考核指标", remedy)
        rows = list(_raw_rows(whole))
        for location, name, first in _twice(rows):
            path, line = self.file.place((*first, location[-1]))
            where = f"第 {line} 行" if path == self.file.place(location)[0] else f"{path}:{line} "
            self._refuse(location, f"{location[-1]} '{name}' 重复", f"{where}已有")
        documents = whole.get("documents")
        if not isinstance(documents, dict) or not documents:
            return
        for location, source in _naming_documents(whole):
            named = source.get("document")
            if isinstance(named, str) and named not in documents:
                self._refuse(
                    (*location, "document"), f"未知文件 '{named}'", one_of(named, documents)
                )

    def check_as_far_as_possible(self) -> None:
        """Check what can be checked of a file that isn't a valid ruleset."""
        self.check_rows()
        for location, row in _raw_rows(self.file.value):
            name, tree = row.get("indicator"), row.get("require")
            indicator = (
                self._indicator((*location, "indicator"), name) if isinstance(name, str) else None
            )
            dated = _items((*location, "values"), row.get("values"))
            trees = [(where, value.get("require")) for where, value in dated]
            for where, written in [(location, tree), *trees]:
                if isinstance(written, dict) and "task" not in row:
                    known = cast("dict[str, JsonValue]", written)
                    self._node((*where, "require"), known, indicator, "")

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
        if row.task is not None:
            return self._task(location, row, criterion)
        assert row.indicator is not None
        indicator = self._indicator((*location, "indicator"), row.indicator)
        if row.baseline and row.baseline.value is not None and indicator:
            self._check_range((*location, "baseline", "value"), row.baseline.value, indicator)
        self._check_order((*location, "baseline", "year"), row.baseline, criterion.due_year)
        root = (
            self._node((*location, "require"), row.require.root, indicator, "")
            if row.require
            else None
        )
        bound = BoundRow(row, criterion, root, values=tuple(self._dated(location, row, indicator)))
        nodes = [node for one in bound.roots() for node in one.walk()]
        if row.accept_part_year and any(node.params.looks_back for node in nodes):
            wrong = "半年、季度数据不能与其他年份的全年数据比较"
            remedy = "删去 accept_part_year，或换用不比较年份的判定方式"
            self._refuse((*location, "accept_part_year"), wrong, remedy)
        if row.window and any(root.params.readings() for root in bound.roots()):
            wrong = "有几种读法的要求不能再写 window"
            self._refuse((*location, "window"), wrong, "把年份写进各读法里")
        return bound

    def _dated(
        self, location: Location, row: Criterion | Part, indicator: Indicator | None
    ) -> Iterator[DatedRow]:
        """The row as it stands while each of its values is in force."""
        for index, value in enumerate(row.values):
            where = (*location, "values", index, "require")
            root = self._node(where, value.require.root, indicator, "")
            worst = max(row.confidence, value.confidence, key=list(Confidence).index)
            changed = {"require": value.require, "source": value.source, "confidence": worst}
            if root is not None:
                yield DatedRow(value, row.model_copy(update={**changed, "values": ()}), root)

    def _task(self, location: Location, row: Criterion | Part, criterion: Criterion) -> BoundRow:
        task, problems = bind_task(self.file, location, row, criterion.due)
        self.problems.extend(problems)
        for name in row.task.serves if row.task else ():
            self._indicator((*location, "task", "serves"), name)
        return BoundRow(row, criterion, None, task=task)

    def _indicator(self, location: Location, name: str) -> Indicator | None:
        if name in self.catalogue:
            return self.catalogue[name]
        self._refuse(location, f"未知指标 '{name}'", self.catalogue.candidates(name))
        return None

    def _other_indicator(self, location: Location, name: JsonValue) -> Indicator | None:
        if isinstance(name, str):
            return self._indicator(location, name)
        self._refuse(location, "应为一个指标的编号", "如 of: air.pm25")
        return None

    def _node(
        self,
        location: Location,
        tree: Mapping[str, JsonValue],
        indicator: Indicator | None,
        path: str,
        scope: str | None = None,
    ) -> BoundNode | None:
        if "of" in tree:
            indicator = self._other_indicator((*location, "of"), tree["of"])
        operator = self._operator(location, [name for name in tree if name != "of"])
        if operator is None:
            return None
        location = (*location, operator.name)
        params = self._params(location, operator, tree[operator.name])
        if params is None:
            return None
        self._check_sources(location, params)
        if path and params.readings():
            remedy = "把整项要求按各读法分别写全"
            self._refuse(location, f"{operator.name} 只能是整项要求", remedy)
        prefix = f"{path}/{operator.name}" if path else operator.name
        children = [
            self._node(
                (*location, *child.location),
                child.tree.root,
                indicator,
                f"{prefix}.{number}",
                child.scope or scope,
            )
            for number, child in enumerate(params.children(), start=1)
        ]
        if indicator is None or None in children:
            return None
        for wrong in params.check(indicator):
            remedy = f"核对 {indicator.name} 的定义（zlrules indicators show {indicator.id}）"
            self._refuse(location, wrong, remedy)
        bound = tuple(filter(None, children))
        return BoundNode(
            path, operator, params, indicator, bound, names_indicator="of" in tree, scope=scope
        )

    def _operator(self, location: Location, names: list[str]) -> Operator | None:
        if len(names) != 1:
            wrong = f"一处要求只能有一种判定方式，这里有 {len(names)} 种（{', '.join(names)}）"
            self._refuse(location, wrong, "需要同时满足的写 all: [...]，满足其一的写 any: [...]")
            return None
        operator = self.operators.get(names[0])
        if operator is None:
            remedy = one_of(names[0], self.operators)
            self._refuse_key((*location, names[0]), f"未知判定方式 '{names[0]}'", remedy)
        return operator

    def _params(self, location: Location, operator: Operator, raw: JsonValue) -> Requirement | None:
        try:
            return operator.parse(raw)
        except ValidationError as invalid:
            self.problems.extend(problems_of(invalid, self.file, location, operator.params))
            return None

    def _check_sources(self, location: Location, params: Requirement) -> None:
        """Check that documents named inside a requirement are among the ruleset's."""
        documents = self.file.value.get("documents")
        known = documents if isinstance(documents, dict) else {}
        for source in params.sources():
            if source.document not in known:
                self._refuse(
                    location, f"未知文件 '{source.document}'", one_of(source.document, known)
                )

    def _check_order(self, location: Location, baseline: Baseline | None, due: int | None) -> None:
        if baseline and baseline.year is not None and due is not None and baseline.year > due:
            self._refuse(location, f"基期 {baseline.year} 晚于期限 {due}", "核对年份")

    def _check_range(self, location: Location, number: Decimal, indicator: Indicator) -> None:
        if not indicator.range.holds(number):
            self._refuse(location, f"{number} 超出指标 {indicator.id} 的取值范围", "核对数值和单位")

    def _refuse(self, location: Location, wrong: str, remedy: str) -> None:
        place, subject = self.file.place(location), subject_of(self.file, location)
        self.problems.append(Problem(*place, subject, wrong, remedy))

    def _refuse_key(self, location: Location, wrong: str, remedy: str) -> None:
        place, subject = self.file.key_place(location), subject_of(self.file, location[:-2])
        self.problems.append(Problem(*place, subject, wrong, remedy))


def _twice(
    rows: Iterable[tuple[Location, Mapping[str, Value]]],
) -> Iterator[tuple[Location, str, Location]]:
    """Ids and numbers that a row shares with an earlier one: where, which, and where it was first."""
    first: dict[tuple[str, str], Location] = {}
    for location, row in rows:
        for key in ("id", "number"):
            name = row.get(key)
            if isinstance(name, str) and first.setdefault((key, name), location) != location:
                yield (*location, key), name, first[key, name]


def _raw_rows(whole: Mapping[str, Value]) -> Iterator[tuple[Location, dict[str, Value]]]:
    """Every criterion and part as written, each part after its criterion."""
    for location, criterion in _items(("criteria",), whole.get("criteria")):
        yield location, criterion
        yield from _items((*location, "parts"), criterion.get("parts"))


def _naming_documents(
    whole: Mapping[str, Value],
) -> Iterator[tuple[Location, dict[str, Value]]]:
    """Everything as written that names one of the documents."""
    yield from _items(("known",), whole.get("known"))
    for location, row in _raw_rows(whole):
        for where, cited in [(location, row), *_items((*location, "values"), row.get("values"))]:
            if isinstance(source := cited.get("source"), dict):
                yield (*where, "source"), source


def _items(location: Location, value: Value) -> Iterator[tuple[Location, dict[str, Value]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield (*location, index), item
