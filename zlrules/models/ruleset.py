"""A ruleset: one edition of one standard, plan or task list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    JsonValue,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from zlrules.models.base import (
    Count,
    Day,
    Flag,
    Id,
    Model,
    Number,
    RulesetId,
    Single,
    Text,
    Year,
    YearOrDay,
)
from zlrules.models.task import Task, first_day, last_day
from zlrules.words import Confidence, Effort, Exemption, Kind, Nature

REQUIREMENT_MARK = "zlrules:requirement"


class Tree(Single[dict[str, JsonValue]]):
    """A requirement as written: one operator with its parameters, and perhaps ``of``.

    Which operators there are, and what their parameters must be, is known only once plugins are
    loaded; `zlrules.loading.binding` checks that.
    """

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> dict[str, str]:
        """Leave a mark where `zlrules.schema` puts the requirements that plugins allow."""
        return {"type": "object", "title": REQUIREMENT_MARK}


def _words(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words = Annotated[
    tuple[Text, ...],
    BeforeValidator(_words),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One word or several."""


class Condition(Single[dict[Text, Words]]):
    """Attributes of a district and the words they may have: ``{terrain: [山区, 丘陵]}``."""


class AppliesWhen(Model):
    """A criterion or part that holds only for some districts, and why."""

    where: Condition
    reason: Text


class Source(Model):
    """Where a row comes from.

    Attributes:
        document: Key of the ruleset's ``documents``.
        place: Section, table and row; enough to find the phrase.
        quote: The shortest phrase that carries the requirement, as printed.
    """

    document: Text
    place: Text
    quote: Text


class InForce(Model):
    """From when to when something holds, both days included.

    Attributes:
        from_: The first day, or the year where the day isn't known.
        to: The last day, or the year where the day isn't known; none while it holds.
    """

    from_: YearOrDay = Field(alias="from")
    to: YearOrDay | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and last_day(self.to) < first_day(self.from_):
            raise ValueError(f"结束日期 {self.to} 早于开始日期 {self.from_}")
        return self

    def covers(self, year: int) -> bool:
        """Whether it holds at any time in a year."""
        return self.begun_by(year) and (self.to is None or year <= last_day(self.to).year)

    def begun_by(self, year: int) -> bool:
        """Whether it holds in a year, unless it has ended."""
        return first_day(self.from_).year <= year

    def holds_on(self, day: date) -> bool | None:
        """Whether it holds on a day; None in a year of which only the year is known."""
        if day < first_day(self.from_) or (self.to is not None and day > last_day(self.to)):
            return False
        begun = day >= last_day(self.from_)
        not_ended = self.to is None or day <= first_day(self.to)
        return True if begun and not_ended else None

    def surely_overlaps(self, later: InForce) -> bool:
        """Whether one that begins no earlier begins before this one has ended."""
        return self.to is None or first_day(self.to) >= last_day(later.from_)

    def __str__(self) -> str:
        return f"{self.from_} 至 {self.to or '今'}"


class DatedRequirement(InForce):
    """What is required from one day to another; outside its days nothing is in its place."""

    require: Tree
    source: Source
    confidence: Confidence = Confidence.OFFICIAL


class Document(Model):
    """A document that rows are taken from; number and date only where printed.

    Attributes:
        file: Name or pattern (``004_*.txt``) of its text in the folder of documents.
    """

    title: Text
    number: Text | None = None
    date: Day | None = None
    issuer: Text | None = None
    file: Text | None = None


class Known(Model):
    """Something known of a standard besides its rows, and where it was read.

    Attributes:
        document: Key of the ruleset's ``documents``.
        place: Section or article, where it is known.
    """

    text: Text
    document: Text
    place: Text | None = None
    confidence: Confidence = Confidence.OFFICIAL


class AppliesTo(Model):
    """The districts that a ruleset is written for, by code or by level."""

    district: tuple[Text, ...] = ()
    level: tuple[Text, ...] = ()


