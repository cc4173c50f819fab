"""Checks what a template asks for against the placeholders that there are, before it is filled in.

A template may say values, go through lists and ask whether something is there; everything else that
Jinja2 knows (calls, arithmetic, macros, other templates) is refused, and so are attributes that no
placeholder has. Loops inside loops must go through something of the outer item, so that what a
template can take grows with the data and not with its powers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import TypeAlias, get_args, get_origin, get_type_hints

from jinja2 import nodes

from zlrules import one_of
from zlrules_office.placeholders import Content

Kind: TypeAlias = object
"""The type of a value: a class, ``tuple[X, ...]``, ``X | None``; None where it isn't known."""

Wrong: TypeAlias = tuple[str, str, str]
"""What a mistake is about, what is wrong, what to do."""

MOST_NAMED = 60
LOOP = "loop"
LOOP_NAMES = frozenset({"index", "index0", "first", "last", "length", "revindex"})
FILTERS = frozenset({"length", "join", "first", "last"})
_PLAIN = (
    nodes.Const,
    nodes.TemplateData,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Concat,
    nodes.If,
)
_REFUSED = {
    nodes.Call: "调用函数",
    nodes.Macro: "宏",
    nodes.CallBlock: "宏",
    nodes.Import: "引入其他模板",
    nodes.FromImport: "引入其他模板",
    nodes.Include: "引入其他模板",
    nodes.Extends: "引入其他模板",
    nodes.Assign: "赋值",
    nodes.AssignBlock: "赋值",
    nodes.Getitem: "方括号取值",
    nodes.BinExpr: "算术",
    nodes.Test: "is 判断",
}


def wrong_names(template: nodes.Template) -> Iterator[Wrong]:
    """What a template names that it can't have."""
    for child in template.body:
        yield from _wrong(child, fields_of(Content), within=frozenset())


@cache
def fields_of(kind: Kind) -> Mapping[str, Kind]:
    """The placeholders that a value has, with their types."""
    if isinstance(kind, type) and kind.__module__ == Content.__module__:
        return get_type_hints(kind)
    return {}


def element_of(kind: Kind) -> Kind:
    """What a list is a list of; None where it isn't one."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def present(kind: Kind) -> Kind:
    """The type of a value that is there: ``X`` of ``X | None``."""
    if isinstance(kind, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def _wrong(node: nodes.Node, known: Mapping[str, Kind], within: frozenset[str]) -> Iterator[Wrong]:
    """What is wrong with a part of a template.

    Args:
        known: The names that it may use, with their types.
        within: The loops that it stands in, by the name of their item.
    """
    if isinstance(node, nodes.For):
        yield from _wrong_loop(node, known, within)
    elif isinstance(node, nodes.Name):
        if node.name not in known:
            yield node.name, "没有这个占位符", one_of(node.name, known, most=MOST_NAMED)
    elif isinstance(node, nodes.Getattr):
        inside = list(_wrong(node.node, known, within))
        yield from inside or _wrong_attribute(node, known)
    elif isinstance(node, nodes.Filter):
        yield from _wrong_filter(node, known, within)
    elif isinstance(node, nodes.Output):
        yield from _wrong_output(node, known, within)
    elif isinstance(node, nodes.CondExpr) and node.expr2 is None:
        yield "if", "没有写否则是什么", "写成 {{ 甲 if 乙 else '' }}"
    elif isinstance(node, _PLAIN):
        for child in node.iter_child_nodes():
            yield from _wrong(child, known, within)
    else:
        name = next((word for kind, word in _REFUSED.items() if isinstance(node, kind)), "这种写法")
        allowed = "只用 {{ 占位符 }}、for 和 if"
        yield _shown(node), f"模板里不能用{name}", allowed


def _wrong_loop(
    node: nodes.For, known: Mapping[str, Kind], within: frozenset[str]
) -> Iterator[Wrong]:
    yield from _wrong(node.iter, known, within)
    element = element_of(kind_of(node.iter, known))
    if not isinstance(node.target, nodes.Name) or node.recursive:
        yield "for", "只能写 for 名字 in 列表", ""
        return
    name = node.target.name
    if element is None and not list(_wrong(node.iter, known, within)):
        yield _shown(node.iter), "不是列表，不能用 for", f"列表有: {', '.join(_lists(known))}"
    if within and _root(node.iter) not in within:
        yield _shown(node.iter), "循环里面的循环要取外层那一项的列表", f"外层: {'、'.join(within)}"
    if name in fields_of(Content) or name in within or name == LOOP:
        yield name, "循环的名字与占位符或外层的名字相同", "换一个名字"
    inner = {**known, name: element, LOOP: LOOP}
    for child in (node.test, *node.body):
        if child is not None:
            yield from _wrong(child, inner, within | {name})
    for child in node.else_:
        yield from _wrong(child, known, within)


def _wrong_attribute(node: nodes.Getattr, known: Mapping[str, Kind]) -> Iterator[Wrong]:
    owner = present(kind_of(node.node, known))
    names = LOOP_NAMES if owner == LOOP else fields_of(owner).keys()
    if node.attr not in names:
        what = one_of(node.attr, names, most=MOST_NAMED) if names else "它没有下一级"
        yield _shown(node), f"{_shown(node.node)} 没有“{node.attr}”", what


def _wrong_output(
    node: nodes.Output, known: Mapping[str, Kind], within: frozenset[str]
) -> Iterator[Wrong]:
    """What is written out must be text, a number or a picture."""
    for child in node.nodes:
        kind = present(kind_of(child, known))
        yield from _wrong(child, known, within)
        if element_of(kind) is not None:
            yield _shown(child), "是列表，不能直接写出", "用 {% for 项 in 列表 %}"
        elif kind is bool:
            yield _shown(child), "是真假，不能直接写出", "用 {% if … %}"
        elif kind == LOOP or fields_of(kind):
            yield _shown(child), "不是一个值", "写它的下一级，如 项.名称"


def _wrong_filter(
    node: nodes.Filter, known: Mapping[str, Kind], within: frozenset[str]
) -> Iterator[Wrong]:
    if node.name not in FILTERS:
        yield f"|{node.name}", "没有这个过滤器", one_of(node.name, FILTERS)
    if len(node.args) > 1 or node.kwargs or node.dyn_args or node.dyn_kwargs:
        yield f"|{node.name}", "过滤器的参数太多", "写成 理由|join('；')"
    if node.name == "join" and element_of(kind_of(node.node, known)) is not str:
        yield _shown(node), "只能连接文字的列表", "用 {% for 项 in 列表 %}"
    for child in node.iter_child_nodes():
        yield from _wrong(child, known, within)


def kind_of(node: nodes.Node | None, known: Mapping[str, Kind]) -> Kind:
    """The type of an expression; None where it has none or isn't known."""
    if isinstance(node, nodes.Name):
        return known.get(node.name)
    if isinstance(node, nodes.Getattr):
        return fields_of(present(kind_of(node.node, known))).get(node.attr)
    if isinstance(node, nodes.Filter) and node.name in ("first", "last"):
        return element_of(kind_of(node.node, known))
    return None


def _lists(known: Mapping[str, Kind]) -> list[str]:
    return [name for name, kind in known.items() if element_of(kind) is not None]


def _root(node: nodes.Node) -> str:
    """The name that an expression starts with."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _shown(node: nodes.Node) -> str:
    """An expression as the template has it, as far as a message needs it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_shown(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{_shown(node.node)}()"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{_shown(node.node)}|{node.name}"
    if isinstance(node, nodes.Const):
        return repr(node.value)[:20]
    return ""
