# expect: stranger | zlrules_operater | 是否想写 zlrules_operators？ | --disable stranger
import zlrules


@zlrules.hookimpl
def zlrules_operater():
    return []
