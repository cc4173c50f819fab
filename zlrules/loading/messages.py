"""What pydantic finds wrong, in Chinese: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic_core import ErrorDetails

from zlrules.errors import one_of

Told = tuple[str, str]


def told(details: ErrorDetails, allowed_keys: Sequence[str]) -> Told:
    """Say what is wrong with a value, and what to do.

    Args:
        allowed_keys: The keys that may stand beside the value.
    """
    kind = details["type"]
    if kind == "extra_forbidden":
        key = _key(details)
        remedy = one_of(key, allowed_keys) if allowed_keys else "这里不写任何键: {}"
        return f"未知的键 '{key}'", remedy
    if details["input"] is None and kind != "value_error":
        return "没有填写", "补上内容，可不写的删去这个键"
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _BY_DETAILS:
        return _BY_DETAILS[kind](details)
    return str(details["msg"]), "见参考手册"


def _key(details: ErrorDetails) -> str:
    return str(details["loc"][-1]) if details["loc"] else ""


def _missing(details: ErrorDetails) -> Told:
    return f"缺少 '{_key(details)}'", f"补上 '{_key(details)}'"


def _not_allowed(details: ErrorDetails) -> Told:
    expected = str(details["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    given = str(details["input"])
    return f"未知的取值 '{given}'", one_of(given, expected.split(", "))


def _pattern(details: ErrorDetails) -> Told:
    pattern = str(details["ctx"]["pattern"])
    return f"'{details['input']}' 的写法不对", _PATTERNS.get(pattern, f"应符合 {pattern}")


_PATTERNS = {
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$": "写编号：小写字母、数字、下划线和点，如 air.good_days",
    r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$": "写成 类别/名称：小写字母、数字和连字符，如 zhonglou/14fyp",
}
"""What the patterns of `zlrules.models.base` ask for."""


def _own_words(details: ErrorDetails) -> Told:
    return str(details["ctx"]["error"]), ""


def _too_many(details: ErrorDetails) -> Told:
    return "项数过多", f"至多 {details['ctx']['max_length']} 项"


def _too_few(details: ErrorDetails) -> Told:
    return "项数不够", f"至少 {details['ctx']['min_length']} 项"


def _bound(details: ErrorDetails) -> Told:
    context = details["ctx"]
    words = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}
    name = next(name for name in words if name in context)
    return f"'{details['input']}' 超出范围", f"应{words[name]} {context[name]}"


_BY_DETAILS: dict[str, Callable[[ErrorDetails], Told]] = {
    "missing": _missing,
    "enum": _not_allowed,
    "literal_error": _not_allowed,
    "value_error": _own_words,
    "string_pattern_mismatch": _pattern,
    "too_long": _too_many,
    "too_short": _too_few,
    "greater_than_equal": _bound,
    "greater_than": _bound,
    "less_than_equal": _bound,
    "less_than": _bound,
}

_MAPPING = ("应为“键: 值”的一组内容", "核对缩进")
_LIST = ("应为列表", "写成 [甲, 乙] 或每行一项“- ”")
_FIXED: dict[str, Told] = {
    "string_too_short": ("是空的", "写上内容"),
    "string_type": ("应为文字", "若是多项或多层内容，核对缩进"),
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
}
