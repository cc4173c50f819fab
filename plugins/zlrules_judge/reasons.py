"""Why a row is left undecided: codes for JSON, short words for tables, advice for people."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a row has no verdict."""

    NO_FIGURE = "no_figure"
    TARGET_BLANK = "target_blank"
    NO_TARGET = "no_target"
    CHANGE_TARGET = "change_target"
    TREND_TARGET = "trend_target"
    TARGET_UNCLEAR = "target_unclear"
    NO_DIRECTION = "no_direction"
    NOT_A_NUMBER = "not_a_number"
    VALUE_NOTE = "value_note"
    OTHER_UNIT = "other_unit"
    TOO_LARGE = "too_large"
    STATE_UNCLEAR = "state_unclear"
    BOUND = "bound"


LABELS = {
    Why.NO_FIGURE: "没有完成值",
    Why.TARGET_BLANK: "目标值空白",
    Why.NO_TARGET: "下达未载明",
    Why.CHANGE_TARGET: "目标是幅度",
    Why.TREND_TARGET: "目标是趋势",
    Why.TARGET_UNCLEAR: "目标不明",
    Why.NO_DIRECTION: "方向不明",
    Why.NOT_A_NUMBER: "非普通数字",
    Why.VALUE_NOTE: "有附注",
    Why.OTHER_UNIT: "单位不同",
    Why.TOO_LARGE: "数字过大",
    Why.STATE_UNCLEAR: "用词不同",
    Why.BOUND: "只知范围",
}
"""Short enough for a column."""

ADVICE = {
    Why.NO_FIGURE: "完成值空白或只有短横线；有数据后再填",
    Why.TARGET_BLANK: "目标值空白或只有短横线；合并单元格不会自动沿用上一行，请逐行填写",
    Why.NO_TARGET: "表中没有写下达的数值；查到后写成如 ≤1800 的形式",
    Why.CHANGE_TARGET: "没有写比哪一年、完成值是不是同一幅度；由人核定，或写成如 ≥20 的形式",
    Why.TREND_TARGET: "一个完成值看不出趋势；由人核定",
    Why.TARGET_UNCLEAR: "可以写 ≥90、>90、≤34、<14、=0、不低于90、90以上、6~9、消除；不写千分位和附注",
    Why.NO_DIRECTION: "目标值只有数字，指标目录中也查不到越高还是越低好；写明 ≥ 或 ≤",
    Why.NOT_A_NUMBER: "只写普通数字，如 1787.70；不写千分位（1,787.70）、科学计数（1e5）、区间或文字",
    Why.VALUE_NOTE: "附注可能改变含义（如另一年的数据）；核对后把附注移出完成值",
    Why.OTHER_UNIT: "数字后面写的不是本行的单位；不作换算，请统一单位",
    Why.TOO_LARGE: "数字过大或小数过多，不能保证精确比较；改用较大的单位，或减少小数位数",
    Why.STATE_UNCLEAR: "完成值与目标用词不同，指标目录中没有说明它们的关系；由人核定",
    Why.BOUND: "完成值只给出范围，范围内有的达标、有的不达标；填写具体数值",
}
"""What to do about it."""
