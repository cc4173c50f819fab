"""What is handed in: every valid document once, numbered, in the order of the criteria."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zlrules import (
    CitedEvidence,
    EvidenceState,
    Problem,
    ResultDocument,
    SafeNames,
    Table,
    ZlrulesError,
)
from zlrules_evidence.looking import Look

CONTENTS = "目录.xlsx"
HASHES = "SHA256SUMS.txt"
HEADERS = (
    *("序号", "指标", "证明材料编号", "材料名称", "出具单位", "文号", "日期", "时期", "页数"),
    *("页码", "文件", "备注"),
)


@dataclass(frozen=True)
class Packed:
    """A document as it is handed in.

    Attributes:
        name: Name of its file there.
        path: Its file as the register writes it; ``source`` where that is.
        sha256: Hash that it is registered with, if any.
        pages: First and last of its pages, counted through; None from where a document before
            it has no number of pages.
        first: Number of the criterion that it stands under.
    """

    name: str
    path: str
    source: Path
    sha256: str | None
    pages: tuple[int, int] | None
    first: str


@dataclass(frozen=True)
class Binder:
    """All that is handed in.

    Attributes:
        tables: The contents (目录) and, where something lacks, what that is.
        documents: In the order of the contents.
    """

    tables: tuple[Table, ...]
    documents: tuple[Packed, ...]


def binder_of(look: Look, *, incomplete: bool) -> Binder:
    """Put together what is handed in.

    Args:
        incomplete: Whether to go on where something lacks.

    Raises:
        ZlrulesError: Something lacks.
    """
    lacking = list(_lacking(look))
    if lacking and not incomplete:
        remedy = "补齐再整理；先整理已有的，加 --incomplete"
        raise ZlrulesError(
            Problem(look.title, 0, f"{number} {title}".strip(), why, remedy)
            for number, title, why in lacking
        )
    documents = _documents(look)
    if not documents:
        wrong = "没有一份有效的证明材料"
        raise ZlrulesError(
            [Problem(look.title, 0, "", wrong, "zlrules evidence status 列出缺什么")]
        )
    rows = tuple(_rows(look, documents))
    tables = [Table(f"证明材料目录：{look.title}", HEADERS, rows)]
    if lacking:
        tables.append(Table("缺少的证明材料", ("序号", "指标", "缺什么"), tuple(lacking)))
    return Binder(tuple(tables), tuple(documents.values()))


def _usable(result: ResultDocument) -> list[CitedEvidence]:
    return [one for one in result.evidence if one.state is EvidenceState.OK]


def _documents(look: Look) -> dict[str, Packed]:
    """The documents by id, in the order of the criteria that cite them first."""
    names = SafeNames(CONTENTS, HASHES)
    found: dict[str, Packed] = {}
    page: int | None = 1
    for result in look.assessment.results:
        for one in _usable(result):
            if one.id in found:
                continue
            pages = None if page is None or one.pages is None else (page, page + one.pages - 1)
            page = None if pages is None else pages[1] + 1
            found[one.id] = _packed(look, one, names, pages, result.number)
    return found


def _packed(
    look: Look, one: CitedEvidence, names: SafeNames, pages: tuple[int, int] | None, number: str
) -> Packed:
    path = one.file or ""
    source = look.files.find(path)
    if source is None:
        raise ZlrulesError([Problem(path, 0, one.title, "文件不见了", "重新运行")])
    name = names.name(f"{one.label} {one.title}", PurePosixPath(path).suffix)
    sha256 = look.register.documents[one.id].sha256
    return Packed(name, path, source, sha256, pages, number)


def _rows(look: Look, documents: dict[str, Packed]) -> Iterator[tuple[str, ...]]:
    """A row for each criterion and document; one that stands elsewhere is referred to."""
    for result in look.assessment.results:
        for one in _usable(result):
            packed = documents[one.id]
            yield (
                *(result.number, result.title, one.label or "", one.title, one.issuer or ""),
                *(one.number or "", str(one.date or ""), one.period or "", str(one.pages or "")),
                *(_page_text(packed.pages), packed.name),
                "" if packed.first == result.number else f"与第 {packed.first} 项同一份",
            )


def _page_text(pages: tuple[int, int] | None) -> str:
    if pages is None:
        return ""
    first, last = pages
    return str(first) if first == last else f"{first}—{last}"


def _lacking(look: Look) -> Iterator[tuple[str, str, str]]:
    """Criteria and parts that aren't proven, and documents without a number of pages."""
    with_parts = look.with_parts()
    seen = set()
    for result in look.assessment.results:
        if result.provable is False and result.criterion not in with_parts:
            yield result.number, result.title, "；".join(result.unproven)
        for one in _usable(result):
            if one.pages is None and one.id not in seen:
                seen.add(one.id)
                yield "", f"《{one.title}》", "没有登记页数，编不了页码"
