"""Assessments written in the form that a user wants."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import click

from zlrules.cli.output import colour_wanted, put, put_file, write_folder
from zlrules.cli.progress import with_progress
from zlrules.errors import one_of
from zlrules.extensions import FileReport, PaperRequest, Report
from zlrules.words import Decision

if TYPE_CHECKING:
    from zlrules.assessment import Assessment
    from zlrules.cli.surveying import Survey
    from zlrules.document import AssessmentDocument
    from zlrules.plugins import Plugins

LARGEST = 100_000
"""More rows than this are too many for text and for one file."""

MOST_DISTRICTS = 10
"""More districts than this are summed up, where the report can do that."""

BLOCK = 3_000
"""So many districts are held in memory at a time."""

EXIT_CODES = {Decision.FAIL: 1, Decision.UNDETERMINED: 3, Decision.PASS: 0}
"""Of several decisions, the first of these counts."""


def decision_code(seen: Container[Decision]) -> int:
    """The exit code that tells the decisions: the worst of them."""
    return next(code for decision, code in EXIT_CODES.items() if decision in seen)


class Wanted(NamedTuple):
    """A form of output, where it goes, and what a user asks of it.

    Attributes:
        trace: Whether the nodes of requirements are written, too.
    """

    plugins: Plugins
    form: str
    output: Path | None
    request: PaperRequest
    trace: bool = False

    @classmethod
    def checked(
        cls,
        plugins: Plugins,
        form: str,
        output: Path | None,
        request: PaperRequest,
        *,
        trace: bool = False,
    ) -> Self:
        """Take what a user wants.

        Raises:
            click.UsageError: There is no such form or paper, or it can't go where it shall.
        """
        reports, files, exports = plugins.reports(), plugins.file_reports(), plugins.exports()
        if form not in {*reports, *files, *exports}:
            wrong = f"没有格式 '{form}'; {one_of(form, [*reports, *files, *exports])}"
            raise click.BadParameter(wrong, param_hint="--format")
        if trace and form != "json":
            raise click.UsageError("--trace 只与 --format json 同用")
        if form in exports and output is None:
            raise click.UsageError(f"--format {form} 写入文件夹，用 -o 指明")
        if form in files and output is None:
            raise click.UsageError(f"--format {form} 写入文件，用 -o 指明")
        if form not in exports and output is not None and output.is_dir():
            raise click.UsageError(f"-o {output} 是文件夹；--format {form} 写入文件")
        _check_request(request, form, files.get(form))
        return cls(plugins, form, output, request, trace)

    def write(self, asked: Survey, block: int) -> set[Decision]:
        """Assess, block by block, and write.

        Returns:
            The decisions found.
        """
        seen: set[Decision] = set()
        files, reports = self.plugins.file_reports(), self.plugins.reports()
        if self.form in files:
            self._refuse_too_many_districts(files[self.form], asked.districts())
        assessments = map(partial(_noted, seen), with_progress(asked, block))
        if self.form in files:
            self._write_file(files[self.form], asked, assessments)
        elif self.form in reports:
            self._write_text(reports[self.form], asked, assessments)
        else:
            assert self.output is not None
            write_folder(self.plugins.exports()[self.form], assessments, self.output)
        return seen

    def _write_file(
        self, report: FileReport, asked: Survey, assessments: Iterable[Assessment]
    ) -> None:
        assert self.output is not None
        document = self._document(asked, assessments)
        put_file(report.render(document, self.request), self.output)

    def _write_text(self, report: Report, asked: Survey, assessments: Iterable[Assessment]) -> None:
        colour = self.output is None and colour_wanted()
        if report.render_summary and asked.districts() > MOST_DISTRICTS:
            from zlrules.summary import summarise

            put(report.render_summary(summarise(assessments), colour=colour), self.output)
            return
        put(report.render(self._document(asked, assessments), colour=colour), self.output)

    def _document(self, asked: Survey, assessments: Iterable[Assessment]) -> AssessmentDocument:
        from zlrules.telling.joining import joined

        _refuse_too_many_rows(asked.rows())
        return joined([one.document(trace=self.trace) for one in assessments])

    def _refuse_too_many_districts(self, report: FileReport, districts: int) -> None:
        most = report.most_districts
        if most is None or districts <= most:
            return
        unbounded = [
            name for name, one in self.plugins.file_reports().items() if one.most_districts is None
        ]
        instead = "、".join(f"--format {name}" for name in [*unbounded, *self.plugins.exports()])
        wrong = f"--format {report.name} 最多写 {most} 个行政区，这里有 {districts:,} 个"
        raise click.UsageError(f"{wrong}；改用 {instead}")


def _check_request(request: PaperRequest, form: str, report: FileReport | None) -> None:
    papers = [paper.name for paper in report.papers] if report else []
    if request.paper is not None and request.paper not in papers:
        allowed = one_of(request.paper, papers) if papers else f"{form} 没有文种可选"
        raise click.BadParameter(f"没有文种 '{request.paper}'; {allowed}", param_hint="--paper")


def _noted(seen: set[Decision], assessment: Assessment) -> Assessment:
    """Note the decisions of an assessment while it is taken."""
    seen.update(map(Decision, assessment.decisions["decision"].unique()))
    return assessment


def _refuse_too_many_rows(rows: int) -> None:
    if rows > LARGEST:
        wrong = f"结果有 {rows:,} 行，超过文本格式的上限 {LARGEST:,} 行"
        raise click.UsageError(f"{wrong}；改用 --format parquet -o 文件夹，或减少行政区、年份")
