"""What is said of a verdict: events, answers, readings, places."""

from __future__ import annotations

import pytest

from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.document import ResultDocument
from zlrules.telling.phrases import figure_text, notes
from zlrules.testing import YEAR, Rows, Situation, Tree, assess_situations, ruleset_of

NO_EVENT: Tree = {"indicator": "spill", "require": {"no_event": {"grade": ["重大"], "years": "3"}}}
COVERED = {"kind": "departmental", "period": "2023/2026", "document": "某局函", "place": "第一段"}
ANSWERED = {"reason": "不涉及", "document": "某局函", "place": "第二段", "quote": "不涉及"}
LOOSE_AND_STRICT: Tree = {
    "strict": {"label": "且", "require": {"at_least": "10"}},
    "loose": {"label": "或", "require": {"at_least": "5"}},
}
DECIDED = {"reading": "loose", "document": "plan", "place": "答复", "quote": "即可"}
PLACES: Tree = {
    "require": {"each_of": {"scopes": ["甲断面", "乙断面"], "require": {"at_least": "5"}}}
}


def told(
    row: Tree,
    *,
    figures: Rows = (),
    attestations: Rows = (),
    not_applicable: Rows = (),
    events: Rows = (),
) -> ResultDocument:
    """The document of one criterion, river unless it says otherwise."""
    ruleset = ruleset_of([row], indicators=INDICATORS.values(), operators=OPERATORS)
    situation = Situation(
        figures=[{"indicator": "river", **one} for one in figures],
        attestations=attestations,
        not_applicable=not_applicable,
        events=[{"kind": "spill", **one} for one in events],
    )
    return assess_situations(ruleset, [situation]).document().assessments[0].results[0]


def sources(result: ResultDocument) -> list[str]:
    return [source.document for source in result.sources[1:]]


def test_an_event_is_named_with_its_document() -> None:
    event = {"date": "2024-05-01", "grade": "重大", "responsible": "某公司", "document": "通报"}
    result = told(NO_EVENT, events=[event], attestations=[COVERED])
    assert (
        result.explanation == "要求：近 3 年未发生（重大），未达标：2024-05-01 重大戊（某公司）。"
    )
    assert (result.basis, sources(result)) == (("event",), ["通报"])
    assert result.text == "2024-05-01 重大戊（某公司）"


def test_silence_is_told() -> None:
    result = told(NO_EVENT)
    said = "没有覆盖整个期限的部门证明（要求：近 3 年未发生（重大））；没有事件记录不等于没有发生。"
    assert result.explanation == said
    assert result.basis == ()


def test_statements_that_cover_the_window_are_the_basis() -> None:
    result = told(NO_EVENT, attestations=[COVERED])
    assert result.explanation == "依据责任部门证明判定为达标（要求：近 3 年未发生（重大））。"
    assert (result.basis, sources(result)) == (("departmental",), ["某局函"])


def test_an_event_of_unknown_grade_is_named() -> None:
    result = told(NO_EVENT, events=[{"date": "2024-05-01", "document": "通报"}])
    said = "要求：近 3 年未发生（重大）；有事件没有写明等级：2024-05-01 戊。"
    assert (result.explanation, sources(result)) == (said, ["通报"])


def test_events_that_do_not_count_are_not_told() -> None:
    event = {"date": "2024-05-01", "grade": "一般", "document": "通报"}
    result = told(NO_EVENT, events=[event], attestations=[COVERED])
    assert (result.outcome, sources(result)) == ("met", ["某局函"])


def test_an_answer_is_the_reason_for_not_applying() -> None:
    row: Tree = {"starred": "true", "require": {"at_least": "5"}}
    result = told(row, not_applicable=[ANSWERED])
    assert (result.na_reason, result.explanation) == ("不涉及", "不适用：有文件答复“不涉及”。")
    assert result.sources[1].model_dump() == {
        "document": "某局函",
        "place": "第二段",
        "quote": "不涉及",
    }


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "要求：≥5；有文件答复“不涉及”，但条文没有说可以因此不参与考核。"),
        (
            [{"value": "7"}],
            "现状值 7个，要求：≥5；有文件答复“不涉及”，与数据或证明矛盾，核实后改正其一。",
        ),
    ],
    ids=["not accepted", "contradicted"],
)
def test_an_answer_that_does_not_do(figures: list[dict[str, str]], said: str) -> None:
    result = told({"require": {"at_least": "5"}}, figures=figures, not_applicable=[ANSWERED])
    assert (result.explanation, result.na_reason) == (said, None)
    assert "某局函" in sources(result)


