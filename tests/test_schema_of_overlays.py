"""The schema of overlays asks for less than that of whole rulesets, and allows what they say."""

from __future__ import annotations

import pytest

from zlrules.api import load_plugins
from zlrules.schema import schema_of

PLUGINS = load_plugins()


@pytest.mark.parametrize(
    ("name", "whole", "overlay"),
    [
        ("Criterion", {"id", "number", "title", "source", "nature"}, {"id"}),
        ("Part", {"id", "number", "title", "source"}, {"id"}),
    ],
)
def test_rows_of_overlays_need_only_their_id(name: str, whole: set[str], overlay: set[str]) -> None:
    asked = {}
    for kind in ("ruleset", "overlay"):
        definition = schema_of(kind, PLUGINS)["$defs"][name]  # type: ignore[index,call-overload]
        asked[kind] = set(definition["required"])  # type: ignore[index,call-overload,arg-type]
        allowed = {"relaxes", "remove"} & set(definition["properties"])  # type: ignore[index,call-overload,arg-type]
        assert bool(allowed) == (kind == "overlay")
    assert asked == {"ruleset": whole, "overlay": overlay}


def test_the_head_of_an_overlay() -> None:
    schema = schema_of("overlay", PLUGINS)
    assert schema["required"] == ["id", "edition", "extends", "title", "issuer", "in_force"]
    assert {"relaxes", "source"} <= set(schema["properties"])  # type: ignore[arg-type]
