"""What a cell says: a number with its bound and unit, words, a day, a year; or why it can't be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zlrules import (
    BOUNDS,
    Comparator,
    Indicator,
    Unreadable,
    Written,
    canonical,
    decimals_of,
    factor,
    fold_width,
    is_blank,
    one_of,
    read_number,
    read_range,
)
from zlrules_forms.intake.sheets import Cell, Kind

NO_FIGURE = frozenset(
    {"未监测", "未开展监测", "未统计", "无数据", "暂无", "暂无数据", "缺测", "缺"}
)
"""Words that say that there is no figure, besides dashes."""

MOST_DECIMALS = 9
NOISE = Decimal("1e-13")
"""Part of a number by which computing may put it beside the one that is meant."""

_AMBIGUOUS = frozenset({"无", "零"})
_ABOUT = re.compile(r"(?P<before>大约|约为|约|近|接近)?(?P<number>.+?)(?P<behind>左右|上下)?")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(,\d{3})+(?![\d,])")
_BRACKETS = re.compile(r"[(（\[【](?P<said>[^()（）\[\]【】]*)[)）\]】]")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})\s*年?度?")
_BOUND_SIGNS = {"≥": ">=", "≤": "<=", "约": "~", "近": "~", "＝": "=", "==": "="}


class CellError(Exception):
    """A cell can't be used.

    Attributes:
        wrong: What is wrong.
        remedy: What to do.
    """

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


@dataclass(frozen=True)
class Figure:
    """What a cell for a number says.

    Attributes:
        value: The number as typed, in `unit`.
        bound: As in data: ``>=``.
        unit: "" where none is written.
    """

    value: str
    bound: str = "="
    unit: str = ""


_UNUSABLE = {
    Kind.BOOLEAN: ("是逻辑值 {}", "写数值或文字"),
    Kind.ERROR: ("公式的结果是错误 {}", "改正公式，或改填数值"),
    Kind.NO_RESULT: ("公式没有算出的结果", "用 Excel 或 WPS 打开、保存一次，或改填数值"),
    Kind.ELSEWHERE: ("公式引用了别的文件", "改填数值"),
}


def read_text(cell: Cell | None) -> str:
    """The text of a cell; "" where there is none.

    Raises:
        CellError: It holds no text: an error, a formula without a result.
    """
    if cell is None:
        return ""
    if cell.kind in _UNUSABLE:
        wrong, remedy = _UNUSABLE[cell.kind]
        raise CellError(wrong.format(cell.text), remedy)
    return f"{cell.text}%" if cell.kind is Kind.PERCENT else cell.text


def is_nothing(cell: Cell | None) -> bool:
    """Whether a cell says that there is no figure: empty, dashes, 未监测."""
    return cell is None or (
        cell.kind is Kind.TEXT and (is_blank(cell.text) or fold_width(cell.text) in NO_FIGURE)
    )


def read_figure(cell: Cell | None, unit: str, decimals: int) -> Figure | None:
    """Read a cell for a number.

    Args:
        unit: The unit that is asked for; "" for pure numbers.
        decimals: With which the indicator is published.

    Returns:
        None where there is no figure.

    Raises:
        CellError: It says something else, or something that isn't clear.
    """
    if cell is None or is_nothing(cell):
        return None
    if cell.kind is Kind.DAY:
        raise CellError(f"是日期 {cell.text}，不是数值", "把单元格格式改为数值后重新填写")
    text = read_text(cell)
    if fold_width(text) in _AMBIGUOUS:
        raise CellError(f"“{text}”是没有数据还是 0，不清楚", "没有数据就空着，是 0 就写 0")
    if cell.kind in (Kind.NUMBER, Kind.PERCENT):
        number = _settled(Decimal(cell.text), decimals, cell.seen)
        return Figure(number, unit=_agreed("%" if cell.kind is Kind.PERCENT else "", unit))
    return _from_text(text, unit)


def _settled(number: Decimal, decimals: int, seen: int | None) -> str:
    """A number as it is seen; where only computing gives so many decimals, the one that is meant.

    Raises:
        CellError: The cell holds more than is seen of it.
    """
    near = round(number, decimals if seen is None else seen)
    is_noise = abs(near - number) <= abs(number) * NOISE
    if is_noise and (seen is not None or decimals_of(number) > MOST_DECIMALS):
        return f"{near:f}"
    if decimals_of(number) <= (MOST_DECIMALS if seen is None else seen):
        return f"{number:f}"
    shown = "" if seen is None else f"看到的是 {near:f}，"
    wrong = f"{shown}单元格里是 {number:f}，比要报的小数位多"
    raise CellError(wrong, f"用 ROUND 取到要报的位数（指标目录是 {decimals} 位），或直接填数")


def _from_text(text: str, unit: str) -> Figure:
    folded = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), fold_width(text))
    about = _ABOUT.fullmatch(folded)
    assert about is not None
    if read_range(folded):
        raise CellError(f"“{text}”是一个范围", "写一个数；只知道一头的写 ≥90 或 ≤90")
    written = read_number(_without_bracketed_unit(about["number"], unit))
    if isinstance(written, Unreadable):
        raise _unreadable(text, written)
    bound = written.comparator or Comparator.EQUALS
    if about["before"] or about["behind"]:
        if written.comparator:
            raise CellError(f"“{text}”既是大约又有界限", "只写一种")
        return Figure(f"{written.number:f}", "~", _unit_behind(text, written, unit))
    return Figure(f"{written.number:f}", bound.bound, _unit_behind(text, written, unit))


def _without_bracketed_unit(text: str, unit: str) -> str:
    """A text whose last brackets hold a unit that fits, without the brackets."""
    found = _BRACKETS.search(text)
    if not found or found.end() != len(text) or factor(found["said"], unit or "/") is None:
        return text
    return text[: found.start()] + found["said"]


def _unreadable(text: str, why: Unreadable) -> CellError:
    if why is Unreadable.TOO_LARGE:
        return CellError(f"“{text}”数字过大或小数过多", "核对单位；整数至多 15 位，小数至多 9 位")
    return CellError(f"“{text}”不是认得的数值", "只写数，如 81.6、≥90、约720；没有数据就空着")


def _unit_behind(text: str, written: Written, unit: str) -> str:
    found = _BRACKETS.search(written.unit)
    if found:
        wrong = f"数值里有附注“{found[0]}”，附注可能改变含义"
        raise CellError(wrong, "附注移到备注；初步数、快报数在数据状态选“阶段性”")
    return _agreed(written.unit, unit)


def _agreed(written: str, wanted: str) -> str:
    """The unit as written, where it is the one that is asked for or can be converted into it."""
    if not written or canonical(written) == canonical(wanted or "/"):
        return ""
    if factor(written, wanted or "/") is None:
        asked = f"单位应是 {wanted}" if wanted else "这个指标没有单位"
        raise CellError(f"写了“{written}”，{asked}", "换算后只写数；不是单位的移到备注")
    return written


def read_words(cell: Cell | None, indicator: Indicator) -> str | None:
    """Read a cell for a state: words of the indicator, several with 、 between them.

    Raises:
        CellError: It says something else.
    """
    if cell is None or (fold_width(cell.text) not in _folded(indicator) and is_nothing(cell)):
        return None
    text = read_text(cell)
    known = _folded(indicator)
    parts = [fold_width(part) for part in re.split("[、；;,，]", text) if part.strip()]
    if fold_width(text) in known:
        return known[fold_width(text)]
    if not parts or any(part not in known for part in parts):
        raise CellError(f"没有“{text}”这种状态", one_of(text, indicator.states))
    return "、".join(dict.fromkeys(known[part] for part in parts))


def _folded(indicator: Indicator) -> dict[str, str]:
    return {fold_width(word): word for word in indicator.states}


def read_bound(cell: Cell | None) -> str:
    """Read a cell for a bound; "" where there is none.

    Raises:
        CellError: It isn't one.
    """
    text = fold_width(read_text(cell))
    bound = _BOUND_SIGNS.get(text, text)
    if bound and bound not in BOUNDS:
        raise CellError(f"没有“{text}”这种界限", f"可用: {' '.join(BOUNDS)}")
    return bound


def read_day(cell: Cell | None) -> str:
    """Read a cell for a day, as ``2025-06-30``; "" where there is none.

    Raises:
        CellError: It isn't one.
    """
    text = fold_width(read_text(cell))
    if not text or is_blank(text):
        return ""
    assert cell is not None
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if cell.kind is Kind.PERCENT or found is None:
        wrong = f"“{text}”不是日期"
        if cell.kind is Kind.NUMBER:
            raise CellError(wrong, "把单元格格式改为日期，或写成 2025-06-30")
        raise CellError(wrong, "写成 2025-06-30")
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        raise CellError(f"没有“{text}”这一天", "写成 2025-06-30") from None


def read_moment(cell: Cell | None) -> str:
    """Read a cell for a day, or for a part of a year that ends with one: ``2025-06``.

    Raises:
        CellError: It holds an error.
    """
    text = read_text(cell)
    return read_day(cell) if _DAY.fullmatch(fold_width(text)) else fold_width(text)


def read_period(cell: Cell | None) -> str:
    """Read a cell for a year or another period: ``2025年`` is ``2025``.

    Raises:
        CellError: It holds an error, or a day.
    """
    if cell is not None and cell.kind is Kind.DAY:
        raise CellError(f"是日期 {cell.text}，不是年份", "写成 2025")
    text = fold_width(read_text(cell))
    year = _YEAR.fullmatch(text)
    return year[1] if year else text
