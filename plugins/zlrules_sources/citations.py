"""What a workspace cites: every row of its data and rulesets that names a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zlrules import (
    BoundRuleset,
    Data,
    Document,
    Library,
    Plugins,
    Problem,
    RulesetError,
    Workspace,
    YamlFile,
    open_library,
    open_workspace,
    read_data,
)

_TABLES = (
    ("observations", "source", "数据", "indicator"),
    ("assigned", "document", "上级下达目标", "indicator"),
    ("attestations", "document", "书面证明", "criterion"),
    ("not_applicable", "document", "不参与考核", "criterion"),
    ("events", "document", "事件", "kind"),
    ("progress", "source", "任务进展", "task"),
)
"""Tables that cite: the column of the document, how messages name a row, and by what."""


@dataclass(frozen=True)
class Shelf:
    """The documents that one YAML file declares."""

    path: str
    documents: Mapping[str, Document]
    yaml: YamlFile

    def find(self, name: str) -> Document | None:
        """A document by its key or title."""
        titled = (one for one in self.documents.values() if one.title == name)
        return self.documents.get(name) or next(titled, None)

    def line(self, key: str) -> int:
        """The line on which a document is declared."""
        return self.yaml.line(("documents", key))


@dataclass(frozen=True)
class Citation:
    """A row with its document, place and quote.

    Attributes:
        path: The file of the row, and ``line`` its line.
        subject: How messages name the row.
        shelf: The documents among which ``document`` is a key.
    """

    path: str
    line: int
    subject: str
    shelf: Shelf
    document: str
    place: str
    quote: str


@dataclass(frozen=True)
class Cited:
    """A workspace's documents and all citations."""

    folder: Path
    own: Shelf
    citations: tuple[Citation, ...]


def read_citations(folder: Path, rulesets: Sequence[str], plugins: Plugins) -> Cited:
    """Collect the citations of a workspace and its rulesets.

    Args:
        rulesets: Rulesets instead of those that the workspace assesses and those that are written
            for its district from its documents.

    Raises:
        ZlrulesError: The workspace, a ruleset or a data file is invalid.
    """
    workspace = open_workspace(folder)
    own = Shelf(workspace.yaml.path, workspace.file.documents, workspace.yaml)
    of_rulesets = tuple(_of_rulesets(workspace, rulesets, plugins))
    of_data = tuple(_of_data(read_data(folder, plugins), own))
    return Cited(folder, own, (*of_data, *of_rulesets))


def _of_data(data: Data, shelf: Shelf) -> Iterator[Citation]:
    for name, column, subject, named_by in _TABLES:
        frame: pl.DataFrame = getattr(data, name)
        for row in frame.filter(pl.col(column).is_not_null()).iter_rows(named=True):
            yield Citation(
                path=row["file"],
                line=row["row"],
                subject=f"{subject} {row[named_by]}",
                shelf=shelf,
                document=row[column],
                place=row["place"] or "",
                quote=row["quote"] or "",
            )


def _of_rulesets(
    workspace: Workspace, asked: Sequence[str], plugins: Plugins
) -> Iterator[Citation]:
    library = open_library(plugins, [workspace.rulesets])
    named = [(name, None, None) for name in asked]
    own = [(job.ruleset, workspace.folder, job.year) for job in workspace.file.assess]
    found: dict[str, BoundRuleset] = {}
    problems: list[Problem] = []
    for name, base, year in named or own:
        try:
            bound = library.load_entry(library.find(name, base, year))
        except RulesetError as error:
            problems.extend(error.problems)
            continue
        found[bound.path] = bound
    if problems:
        raise RulesetError(problems)
    if not asked:
        found |= {bound.path: bound for bound in _taken_from(workspace, library)}
    for bound in found.values():
        yield from _of_ruleset(bound)


def _taken_from(workspace: Workspace, library: Library) -> Iterator[BoundRuleset]:
    """The rulesets written for the workspace's district from its documents, assessed or not."""
    district = workspace.file.district
    files = {document.file for document in workspace.file.documents.values()} - {None}
    if district is None or not files:
        return
    for entry in library.entries():
        bound = library.load_entry(entry)
        written = {document.file for document in bound.ruleset.documents.values()}
        for_district = district.code in bound.ruleset.applies_to.district
        if for_district and not files.isdisjoint(written):
            yield bound


def _of_ruleset(bound: BoundRuleset) -> Iterator[Citation]:
    shelf = Shelf(bound.path, bound.ruleset.documents, bound.file)
    for (location, row), judged in zip(bound.ruleset.rows(), bound.rows(), strict=True):
        inner = [one for node in judged.nodes() for one in node.params.sources()]
        own = [(row.source, ("source",)), *((one, ("require",)) for one in inner)]
        dated = [(one.source, ("values", n)) for n, one in enumerate(row.values)]
        for source, where in [*own, *dated]:
            yield Citation(
                *bound.file.place((*location, *where)),
                *(f"考核指标 {row.id}", shelf),
                *(source.document, source.place, source.quote),
            )
