"""Whether an overlay may do what it does: tighten freely, relax only openly and with a document.

What can't be proven to be at least as strict counts as relaxed. The proof looks at the shape of
requirements (`Requirement.joins`) and asks operators about their own parameters
(`Requirement.implies`); figures play no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zlrules.errors import Problem
from zlrules.loading.bound import BoundNode, BoundRow, BoundRuleset
from zlrules.loading.extending import Change
from zlrules.loading.parsing import subject_of
from zlrules.loading.yamlfile import YamlFile
from zlrules.models.ruleset import PassRule
from zlrules.words import UNSURE, Nature

REMEDY = "核对；确有文件放宽的写 relaxes: true 和 source"


def check_changes(
    below: BoundRuleset, above: BoundRuleset, changes: Sequence[Change], overlay: YamlFile
) -> list[Problem]:
    """Check every change of an overlay.

    Args:
        below: The base.
        above: The overlay with all that it takes over.
    """
    problems = []
    for change in changes:
        reasons = list(_relaxed(below, above, change))
        told = _told(change, reasons, below.ruleset.name)
        if told is not None:
            place = overlay.place(change.location)
            problems.append(Problem(*place, subject_of(overlay, change.location), *told))
    return problems


def _told(change: Change, reasons: Sequence[str], base: str) -> tuple[str, str] | None:
    """What is wrong with a change, and what to do."""
    if reasons and not change.relaxes:
        return f"比 {base} 放宽，或不能证明不放宽：{'；'.join(reasons)}", REMEDY
    if change.relaxes and not reasons:
        return "写了 relaxes: true，但没有放宽", "删去 relaxes"
    asks = {"require", "values", "nature", "scope", "indicator"} & change.keys
    if change.row and asks and not change.relaxes and "source" not in change.keys:
        return f"改了 {'、'.join(sorted(asks))}，没有写出处", "加上 source"
    return None


def _relaxed(below: BoundRuleset, above: BoundRuleset, change: Change) -> Iterator[str]:
    """In which ways a change relaxes."""
    if not change.row:
        yield from _relaxed_rules(below.ruleset.pass_rule, above.ruleset.pass_rule)
        return
    old, new = below.find(change.row), above.find(change.row)
    if new is None:
        yield "删去了这一项"
    elif old is None:
        rule = above.ruleset.pass_rule[new.criterion.nature]
        if not new.is_part and isinstance(rule, Decimal):
            yield f"{new.criterion.nature} 类按份额通过，多一项会冲淡其余各项"
        if new.is_part and new.criterion.parts_rule == "any":
            yield "任一分项达标即可，多一个分项更容易达标"
    else:
        yield from _relaxed_row(old, new)
        if not new.is_part:
            yield from _relaxed_nature(below, above, old.criterion.nature, new.criterion.nature)


def _relaxed_rules(old: Mapping[Nature, PassRule], new: Mapping[Nature, PassRule]) -> Iterator[str]:
    for nature, rule in old.items():
        if not _as_strict(new[nature], rule):
            yield f"{nature} 类的通过规则由 {rule} 改为 {new[nature]}"


def _as_strict(new: PassRule, old: PassRule) -> bool:
    """Whether a pass rule is known to ask for at least as much as another."""
    if old in (new, "reported"):
        return True
    order = {"reported": Decimal(0), "all": Decimal(1)}
    asked, before = (rule if isinstance(rule, Decimal) else order.get(rule) for rule in (new, old))
    return asked is not None and before is not None and asked >= before


def _relaxed_nature(
    below: BoundRuleset, above: BoundRuleset, old: Nature, new: Nature
) -> Iterator[str]:
    if old is new:
        return
    was, now = below.ruleset.pass_rule[old], above.ruleset.pass_rule[new]
    if isinstance(now, Decimal) or not _as_strict(now, was):
        yield f"由 {old} 改为 {new}"


def _relaxed_row(old: BoundRow, new: BoundRow) -> Iterator[str]:
    """In which ways a row asks for less than before."""
    before, now = old.row, new.row
    if before.scope != now.scope:
        yield f"范围由{before.scope}改为{now.scope}"
    if not now.exemptions() <= before.exemptions():
        yield "多了可以不参与考核的情形"
    if now.applies_when is not None and now.applies_when != before.applies_when:
        yield "适用的区改变了"
    if now.accept_older > before.accept_older or now.accept_part_year > before.accept_part_year:
        yield "可以用更早或不满一年的数据"
    if now.window != before.window:
        yield "几年的数据怎样算改变了"
    if now.confidence in UNSURE and before.confidence not in UNSURE:
        yield "条文可信程度降低，不再作定论"
    if _later(old, new):
        yield f"期限由 {old.criterion.due or '未写'} 改为 {new.criterion.due}"
    yield from _relaxed_demand(old, new)


def _later(old: BoundRow, new: BoundRow) -> bool:
    before, now = old.criterion.due_year, new.criterion.due_year
    return now is not None and (before is None or now > before)


def _relaxed_demand(old: BoundRow, new: BoundRow) -> Iterator[str]:
    """In which ways what a row, or its parts, must fulfil is less than before."""
    if bool(old.parts) != bool(new.parts) or len(old.values) != len(new.values):
        yield "要求的形式改变了，不能比较"
        return
    if old.root and new.root and not _stricter(new.root, old.root):
        yield f"由 {old.root.describe()} 改为 {new.root.describe()}"
    for before, now in zip(old.values, new.values, strict=True):
        if (before.in_force.from_, before.in_force.to) != (now.in_force.from_, now.in_force.to):
            yield "values 的施行期改变了"
        elif not _stricter(now.root, before.root):
            yield f"{now.in_force}由 {before.root.describe()} 改为 {now.root.describe()}"
    if old.criterion.parts_rule == "all" and new.criterion.parts_rule == "any":
        yield "各分项都达标改为任一分项达标"


def _stricter(new: BoundNode, old: BoundNode) -> bool:
    """Whether whoever meets one requirement, by figures or statements, surely meets the other."""
    return new.accepts() <= old.accepts() and implies(new, old)


def implies(new: BoundNode, old: BoundNode) -> bool:
    """Whether whoever meets one requirement surely meets the other; no proof means no."""
    if _cases(new) and _cases(new) == _cases(old):
        pairs = zip(new.children, old.children, strict=True)
        return all(implies(one, other) for one, other in pairs)
    if old.params.joins == "all":
        return all(implies(new, child) for child in old.children)
    if new.params.joins in ("any", "cases"):
        return all(implies(child, old) for child in new.children)
    if new.params.joins == "all" and any(implies(child, old) for child in new.children):
        return True
    if old.params.joins == "any":
        return any(implies(new, child) for child in old.children)
    same = new.indicator == old.indicator
    return same and new.params.implies(old.params, new.indicator)


def _cases(node: BoundNode) -> list[object]:
    """The kinds of district that a requirement tells apart; none where it doesn't."""
    return [child.when for child in node.params.children() if child.when is not None]
