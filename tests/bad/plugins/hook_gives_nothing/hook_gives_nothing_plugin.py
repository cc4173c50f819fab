# expect: stranger | zlrules_operators | 出错 | TypeError | --disable stranger
import zlrules


@zlrules.hookimpl
def zlrules_operators():
    pass
