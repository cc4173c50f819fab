"""File names that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from zlrules.cli.safe_names import SafeNames, safe_stem

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}  # fmt: skip
NASTY = st.text(alphabet=st.sampled_from('aA.:/\\ \t\0"<>|?*é甲\u202e\U0001f600ﬁ'), max_size=12)
WANTED = st.one_of(st.text(max_size=400), NASTY, st.sampled_from(sorted(RESERVED)))
SUFFIX = st.sampled_from([".pdf", ".PDF", "", ".", ". ", "./x", ".tar.gz", ".\u202efdp", ".jpg"])


@pytest.mark.parametrize(
    ("wanted", "suffix", "name"),
    [
        ("1-2025-1 年报", ".pdf", "1-2025-1 年报.pdf"),
        ("5/2025: “三同时”?", ".docx", "5_2025_ “三同时”_.docx"),
        ("CON", ".pdf", "CON_.pdf"),
        ("nul.tar", ".gz", "nul_.tar.gz"),
        ("结尾是点. .", ".pdf", "结尾是点.pdf"),
        ("...", "", "_"),
        ("", ".pdf", "_.pdf"),
        ("a\u202efdp", ".exe", "a_fdp.exe"),
        ("年报", "./../x", "年报"),
        ("长" * 200, ".pdf", "长" * 66 + ".pdf"),
    ],
)
def test_names_as_near_as_can_be(wanted: str, suffix: str, name: str) -> None:
    assert SafeNames().name(wanted, suffix) == name


def test_no_name_is_given_out_twice_where_capitals_do_not_count() -> None:
    names = SafeNames("目录.xlsx")
    given_out = [names.name(one, ".pdf") for one in ("A", "a", "Ａ", "a")]
    assert given_out == ["A.pdf", "a (2).pdf", "Ａ (3).pdf", "a (4).pdf"]
    assert names.name("目录", ".xlsx") == "目录 (2).xlsx"


@given(WANTED, SUFFIX)
def test_every_name_is_allowed_everywhere(wanted: str, suffix: str) -> None:
    name = SafeNames().name(wanted, suffix)
    assert name
    assert name.isprintable()
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" ").rstrip(".")
    assert name.partition(".")[0].rstrip(" ").upper() not in RESERVED
    assert len(name.encode()) <= 255


@given(st.lists(st.tuples(WANTED, SUFFIX), max_size=8))
def test_names_never_collide(wanted: list[tuple[str, str]]) -> None:
    names = SafeNames()
    given_out = [names.name(one, suffix) for one, suffix in wanted]
    assert len({name.casefold() for name in given_out}) == len(wanted)


@given(WANTED)
def test_safe_names_stay_as_they_are(wanted: str) -> None:
    stem = safe_stem(wanted)
    assert safe_stem(stem) == stem
