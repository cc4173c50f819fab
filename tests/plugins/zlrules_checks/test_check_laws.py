"""What holds for every table: neither order nor repetition matters, and big tables are no trouble."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings, strategies as st

from tests.plugins.zlrules_checks.checked import CATALOGUE, checked
from zlrules_checks.finding import Report

Row = Mapping[str, str]
NUMBERS = [one.id for one in CATALOGUE if one.kind != "state"]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Rows with a source each, so that no two have the same key and different values."""
    row = st.fixed_dictionaries(
        {
            "indicator": st.sampled_from(NUMBERS),
            "scope": st.sampled_from(["全区", "建成区"]),
            "period": st.sampled_from(["2020", "2021", "2022", "2023", "2016/2020", "undated"]),
            "measure": st.sampled_from(["value", "value", "change", "change_pct", "rank"]),
            "value": st.sampled_from(["0", "0.9", "8", "9", "17", "88.9", "90"]),
            "bound": st.sampled_from(["=", "=", "=", ">=", "<"]),
            "status": st.sampled_from(["final", "provisional"]),
        },
        optional={"base": st.sampled_from(["2020", "2021"]), "as_of": st.just("2022-06-30")},
    )
    drawn = draw(st.lists(row, max_size=12))
    return [
        {**one, "source": f"d{number}", "bound": "=" if one["value"] == "0" else one["bound"]}
        for number, one in enumerate(drawn)
    ]


def essence(report: Report) -> list[tuple[str, str, frozenset[str]]]:
    """What is found, whatever the rows' numbers."""
    found = []
    for one in report.findings:
        concerned = frozenset(f"{row.indicator} {row.period} {row.source}" for row in one.rows)
        found.append((one.kind.value, f"{one.severity} {one.differs}", concerned))
    return sorted(found, key=repr)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    table = data.draw(rows())
    shuffled = data.draw(st.permutations(table))
    assert essence(checked(shuffled)) == essence(checked(table))


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_an_exact_duplicate_adds_no_finding(data: st.DataObject) -> None:
    table = data.draw(rows())
    again = data.draw(st.lists(st.sampled_from(table), max_size=4)) if table else []
    assert essence(checked([*table, *again])) == essence(checked(table))


def test_thousands_of_rows_are_all_checked() -> None:
    table = [
        {
            "indicator": NUMBERS[number % len(NUMBERS)],
            "scope": f"村{number // 100}",
            "period": str(2000 + number // len(NUMBERS) % 8),
            "value": str(number % 90),
            "source": f"d{number % 7}",
        }
        for number in range(4_000)
    ]
    report = checked(table)
    assert report.checked == len(table)
