"""``zlrules sources``: verify, coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from zlrules import ChineseGroup, json_text, output_option, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from zlrules import Settings

_Command = TypeVar("_Command", bound="Callable[..., int]")

FOUND_ERRORS = 1


def _options(function: _Command) -> _Command:
    """What both commands take."""
    for option in (
        output_option,
        click.option(
            "--format", "form", type=click.Choice(("text", "json")), default="text",
            show_default=True, metavar="格式", help="text 给人看，json 给程序",
        ),
        click.option(
            "--ruleset", "rulesets", multiple=True, metavar="指标体系",
            help="只核对这些指标体系，可写几个；不写则为 zlrules.yaml 里的，和按这些文件为本区编的",
        ),
        click.option(
            "--documents", required=True, type=click.Path(path_type=Path),
            metavar="文件夹", help="放文件原文（纯文本）的文件夹",
        ),
        click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[工作区]"),
    ):  # fmt: skip
        function = option(function)
    return function


@click.group(cls=ChineseGroup, name="sources")
def command() -> None:
    """核对引文与文件原文。

    文件原文是纯文本，放在一个文件夹里；documents 各项的 file 写明文件名。
    不必引用的句子写入工作区的 ignored.csv，每行写明理由。
    """


@command.command("verify")
@_options
@click.pass_obj
def verify(
    settings: Settings,
    *,
    folder: Path,
    documents: Path,
    rulesets: tuple[str, ...],
    form: str,
    output: Path | None,
) -> int:
    """核对数据和指标体系的每一处原文是否在所写位置。有错误时退出码为 1。"""
    from zlrules_sources.citations import read_citations
    from zlrules_sources.desk import Desk
    from zlrules_sources.documents import verification_document
    from zlrules_sources.page import verification_text
    from zlrules_sources.verifying import verify as verify_all

    cited = read_citations(folder, rulesets, settings.plugins())
    done = verify_all(cited.citations, Desk(documents))
    put(
        json_text(verification_document(done)) if form == "json" else verification_text(done),
        output,
    )
    return FOUND_ERRORS if done.problems else 0


@command.command("coverage")
@_options
@click.pass_obj
def coverage(
    settings: Settings,
    *,
    folder: Path,
    documents: Path,
    rulesets: tuple[str, ...],
    form: str,
    output: Path | None,
) -> int:
    """列出文件里带数字而没有引用的句子和单元格。有未引用的时退出码为 1。"""
    from zlrules_sources.citations import read_citations
    from zlrules_sources.coverage import cover
    from zlrules_sources.desk import Desk
    from zlrules_sources.documents import coverage_document
    from zlrules_sources.ignoring import read_ignored
    from zlrules_sources.page import coverage_text

    plugins = settings.plugins()
    cited = read_citations(folder, rulesets, plugins)
    found = cover(cited, read_ignored(folder, plugins), Desk(documents))
    put(json_text(coverage_document(found)) if form == "json" else coverage_text(found), output)
    uncited = any(one.uncited for one in found.documents)
    return FOUND_ERRORS if uncited or found.problems else 0