def test_each_reading_is_told() -> None:
    row: Tree = {"require": {"readings": {"options": LOOSE_AND_STRICT}}}
    result = told(row, figures=[{"value": "7"}])
    assert result.explanation == (
        "现状值 7个，要求：“测试”；条文有几种读法，按各读法结论不一：按“且”未达标，按“或”达标。"
    )
    assert [one.model_dump(mode="json") for one in result.readings] == [
        {"name": "strict", "label": "且", "required": "≥10", "outcome": "missed", "margin": "-3",
         "decisive": False},
        {"name": "loose", "label": "或", "required": "≥5", "outcome": "met", "margin": "2",
         "decisive": False},
    ]  # fmt: skip


def test_readings_that_differ_are_told_whatever_keeps_the_row_open() -> None:
    """One reading asks for something that no text tells, the other is met."""
    unknown: Tree = {"label": "且", "require": {"unknown": {}}}
    options: Tree = {"strict": unknown, "loose": LOOSE_AND_STRICT["loose"]}
    result = told({"require": {"readings": {"options": options}}}, figures=[{"value": "7"}])
    assert result.reason == "text_unknown"
    assert result.explanation.endswith("；原文要求未取得：按“且”待核定，按“或”达标。")


def test_a_change_is_told_in_its_own_unit() -> None:
    changed = {"value": "-4.8", "measure": "change_pct", "base": str(YEAR - 1)}
    row: Tree = {"require": {"change": {"since": "previous_year", "at_most": "-3", "unit": "%"}}}
    result = told(row, figures=[changed])
    assert "现状值 -4.8%，" in result.explanation
    assert figure_text(result) == "-4.8%"


def test_the_other_reading_is_named_where_it_would_matter() -> None:
    row: Tree = {"require": {"readings": {"options": LOOSE_AND_STRICT, "decisive": DECIDED}}}
    result = told(row, figures=[{"value": "7"}])
    said = "现状值 7个，要求：≥5，达标，优于要求 2个（按另一读法“且”：未达标）。"
    assert result.explanation == said
    assert notes(result, YEAR) == ("按另一读法“且”：未达标",)
    agreeing = told(row, figures=[{"value": "12"}])
    assert "另一读法" not in agreeing.explanation
    assert notes(agreeing, YEAR) == ()


def test_readings_without_data() -> None:
    result = told({"require": {"readings": {"options": LOOSE_AND_STRICT}}})
    assert [one.outcome for one in result.readings] == ["no_data", "no_data"]


def test_the_figures_of_every_place_are_told() -> None:
    figures = [{"scope": "甲断面", "value": "9"}, {"scope": "乙断面", "value": "4"}]
    result = told(PLACES, figures=figures)
    assert result.explanation == ("要求：甲断面、乙断面均≥5，未达标，差 1个：甲断面 9、乙断面 4。")
    assert (result.value, result.text) == (None, "甲断面 9、乙断面 4")


def test_a_window_is_part_of_what_is_required() -> None:
    row: Tree = {"require": {"at_least": "5"}, "window": {"years": "3", "rule": "each"}}
    assert told(row).required == "≥5（近 3 年，每年都要达到）"


def test_the_trace_tells_every_year() -> None:
    row: Tree = {"require": {"at_least": "5"}, "window": {"years": "2", "rule": "each"}}
    ruleset = ruleset_of([row], indicators=INDICATORS.values(), operators=OPERATORS)
    figures = [
        {"indicator": "river", "value": "6"},
        {"indicator": "river", "value": "4", "period": str(YEAR - 1)},
    ]
    document = assess_situations(ruleset, [Situation(figures)]).document(trace=True)
    nodes = document.assessments[0].results[0].nodes
    assert nodes is not None
    assert [(node.year, node.met) for node in nodes] == [(YEAR, True), (YEAR - 1, False)]
