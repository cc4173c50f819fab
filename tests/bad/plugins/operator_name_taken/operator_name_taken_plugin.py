# expect: stranger | 判定方式 'at_least' 重复 | limits | --disable stranger
from __future__ import annotations

from decimal import Decimal

import zlrules
from pydantic import RootModel


class AtLeast(RootModel[Decimal], zlrules.Requirement):
    def build(self, series, children):
        raise NotImplementedError

    def describe(self, children):
        return f"≥{self.root}"


@zlrules.hookimpl
def zlrules_operators():
    return [zlrules.Operator("at_least", AtLeast, "另一个不低于")]
