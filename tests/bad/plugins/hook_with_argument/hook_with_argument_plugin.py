# expect: stranger | zlrules_operators | settings | --disable stranger
import zlrules


@zlrules.hookimpl
def zlrules_operators(settings):
    return []
