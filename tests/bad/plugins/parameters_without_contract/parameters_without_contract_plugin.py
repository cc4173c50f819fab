# expect: stranger | zlrules_operators | 出错 | TypeError | must subclass Requirement
import zlrules
from pydantic import BaseModel


class Anything(BaseModel):
    pass


@zlrules.hookimpl
def zlrules_operators():
    return [zlrules.Operator("anything", Anything, "什么都行")]
