"""The known tables as read: text with its place in the files, columns renamed, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl
import polars.selectors as cs

from zlrules.data.categories import as_categories
from zlrules.data.evidence_files import EvidenceFiles
from zlrules.data.headers import (
    ADOPTED,
    ASSIGNED,
    ATTESTATIONS,
    CHINESE,
    CHINESE_OF,
    DISTRICTS,
    DUTIES,
    EVENTS,
    EVIDENCE,
    NOT_APPLICABLE,
    OBSERVATIONS,
    PROGRESS,
    TABLES,
    Table,
)
from zlrules.data.texts import as_text
from zlrules.errors import DataError, Problem, nearest
from zlrules.models.workspace import LABEL

PLACE: dict[str, type[pl.DataType]] = {"file": pl.String, "row": pl.UInt32}
"""Where each row comes from; every table has these two columns besides its own."""


def empty(table: Table) -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema=_schema(table))


def _schema(table: Table) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns of a table in its form, but for what numbers are typed as and what is added."""
    texts = {name: pl.Categorical() if name in table.coded else pl.String for name in table.columns}
    return {**texts, **PLACE}


class InputFile(NamedTuple):
    """A file that was read, for the record of the run."""

    path: str
    sha256: str


@dataclass(frozen=True, eq=False, repr=False)
class Data:
    """Everything that is known about one district or many.

    The frames have the columns of docs/zh/data.md under their English or Chinese names; columns that
    may be empty can be left out. Numbers may be text (exact), integers, decimals or doubles.

    Example:
        >>> import polars as pl
        >>> observations = pl.DataFrame(
        ...     {"district": ["320404"], "indicator": ["air.pm25"], "period": ["2025"], "value": ["29.9"]}
        ... )
        >>> districts = pl.DataFrame({"code": ["320404"], "name": ["常州市钟楼区"]})
        >>> data = Data(observations=observations, districts=districts)

    Attributes:
        about: Half width in % of figures marked ``~``; None leaves them open.
        documents: Titles of the documents that tables name by a key.
        files: The files of the evidence; None where nobody looked for them.
        label: How evidence is numbered, see `zlrules.models.workspace.EvidenceSettings`.
    """

    observations: pl.DataFrame = field(default_factory=lambda: empty(OBSERVATIONS))
    districts: pl.DataFrame = field(default_factory=lambda: empty(DISTRICTS))
    assigned: pl.DataFrame = field(default_factory=lambda: empty(ASSIGNED))
    attestations: pl.DataFrame = field(default_factory=lambda: empty(ATTESTATIONS))
    adopted: pl.DataFrame = field(default_factory=lambda: empty(ADOPTED))
    not_applicable: pl.DataFrame = field(default_factory=lambda: empty(NOT_APPLICABLE))
    events: pl.DataFrame = field(default_factory=lambda: empty(EVENTS))
    progress: pl.DataFrame = field(default_factory=lambda: empty(PROGRESS))
    evidence: pl.DataFrame = field(default_factory=lambda: empty(EVIDENCE))
    duties: pl.DataFrame = field(default_factory=lambda: empty(DUTIES))
    documents: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None
    inputs: tuple[InputFile, ...] = ()
    files: EvidenceFiles | None = None
    label: str = LABEL

    def __post_init__(self) -> None:
        for table in TABLES:
            frame: pl.DataFrame = getattr(self, table.name)
            object.__setattr__(self, table.name, conform(frame, table, table.name))

    def taken(self, tables: Mapping[str, pl.DataFrame]) -> Data:
        """The same with other tables, which are in their form: some rows of these.

        Args:
            tables: By name.
        """
        other = copy(self)
        for name, frame in tables.items():
            object.__setattr__(other, name, frame)
        return other


def conform(frame: pl.DataFrame, table: Table, file: str) -> pl.DataFrame:
    """Bring a table into its form: English column names, missing columns added, rows placed.

    Args:
        frame: As read; may already have the columns ``file`` and ``row``.
        file: How messages name the file.

    Raises:
        DataError: A header is missing, unknown or there twice, or a column is of a type that has
            no place in a table.
    """
    if _is_conform(frame, table):
        return frame
    names = {column: _in_code(column) for column in frame.columns}
    problems = [*_header_problems(names, table, file), *_type_problems(frame.schema, file)]
    if problems:
        raise DataError(problems)
    frame = frame.rename(names)
    if "row" not in frame.columns:
        frame = frame.with_row_index("row", offset=1)
    schema = _schema(table)
    missing = [name for name in table.columns if name not in frame.columns]
    frame = _tidied(frame, table).with_columns(
        pl.col("row").cast(pl.UInt32),
        *([] if "file" in frame.columns else [pl.lit(file).alias("file")]),
        *(pl.lit(None, dtype=schema[name]).alias(name) for name in missing),
    )
    return frame.select(*schema, pl.exclude(schema))


