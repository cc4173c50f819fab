"""Units: the same unit under several spellings, and conversion between different ones by pint."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

_SPELLINGS = {
    "微克/立方米": ("ug/m3", "µg/m3", "μg/m3", "微克每立方米"),
    "毫克/立方米": ("mg/m3", "毫克每立方米"),
    "毫克/升": ("mg/L", "mg/l"),
    "%": ("％", "percent"),
    "吨": ("t",),
    "千克": ("kg", "公斤"),
    "公顷": ("hm2", "ha"),
    "平方公里": ("km2", "平方千米"),
    "平方米": ("m2", "㎡"),
    "公里": ("km", "千米"),
    "天": ("d", "日"),
    "/": ("-", "—", "无量纲"),
}
_CANONICAL = {
    unicodedata.normalize("NFKC", spelling): unit
    for unit, spellings in _SPELLINGS.items()
    for spelling in (unit, *spellings)
}

# 亩 is the base of areas, because all others are finite decimals of it.
# 百分点 is a dimension of its own: a change of 1 percentage point is not a share of 1 %.
_DEFINITIONS = """
米 = [length]
公里 = 1000 * 米
亩 = [area]
公顷 = 15 * 亩
平方米 = 公顷 / 10000
平方公里 = 100 * 公顷
万公顷 = 10000 * 公顷
万亩 = 10000 * 亩
立方米 = 米 ** 3
万立方米 = 10000 * 立方米
亿立方米 = 100000000 * 立方米
升 = 立方米 / 1000
克 = [mass]
毫克 = 克 / 1000
微克 = 克 / 1000000
千克 = 1000 * 克
吨 = 1000000 * 克
万吨 = 10000 * 吨
亿吨 = 100000000 * 吨
吨标准煤 = [coal]
万吨标准煤 = 10000 * 吨标准煤
元 = [money]
万元 = 10000 * 元
亿元 = 100000000 * 元
天 = [days]
个 = [items]
枚 = [sources]
万枚 = 10000 * 枚
起 = [accidents]
人 = [people]
万人 = 10000 * 人
share = [share]
percent = share / 100
permille = share / 1000
百分点 = [points]
""".strip()


def canonical(unit: str) -> str:
    """The spelling that stands for a unit; the unit itself when it has only one."""
    folded = unicodedata.normalize("NFKC", unit).replace(" ", "")
    return _CANONICAL.get(folded, folded)


_NAMES = re.compile(r"[^\W\d_]+[23]?(/[^\W\d_]+[23]?)*|%|‰")
"""What a unit may look like: names, powers and quotients, no arithmetic for the library to run."""

MOST_DIGITS = 15
"""A factor with more digits is taken for one without a finite decimal form."""


@cache
def factor(unit: str, wanted: str) -> Decimal | None:
    """By what to multiply figures in one unit to have them in another.

    Args:
        unit: Unit of the figures.
        wanted: Unit of the indicator.

    Returns:
        None when one can't be converted into the other, or not into finite decimals.

    Example:
        >>> factor("万吨", "吨")
        Decimal('10000')
        >>> factor("%", "百分点") is None
        True
    """
    if canonical(unit) == canonical(wanted):
        return Decimal(1)
    if not (_NAMES.fullmatch(canonical(unit)) and _NAMES.fullmatch(canonical(wanted))):
        return None
    from pint import PintError

    registry = _registry()
    try:
        number = registry.Quantity(Decimal(1), _name(unit)).to(_name(wanted)).magnitude
    except (PintError, ValueError, AttributeError, AssertionError):
        return None
    exact = Decimal(number).normalize()
    return exact if len(exact.as_tuple().digits) <= MOST_DIGITS else None


def known(unit: str) -> bool:
    """Whether a unit is one that can be converted at all."""
    from pint import PintError

    if not _NAMES.fullmatch(canonical(unit)):
        return False
    try:
        _registry().parse_units(_name(unit))
    except (PintError, ValueError, AttributeError, AssertionError):
        return False
    return True


def _name(unit: str) -> str:
    return canonical(unit).replace("%", "percent").replace("‰", "permille")


@cache
def _registry() -> UnitRegistry[Decimal]:
    from pint import UnitRegistry

    registry: UnitRegistry[Decimal] = UnitRegistry(None, non_int_type=Decimal)
    for definition in _DEFINITIONS.splitlines():
        registry.define(definition)
    return registry
