"""Tells how a task stands: what was reported, no more, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import polars as pl

from zlrules.document import ReportDocument, SourceDocument, TaskDocument
from zlrules.engine.moments import Moment
from zlrules.engine.reports import TaskRow
from zlrules.evaluation import Scoring
from zlrules.interval import off_lattice
from zlrules.loading.bound import BoundTask
from zlrules.telling.figures import FigureBook, decimal_text
from zlrules.telling.phrases import period_text
from zlrules.words import TaskStatus

Row = Mapping[str, object]


class ToldTask(NamedTuple):
    """A task, told.

    Attributes:
        shown: What was reported, in a few words: ``开工 5/9条``.
    """

    document: TaskDocument
    shown: str
    explanation: str

    @property
    def sources(self) -> tuple[SourceDocument, ...]:
        """Where the reports stand."""
        found = (report.source for report in self.document.reports)
        return tuple(dict.fromkeys(source for source in found if source is not None))


class TaskTeller:
    """Tells the tasks of one ruleset."""

    def __init__(self, scoring: Scoring, book: FigureBook) -> None:
        tasks = scoring.scored.tasks
        self._tasks = tasks
        self._book = book
        self._reports = scoring.facts.progress.with_row_index("report")
        self._places = {row.number: place for place, row in enumerate(tasks.rows)}
        names = [name for name in scoring.scored.frame.columns if name.startswith("p")]
        cells = scoring.scored.frame.select("district", "year", *names)
        self._cells = {
            (cell["district"], cell["year"]): cell for cell in cells.iter_rows(named=True)
        }

    def tell(self, number: int, district: str, year: int, status: object) -> ToldTask | None:
        """Tell a row; None where it is no task.

        Args:
            number: Its number among the rows of the ruleset.
            status: Its status, from the results.
        """
        place = self._places.get(number)
        if place is None:
            return None
        row = self._tasks.rows[place]
        cell = self._cells[district, year]
        moment = Moment(place, row.task, year, self._tasks.judged_on)
        reports = tuple(self._said(place, row, moment, district))
        ends = ("low", "high") if _tell_completion(reports, row.task) else ()
        done = {f"done_{end}": self._count(cell[f"p{place}:{end}"]) for end in ends}
        document = TaskDocument(
            status=TaskStatus(str(status)),
            stage=_stage(row.task, cell[f"p{place}:stage"]),
            done_low=done.get("done_low"),
            done_high=done.get("done_high"),
            total=self._count(cell[f"p{place}:size"]) or _written(row.task),
            effort=row.bound.row.effort,
            blocked=self._blocked(cell[f"p{place}:blocked"]),
            unit=row.task.task.unit,
            serves=row.task.task.serves,
            reports=reports,
        )
        return ToldTask(document, _shown(document, row.task), _explain(document, row))

    def _count(self, placed: object) -> str | None:
        if not isinstance(placed, int):
            return None
        return decimal_text(off_lattice(2 * placed, self._tasks.reports.scale), 0)

    def _blocked(self, report: object) -> str | None:
        return str(self._reports["blocked"][report]) if isinstance(report, int) else None

    def _said(
        self, place: int, row: TaskRow, moment: Moment, district: str
    ) -> Iterator[ReportDocument]:
        """What was reported up to the day on which the task is looked at, the earliest first."""
        titles = {item.id: item.title for item in row.task.task.items}
        own = self._tasks.reports.rows.filter(
            pl.col("task") == place,
            pl.col("district") == district,
            pl.col("day").is_between(moment.first, moment.day),
        )
        for report in own.sort("day", "report").iter_rows(named=True):
            said = self._reports.row(report["report"], named=True)
            yield ReportDocument(
                as_of=said["as_of"],
                item=titles.get(said["item"]),
                stage=said["stage"],
                counts=report["rank"] is not None,
                done=said["done"],
                total=said["total"],
                action=said["action"],
                blocked=said["blocked"],
                source=self._book.source(said),
            )


def unused_reports(scorings: Sequence[Scoring]) -> Iterator[str]:
    """Reports on tasks that none of the assessed task lists has, should any have tasks."""
    with_tasks = [scoring for scoring in scorings if scoring.scored.tasks.rows]
    if not with_tasks:
        return
    known = {row.id for scoring in with_tasks for row in scoring.scored.tasks.rows}
    ids = {scoring.bound.ruleset.id for scoring in with_tasks}
    reports = with_tasks[0].facts.progress.filter(
        pl.col("ruleset").is_null() | pl.col("ruleset").is_in(list(ids)),
        ~pl.col("task").is_in(list(known)),
    )
    for file, row, task in reports.select("file", "row", "task").iter_rows():
        yield f"{file}:{row}: 任务 {task} 不在所评估的任务清单里，没有用到"


def _stage(task: BoundTask, rank: object) -> str | None:
    return task.task.stages[rank] if isinstance(rank, int) else None


def _written(task: BoundTask) -> str | None:
    return None if task.task.size is None else decimal_text(task.task.size, 0)


def _tell_completion(reports: Sequence[ReportDocument], task: BoundTask) -> bool:
    """Whether any report says how much is done; others say nothing of it, and not that it is 0."""
    stages = task.task.stages
    finished = stages[stages.index(task.task.done_stage) :]
    return any(report.stage in finished for report in reports)


def _shown(document: TaskDocument, task: BoundTask) -> str:
    """The last thing that was reported, in a few words."""
    if document.status is TaskStatus.COMPLETED and not document.reports:
        return ""
    last = [one for one in document.reports if one.as_of == document.reports[-1].as_of]
    return "，".join(_report(one, task) for one in last)


def _explain(document: TaskDocument, row: TaskRow) -> str:
    task = row.task
    due = f"，期限：{row.bound.criterion.due}" if row.bound.criterion.due else ""
    sentences = [document.status.value, f"要求：{task.describe()}{due}"]
    if not document.reports:
        sentences.append("没有任何进展的报告，未报不等于零")
    else:
        sentences += [_as_of(day, list(said), task) for day, said in _by_day(document.reports)]
        sentences += _completion(document, task)
    if document.status is TaskStatus.NO_MILESTONE:
        sentences.append("没有文件设定阶段目标，快慢不作判断")
    return f"{'；'.join(sentences)}。"


def _by_day(
    reports: Sequence[ReportDocument],
) -> Iterator[tuple[str, Iterator[ReportDocument]]]:
    return groupby(reports, key=lambda one: one.as_of)


def _as_of(day: str, reports: Sequence[ReportDocument], task: BoundTask) -> str:
    return f"截至{period_text(day)}：{'，'.join(_report(one, task) for one in reports)}"


def _report(report: ReportDocument, task: BoundTask) -> str:
    """``“房前屋后”小微黑臭水体打捞 10/12条（不是所列阶段，不计）``."""
    total = f"/{report.total}" if report.total else ""
    count = f" {report.done}{total}{task.task.unit or ''}" if report.done else ""
    step = "".join(filter(None, (report.item, report.stage)))
    note = "（不是所列阶段，不计）" if report.stage and not report.counts else ""
    said = (f"{step}{count}{note}", report.action, report.blocked and f"受阻：{report.blocked}")
    return "，".join(one for one in said if one)


def _completion(document: TaskDocument, task: BoundTask) -> Iterator[str]:
    """How many are done, where that isn't what the reports say: added up, a span, or unreported."""
    stage, unit = task.task.done_stage, task.task.unit or ""
    low, high = document.done_low, document.done_high
    if low is None:
        yield f"{stage}情况未报（不等于零）"
    elif low != high:
        yield f"{stage}在 {low} 到 {high}{unit}之间（共{document.total}{unit}，有未报的）"
    elif task.task.items:
        yield f"合计{stage} {low}/{document.total}{unit}"
