"""From a place to the part of the document that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zlrules_sources.passages import Passage, Region, whole
from zlrules_sources.places import Step, read_place
from zlrules_sources.steps import STEPS

_STEP_LIKE = re.compile(r"第.+[章节段行]|表\d|[章节段行]$|.是")
"""Words that were meant as a step."""


class PlaceError(Exception):
    """A place can't be resolved; says why and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


def resolve(place: str, passages: tuple[Passage, ...]) -> Region:
    """Find the part of a document that a place names.

    Raises:
        PlaceError: There is no such part, or there are several that differ.
    """
    regions = [whole(passages)]
    steps = read_place(place)
    for order, step in enumerate(steps):
        found = [part for one in regions for part in STEPS[step.kind](step, one)]
        if not found and not _is_remark(step, steps[:order]):
            raise PlaceError(
                f"位置“{place}”中的“{step}”在文件里找不到", "按文件的标题、表号、行号和列名改写"
            )
        regions = found or regions
    if len({_text(region) for region in regions}) > 1:
        raise PlaceError(
            f"位置“{place}”在文件里有 {len(regions)} 处，内容不同", "写明上一级标题，使位置只有一处"
        )
    return regions[0]


def _is_remark(step: Step, before: Sequence[Step]) -> bool:
    """Whether a word says what the row is about, and narrows nothing: 五、一是 户厕.

    In a table each word names a column or row, and the first step of a place has to be found.
    """
    in_table = any(one.kind == "table" for one in before)
    return (
        step.kind == "word" and bool(before) and not in_table and not _STEP_LIKE.search(step.name)
    )


def _text(region: Region) -> str:
    return "\n".join(one.text for one in region)
