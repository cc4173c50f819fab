"""Writes papers in Word from templates."""

from __future__ import annotations

from datetime import datetime, time

from zlrules import AssessmentDocument, PaperRequest, Problem, ZlrulesError, needing
from zlrules_office.chapter import chapters_of
from zlrules_office.papers import PAPERS


def render(document: AssessmentDocument, request: PaperRequest) -> bytes:
    """Write an assessment as a Word file.

    Raises:
        ZlrulesError: There is nothing to write, the template is wrong, or a library is missing.
    """
    with needing("office"):
        from zlrules_office.template_files import template_of
        from zlrules_office.word_files import WordFile
    paper = request.paper or PAPERS[0].name
    chapters = chapters_of(document)
    if not chapters:
        raise ZlrulesError([Problem(paper, 0, "", "没有评估结果，写不成材料")])
    name, content = template_of(paper, request.templates)
    word = WordFile(name, content)
    word.fill(chapters)
    return word.saved(paper, datetime.combine(document.run.judged_on, time()))
