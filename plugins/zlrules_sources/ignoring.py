"""What needn't be cited: sentences of a place or with a phrase, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zlrules import DataError, Plugins, Problem, read_raw
from zlrules_sources.folding import fold

FILE_NAME = "ignored.csv"
COLUMNS = {"文件": "document", "位置": "place", "短语": "phrase", "理由": "reason"}


@dataclass(frozen=True)
class Ignored:
    """One row: a place, a phrase or both, and why no row need cite what it covers."""

    path: str
    line: int
    document: str
    place: str
    phrase: str
    reason: str

    def problem(self, wrong: str, remedy: str) -> Problem:
        """What is wrong with the row."""
        return Problem(self.path, self.line, f"不引用 {self.document}", wrong, remedy)

    def holds(self, text: str) -> bool:
        """Whether a folded text has the phrase."""
        return fold(self.phrase) in text


def read_ignored(folder: Path, plugins: Plugins) -> tuple[Ignored, ...]:
    """Read ``ignored.csv`` of a workspace, if there is one.

    Raises:
        DataError: It lies outside, a column is missing or unknown, or a row has no reason.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return ()
    if not path.resolve().is_relative_to(folder.resolve()):
        raise DataError([Problem(str(path), 0, "", "路径在工作区之外", "把文件放进工作区")])
    frame = read_raw(path, plugins.readers())
    frame = frame.rename({name: COLUMNS.get(name.strip(), name.strip()) for name in frame.columns})
    shown = str(frame["file"][0]) if len(frame) else str(path)
    _refuse(_header_problems(frame.columns, shown))
    rows = [_ignored(row) for row in frame.iter_rows(named=True)]
    _refuse(problem for row in rows for problem in _row_problems(row))
    return tuple(rows)


def _ignored(row: dict[str, str | int | None]) -> Ignored:
    texts = {name: str(row[name] or "").strip() for name in COLUMNS.values()}
    return Ignored(str(row["file"]), int(row["row"] or 0), **texts)


def _header_problems(columns: Sequence[str], shown: str) -> Iterator[Problem]:
    names = {code: word for word, code in COLUMNS.items()}
    for missing in names.keys() - set(columns):
        yield Problem(shown, 1, f"列 {names[missing]}", "缺少表头", "加上这一列，可以空着")
    for unknown in set(columns) - names.keys() - {"file", "row"}:
        yield Problem(shown, 1, f"列 {unknown}", "未知表头", f"可用: {', '.join(COLUMNS)}")


def _row_problems(row: Ignored) -> Iterator[Problem]:
    if not row.reason:
        yield row.problem("没有写理由", "写明为什么不必引用")
    if not row.place and not fold(row.phrase):
        yield row.problem("位置和短语都空着", "至少写一样")


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise DataError(found)
