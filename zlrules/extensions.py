"""The named objects that plugins hand over through the hooks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Protocol

from zlrules.words import Attested, Comparator, Outcome

if TYPE_CHECKING:
    import click
    import polars as pl
    from pydantic import BaseModel, JsonValue

    from zlrules.assessment import Assessment
    from zlrules.document import AssessmentDocument
    from zlrules.engine.node import Node
    from zlrules.engine.series import Series
    from zlrules.models.indicator import Indicator
    from zlrules.models.ruleset import Condition, Source, Tree
    from zlrules.summary import RulesetSummary

MEASURED = frozenset({Outcome.MET, Outcome.MISSED, Outcome.NO_DATA, Outcome.PENDING})
"""What a requirement on a number can come to."""


class Child(NamedTuple):
    """A requirement inside another one.

    Attributes:
        location: Where it stands inside the parameters, for messages: ``(0,)``, ``(1, "require")``.
        tree: The requirement as written.
        scope: The scope whose figures it is held against; None for the row's own.
        when: The districts for which it is meant; None for all of them.
    """

    location: tuple[int | str, ...]
    tree: Tree
    scope: str | None = None
    when: Condition | None = None


class Reading(NamedTuple):
    """One reading of an ambiguous wording.

    Attributes:
        label: How the text is read, in Chinese.
        decisive: Whether a document says that the text is to be read so.
    """

    name: str
    label: str
    decisive: bool


class Limit(NamedTuple):
    """A line that the value itself is held against.

    Attributes:
        comparator: On which side of it the value must be.
    """

    comparator: Comparator
    value: Decimal


class Requirement(ABC):
    """What the parameter model of an operator must be able to do.

    Subclass it together with a pydantic model; the model's fields are the parameters that stand
    in the YAML.

    Example:
        ::

            class Divisible(Single[Number], Requirement):
                def numbers(self) -> Sequence[Decimal]:
                    return [self.root]

                def build(self, series: Series, children: Sequence[Node]) -> Node:
                    step = series.place(self.root)
                    exact = series.low() == series.high()
                    return Node(met=pl.when(exact).then(series.low() % step == 0))

                def describe(self, children: Sequence[str]) -> str:
                    return f"能被 {self.root} 整除"

    Attributes:
        outcomes: What a requirement of this kind can come to (conflicts between sources and
            conditions on districts apart); cases beside a ruleset must show each of them that is
            `reachable`.
        monotone: Whether a better figure in the assessed period can never lower the outcome.
        looks_back: Whether figures of several years are compared; half years can't stand for
            years then.
        joins: How the requirements inside decide: ``all`` of them must be met, ``any`` is enough,
            or the one that is meant for the district (``cases``).
    """

    outcomes: ClassVar[frozenset[Outcome]] = MEASURED
    monotone: ClassVar[bool] = False
    looks_back: ClassVar[bool] = False
    joins: ClassVar[Literal["all", "any", "cases"] | None] = None

    @abstractmethod
    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Say what the requirement yields, for all districts and years at once.

        Args:
            series: The figures of the node's indicator.
            children: What the requirements inside this one yield, in their order.
        """

    @abstractmethod
    def describe(self, children: Sequence[str]) -> str:
        """Say the requirement in Chinese, as short as ``≥81.6``.

        Args:
            children: The requirements inside this one, described.
        """

    def children(self) -> Sequence[Child]:
        """The requirements inside this one."""
        return ()

    def reachable(self, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
        """What it can come to, parameters and the requirements inside considered.

        Args:
            children: What the requirements inside this one can come to, in their order.
        """
        return self.outcomes.union(*children)

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether whoever meets this surely meets another requirement of the same indicator.

        What an overlay (``extends``) may ask for instead of ``other`` without relaxing it. Where
        nothing is known of the other, the answer is no.
        """
        return self == other

    def readings(self) -> Sequence[Reading]:
        """What the children are, in their order, where each is a reading of the same wording."""
        return ()

    def sources(self) -> Sequence[Source]:
        """Where the documents say what the parameters say; each must be one of the ruleset's."""
        return ()

    def accepts(self) -> frozenset[Attested]:
        """Whose written statement can stand in where the figures don't settle it."""
        return frozenset(Attested)

    def numbers(self) -> Sequence[Decimal]:
        """Every number that is compared with a figure, so that the lattice is fine enough."""
        return ()

    def limits(self) -> Sequence[Limit]:
        """The lines that the value of the assessed period is held against, for charts.

        Limits on changes, and numbers that are no limits, aren't among them.
        """
        return ()

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Say what is wrong with the parameters for this indicator (one Chinese phrase each)."""
        yield from ()


@dataclass(frozen=True, eq=False, repr=False)
class Operator:
    """A way to judge (判定方式): its name in YAML, and the model of its parameters.

    Attributes:
        summary: One Chinese sentence for ``zlrules plugins`` and the reference.
    """

    name: str
    params: type[BaseModel]
    summary: str

    def __post_init__(self) -> None:
        if not issubclass(self.params, Requirement):
            raise TypeError(f"parameters of operator {self.name!r} must subclass Requirement")

    def parse(self, raw: JsonValue) -> Requirement:
        """Check parameters as written.

        Raises:
            pydantic.ValidationError: They don't fit the model.
        """
        params = self.params.model_validate(raw)
        assert isinstance(params, Requirement)
        return params


class Render(Protocol):
    """Makes the text of a report; pure, never prints."""

    def __call__(self, document: AssessmentDocument, *, colour: bool) -> str:
        """Make the text.

        Args:
            colour: Whether it goes to a terminal that shows colours.
        """
        ...


class RenderSummary(Protocol):
    """Makes the text of a report on many districts; pure, never prints."""

    def __call__(self, summaries: Sequence[RulesetSummary], *, colour: bool) -> str:
        """Make the text.

        Args:
            summaries: One per ruleset.
            colour: Whether it goes to a terminal that shows colours.
        """
        ...


class Report(NamedTuple):
    """A form of output (``--format``).

    Attributes:
        suffix: Usual file suffix, with the dot.
        render: Makes the text.
        summary: One Chinese sentence for the help.
        render_summary: Makes the text when there are many districts; without it the report tells
            each of them, however many.
    """

    name: str
    suffix: str
    render: Render
    summary: str
    render_summary: RenderSummary | None = None


class Paper(NamedTuple):
    """One of the papers that a report can be written as.

    Attributes:
        summary: One Chinese sentence for the help.
    """

    name: str
    summary: str


class PaperRequest(NamedTuple):
    """What a user wants a file to be.

    Attributes:
        paper: Name of the paper; None for the first one of the report.
        templates: Folder of the user's own templates, which go before those that come with the
            report.
        folder: The workspace; None where there are several or none.
    """

    paper: str | None = None
    templates: Path | None = None
    folder: Path | None = None


class RenderFile(Protocol):
    """Makes the content of a file; pure but for reading templates."""

    def __call__(self, document: AssessmentDocument, request: PaperRequest) -> bytes:
        """Make the content.

        Raises:
            ZlrulesError: A template is wrong, a font or a library is missing.
        """
        ...


class FileReport(NamedTuple):
    """A form of output (``--format``) in one file that isn't text: Word, Excel, PDF.

    Attributes:
        suffix: Usual file suffix, with the dot.
        render: Makes the content.
        summary: One Chinese sentence for the help.
        papers: What it can be written as; the first unless asked.
        most_districts: More districts than this are refused, because nobody reads them in such a
            file; None for no limit but that of rows.
    """

    name: str
    suffix: str
    render: RenderFile
    summary: str
    papers: tuple[Paper, ...] = ()
    most_districts: int | None = None


class Write(Protocol):
    """Writes assessments into a folder that appears whole or not at all."""

    def __call__(self, assessments: Iterable[Assessment], folder: Path) -> None:
        """Write.

        Args:
            assessments: Blocks of districts, made one after the other while they are taken;
                taking one raises `ZlrulesError` when the data are wrong.
            folder: May be there already when it is empty or came from an earlier run.

        Raises:
            ZlrulesError: Something else is in the folder.
            OSError: It can't be written.
        """
        ...


class Export(NamedTuple):
    """A form of output (``--format``) in a folder of files, of any size.

    Attributes:
        write: Writes the folder.
        summary: One Chinese sentence for the help.
    """

    name: str
    write: Write
    summary: str


class Reader(NamedTuple):
    """Reads one kind of file into a table.

    Attributes:
        suffixes: The suffixes it is asked for, lower case, with the dot.
        read: Gives the table as it stands in the file: columns named as there, one row each,
            in order, with an extra column ``row`` (UInt32) that says in which line or row of the
            file each stands. Raises `ValueError` with a Chinese message, and the line where
            there is one as second argument, when it can't.
        pieces: Gives the same table in pieces, for files larger than memory, each as a call that
            reads it: several are called side by side. A file is read as a whole where the reader
            has none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], pl.DataFrame]
    pieces: Callable[[Path], Iterable[Callable[[], pl.DataFrame]]] | None = None


class JsonDocument(NamedTuple):
    """A JSON document that a command prints, so that ``zlrules schema`` can describe it.

    Attributes:
        name: What ``zlrules schema`` calls it.
        summary: One Chinese sentence: which command prints it.
        load: Gives the model of the document; called only when the schema is wanted.
    """

    name: str
    summary: str
    load: Callable[[], type[BaseModel]]


class Command(NamedTuple):
    """A command of the command line.

    Attributes:
        name: What users type; ``data import`` stands in the group ``data`` of the core.
        load: Gives the click command; called only when the command is run or its help shown.
        summary: One Chinese sentence for the list of commands.
    """

    name: str
    summary: str
    load: Callable[[], click.Command]