def together(frames: Sequence[pl.DataFrame], table: Table) -> pl.DataFrame:
    """The rows of tables of one kind; numbers that are text in one of them become text in all."""
    if not frames:
        return empty(table)
    mixed = [name for name in table.numbers if len({frame.schema[name] for frame in frames}) > 1]
    texts = [frame.with_columns(pl.col(mixed).cast(pl.String)) for frame in frames]
    return with_categories(pl.concat(texts, how="diagonal_relaxed"), table)


def with_categories(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Keep columns of few distinct texts as categories, under whatever name they have.

    Where the table may have many rows, so are numbers that are text.
    """
    return frame.with_columns(
        as_categories(as_text(frame[name])).alias(name)
        for name, dtype in frame.schema.items()
        if _is_coded(_in_code(name), dtype, table)
    )


def _is_coded(name: str, dtype: pl.DataType, table: Table) -> bool:
    if name in table.numbers:
        return dtype == pl.String and bool(table.coded)
    return name in table.coded and not isinstance(dtype, pl.Categorical) and not _is_no_cell(dtype)


def _is_no_cell(dtype: pl.DataType) -> bool:
    """Whether a column holds what has no place in a cell: lists, spans of time, bytes."""
    return dtype.is_nested() or dtype in (pl.Duration, pl.Binary, pl.Object)


def _in_code(header: str) -> str:
    return CHINESE.get(header.strip(), header.strip())


def _is_conform(frame: pl.DataFrame, table: Table) -> bool:
    """Whether a table is in its form already: one without rows, or a large one."""
    schema = _schema(table)
    if frame.is_empty():
        return dict(frame.schema) == schema
    typed = (*table.coded, *PLACE)
    return bool(table.coded) and (
        frame.columns == list(schema)
        and all(frame.schema[name] == schema[name] for name in typed)
        and all(frame.schema[name] != pl.String for name in table.numbers)
    )


def _tidied(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Texts without spaces around them; null where nothing else is there."""
    others = {*frame.columns} - {*table.numbers, *table.coded, *PLACE}
    frame = with_categories(frame, table).with_columns(
        as_text(frame[name]).alias(name) for name in frame.columns if name in others
    )
    coded = frame.select(cs.categorical()).columns
    frame = frame.with_columns(_tidy(cs.string() - cs.by_name("file", require_all=False)))
    untidy = {dtype: _any_untidy(dtype) for dtype in {frame.schema[name] for name in coded}}
    return frame.with_columns(
        _tidy(pl.col(name).cast(pl.String)).cast(pl.Categorical())
        for name in coded
        if untidy[frame.schema[name]] and _is_untidy(frame[name].unique().cast(pl.String))
    )


def _tidy(texts: pl.Expr) -> pl.Expr:
    stripped = texts.str.strip_chars()
    return pl.when(stripped != "").then(stripped)


def _any_untidy(dtype: pl.DataType) -> bool:
    """Whether any text that was ever read needs tidying: then columns are worth a look."""
    assert isinstance(dtype, pl.Categorical)
    return _is_untidy(dtype.categories.to_series())


def _is_untidy(texts: pl.Series) -> bool:
    return bool(((texts.str.strip_chars() != texts) | (texts == "")).any())


def _type_problems(schema: pl.Schema, file: str) -> Iterator[Problem]:
    for name, dtype in schema.items():
        if _is_no_cell(dtype):
            yield Problem(file, 1, f"列 {name}", f"列的类型 {dtype} 不能用", "存成文字、数字或日期")


def _header_problems(names: Mapping[str, str], table: Table, file: str) -> Iterator[Problem]:
    written: dict[str, str] = {}
    allowed = {*table.columns, *PLACE}
    words = [CHINESE_OF[name] for name in table.columns]
    for header, name in names.items():
        shown = header.strip() or "（空）"
        if name in written:
            wrong = "表头重复" if written[name] == shown else f"与列 {written[name]} 是同一列"
            yield Problem(file, 1, f"列 {shown}", wrong, "只留一列")
        elif name not in allowed and not (table.open_ended and name):
            remedy = f"可用: {', '.join(words)}{nearest(name, [*words, *table.columns])}"
            yield Problem(file, 1, f"列 {shown}", "未知表头", remedy)
        written.setdefault(name, shown)
    for name in table.required:
        if name not in written:
            remedy = f"加上“{CHINESE_OF[name]}”或 {name}"
            yield Problem(file, 1, f"列 {CHINESE_OF[name]}（{name}）", "缺少表头", remedy)
