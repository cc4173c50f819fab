# expect: stranger | zlrules_operators | 没有 @zlrules.hookimpl 标记 | 加上标记
def zlrules_operators():
    return []