class Baseline(Model):
    """The value a plan starts from; it documents the row and never counts as attainment."""

    year: Year | None = None
    value: Number | None = None
    text: Text | None = None
    scope: Text | None = None
    base: Year | None = None
    none: Text | None = None
    no_object: Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [
            self.value is not None,
            self.text is not None,
            self.none is not None,
            self.no_object is not None,
        ]
        if sum(said) != 1:
            raise ValueError("baseline 应写 value、text、none、no_object 之一")
        return self


NO_OBJECT = frozenset({Exemption.NO_OBJECT, Exemption.ZERO_DENOMINATOR})
"""What a starred row accepts: there is no such object; a share of nothing is that, too."""


class Window(Model):
    """Several years of data for one row, the assessed one last.

    Attributes:
        rule: Whether the requirement must hold in ``each`` year, the ``latest`` counts and the
            others are only reported, or the text isn't known (``unknown``): then the years decide
            where they agree.
    """

    years: Annotated[Count, Field(ge=2)]
    rule: Literal["each", "latest", "unknown"]

    @property
    def judged(self) -> int:
        """How many years are held against the requirement."""
        return 1 if self.rule == "latest" else self.years

    def describe(self) -> str:
        """``（近 3 年，每年都要达到）``."""
        words = {
            "each": "每年都要达到",
            "latest": "以最后一年为准",
            "unknown": "各年怎样算，原文没有写",
        }
        return f"（近 {self.years} 年，{words[self.rule]}）"


SameAs = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*(@[^#@\s]+)?)?#[a-z][a-z0-9_.]*$"
    ),
]
"""Names a row: ``zhonglou/14fyp@2021#air.pm25``, or ``#air.pm25`` in the same file."""


