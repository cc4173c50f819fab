# expect: stranger | zlrules_operators | 不是 Operator | str
import zlrules


@zlrules.hookimpl
def zlrules_operators():
    return ["at_most_twice"]
