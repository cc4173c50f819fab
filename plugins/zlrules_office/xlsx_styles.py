"""How cells of a workbook look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zlrules import Decision, Kind, Outcome, decision_label, outcome_label

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

BODY, HEADING = "宋体", "黑体"
"""Both are on every Windows; other systems take the nearest they have."""

_FILLS = {
    Outcome.MET: ("#E2F0D9", "#375623"),
    Outcome.MISSED: ("#F8CBAD", "#9C0006"),
    Outcome.NO_DATA: ("#E7E6E6", "#404040"),
    Outcome.PENDING: ("#FFE699", "#7F6000"),
    Outcome.NOT_APPLICABLE: ("#FFFFFF", "#7F7F7F"),
}
OUTCOME_OF_DECISION = {
    Decision.PASS: Outcome.MET,
    Decision.FAIL: Outcome.MISSED,
    Decision.UNDETERMINED: Outcome.PENDING,
}
"""Decisions have the colours of outcomes."""

_OF_PROOF = {"可证明": Outcome.MET, "不能证明": Outcome.MISSED}


def coloured_words() -> Mapping[str, Outcome]:
    """The words that give their cell a colour, and the outcome whose colour that is."""
    verdicts = {outcome_label(one, kind): one for kind in Kind for one in Outcome}
    decisions = {
        decision_label(decision, kind): outcome
        for kind in Kind
        for decision, outcome in OUTCOME_OF_DECISION.items()
    }
    return {**verdicts, **decisions, **_OF_PROOF}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def title(self) -> Format:
        """The title above a table."""
        return self._format(font_name=HEADING, font_size=16)

    def subtitle(self) -> Format:
        """The line below the title."""
        return self._format(font_name=BODY, font_size=10, font_color="#595959")

    def header(self) -> Format:
        """The head of a column."""
        return self._format(
            font_name=HEADING,
            font_size=10,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            bg_color="#DDEBF7",
        )

    def text(self, *, centred: bool = False, indent: int = 0, quoted: bool = False) -> Format:
        """A text in a table.

        Args:
            quoted: Whether it must stay a text when somebody edits the cell.
        """
        align = "center" if centred else "left"
        return self._cell(align=align, indent=indent, quote_prefix=quoted, text_wrap=True)

    def number(self, form: str, *, centred: bool = False) -> Format:
        """A number in a table.

        Args:
            form: Excel's number format.
        """
        align = "center" if centred else "right"
        return self._cell(align=align, num_format=form, shrink=True)

    def colours(self, outcome: Outcome) -> Format:
        """What the word for an outcome gives its cell besides."""
        fill, ink = _FILLS[outcome]
        return self._format(bg_color=fill, font_color=ink)

    def label(self) -> Format:
        """The name of a fact on the page with the conclusion."""
        return self._format(font_name=HEADING, font_size=11, valign="top", border=1)

    def fact(self) -> Format:
        """A fact on the page with the conclusion."""
        return self._format(font_name=BODY, font_size=11, valign="top", text_wrap=True, border=1)

    def decision(self, outcome: Outcome) -> Format:
        """The decision, in the colour of an outcome."""
        fill, ink = _FILLS[outcome]
        return self._format(
            font_name=HEADING,
            font_size=14,
            valign="vcenter",
            text_wrap=True,
            border=1,
            bg_color=fill,
            font_color=ink,
        )

    def _cell(self, **properties: object) -> Format:
        return self._format(
            font_name=BODY,
            font_size=10,
            valign="vcenter",
            border=1,
            border_color="#A6A6A6",
            **properties,
        )

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]
