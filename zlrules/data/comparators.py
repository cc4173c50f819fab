"""The words and signs that stand for a comparison, before a number or behind it."""

from __future__ import annotations

from zlrules.words import Comparator

_BEFORE = {
    Comparator.AT_LEAST: "≥ ≧ ⩾ >= => 不低于 不少于 不小于 大于等于 大于或等于 至少",
    Comparator.MORE_THAN: "> 高于 大于 多于 超过",
    Comparator.AT_MOST: "≤ ≦ ⩽ <= =< 不高于 不超过 不大于 不多于 小于等于 小于或等于 至多",
    Comparator.LESS_THAN: "< 低于 小于 少于",
    Comparator.EQUALS: "= == 等于",
}
_BEHIND = {
    Comparator.AT_LEAST: "以上 及以上 (含)以上 以上(含)",
    Comparator.AT_MOST: "以下 及以下 以内 (含)以下 以下(含)",
}

BEFORE = {word: one for one, words in _BEFORE.items() for word in words.split()}
"""Comparators by what stands before the number."""

BEHIND = {word: one for one, words in _BEHIND.items() for word in words.split()}
"""Comparators by what stands behind the number and its unit; 以上 and 以下 include the number."""