class _Common(Model):
    """What criteria and their parts have in common.

    Attributes:
        starred: Whether the text has a district leave the row out that has no such object (``*``).
        accepts: Further reasons for which the text lets a district leave the row out.
        window: Several years of data where the text asks for them.
        values: Instead of one requirement, several that hold one after the other.
        accept_older: By how many years a figure may be older where statistics come late.
        accept_part_year: Whether a half year or quarter may stand for the year.
        task: What is promised, in a row of a task list; such a row has no indicator.
        effort: How firmly it is promised, in the words of the text.
        same_as: Rows that say the same (``family/name@edition#id``, ``#id`` in this file); the
            row is shown here and counted there.
    """

    id: Id
    number: Text
    title: Text
    scope: Text = "全区"
    indicator: Id | None = None
    require: Tree | None = None
    values: tuple[DatedRequirement, ...] = ()
    baseline: Baseline | None = None
    department: tuple[Text, ...] = ()
    source: Source
    confidence: Confidence = Confidence.OFFICIAL
    applies_when: AppliesWhen | None = None
    starred: Flag = False
    accepts: tuple[Exemption, ...] = ()
    window: Window | None = None
    accept_older: Annotated[Count, Field(le=10)] = 0
    accept_part_year: Flag = False
    task: Task | None = None
    effort: Effort = Effort.FIRM
    same_as: tuple[SameAs, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        if self.values and self.require is not None:
            raise ValueError("require 和 values 只写一个")
        for earlier, later in pairwise(self.values):
            if earlier.surely_overlaps(later):
                wrong = f"values 的施行期重叠或次序颠倒（{earlier}，{later}）"
                raise ValueError(f"{wrong}；按施行先后写，前一段写明 to")
        return self

    def _has_one_shape(self) -> None:
        """Refuse a row that is neither a task nor an indicator with what is required of it."""
        if self.task is not None and (self.indicator is not None or self.values):
            raise ValueError("有 task 时不写 indicator、values（它服务的指标写 serves）")
        if self.task is not None and self.window is not None:
            raise ValueError("有 task 时不写 window（每年的任务写 recurrence: yearly）")
        asks = self.require is not None or self.values
        if self.task is None and not (asks and self.indicator):
            raise ValueError("缺少 indicator 或 require，任务则写 task")

    def exemptions(self) -> frozenset[Exemption]:
        """The documented reasons for which the row isn't assessed."""
        return frozenset(self.accepts) | (NO_OBJECT if self.starred else frozenset())


class Part(_Common):
    """A sub-row (8a): judged like a criterion, counted only through it."""

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        self._has_one_shape()
        return self


class Criterion(_Common):
    """One row: an indicator, and what is required of it; or several parts that count as one.

    Attributes:
        due: Year or day by which the requirement is to be met; none when the text sets none.
        due_basis: Whether the text prints that date, or it follows from the plan's period.
        replaces: Ids under which earlier editions have this row.
    """

    group: tuple[Text, ...] = ()
    nature: Nature
    parts: tuple[Part, ...] = ()
    parts_rule: Literal["all", "any"] = "all"
    due: YearOrDay | None = None
    due_basis: Literal["explicit", "plan_period", "none"] = "explicit"
    replaces: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        asks = self.require is not None or bool(self.values)
        if self.parts and (asks or self.indicator is not None):
            raise ValueError("有 parts 时 indicator 和 require 写在各 part 里")
        if self.parts and self.window is not None:
            raise ValueError("有 parts 时 window 写在各 part 里")
        if self.parts and self.task is not None:
            raise ValueError("有 parts 时 task 写在各 part 里")
        if not self.parts:
            self._has_one_shape()
        has_tasks = self.task is not None or any(part.task is not None for part in self.parts)
        if has_tasks and self.nature is not Nature.TASK:
            raise ValueError("有 task 的考核指标，nature 应为 task")
        if (self.due is None) != (self.due_basis == "none"):
            raise ValueError("没有期限的写 due_basis: none，其他的写 due（年份或日期）")
        return self

    @property
    def due_year(self) -> int | None:
        """The year in which the criterion is due."""
        return self.due.year if isinstance(self.due, date) else self.due


PassRule = Literal["all", "reported", "unknown"] | Decimal


def _pass_rule(value: object) -> object:
    if value in ("all", "reported", "unknown") or isinstance(value, Decimal):
        return value
    if isinstance(value, str) and value.replace(".", "", 1).isdigit() and 0 < Decimal(value) <= 1:
        return Decimal(value)
    raise ValueError("应为 all、reported、unknown 或 0 到 1 之间的份额（如 0.8）")


PassRules = dict[
    Nature,
    Annotated[
        PassRule,
        BeforeValidator(_pass_rule),
        WithJsonSchema(
            {"anyOf": [{"enum": ["all", "reported", "unknown"]}, {"type": "number", "maximum": 1}]}
        ),
    ],
]


class Ruleset(Model):
    """One file under ``rulesets/``.

    Attributes:
        pass_rule: What each nature must reach for the ruleset to be passed: ``all``, a share,
            ``reported`` (shown, decides nothing) or ``unknown`` (the text isn't known, so the
            decision stays open).
        pass_rule_confidence: How well the rule of a nature is known; ``official`` unless said.
        extends: ``id@edition`` of the ruleset that this one adds to and tightens.
        text: ``not_obtained`` when the edition is known to exist but its text isn't: no criteria
            then, and no decision.
        known: What else is known of it: how it is applied, what it changes.
        to_obtain: What is missing of its text and has to be obtained.
    """

    id: RulesetId
    edition: Text
    kind: Kind
    title: Text
    issuer: Text
    in_force: InForce
    applies_to: AppliesTo = AppliesTo()
    extends: Text | None = None
    text: Literal["obtained", "not_obtained"] = "obtained"
    documents: dict[str, Document] = Field(min_length=1)
    pass_rule: PassRules
    pass_rule_confidence: dict[Nature, Confidence] = Field(default_factory=dict)
    known: tuple[Known, ...] = ()
    to_obtain: tuple[Text, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def name(self) -> str:
        """``id@edition``."""
        return f"{self.id}@{self.edition}"

    def confidence_of_rule(self, nature: Nature) -> Confidence:
        """How well it is known what a nature must reach."""
        return self.pass_rule_confidence.get(nature, Confidence.OFFICIAL)

    def rows(self) -> Iterator[tuple[tuple[int | str, ...], Criterion | Part]]:
        """Every criterion and part, each after its criterion, with its location in the file."""
        for index, criterion in enumerate(self.criteria):
            yield ("criteria", index), criterion
            for inner, part in enumerate(criterion.parts):
                yield ("criteria", index, "parts", inner), part
