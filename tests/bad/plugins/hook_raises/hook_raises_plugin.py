# expect: stranger | zlrules_operators | 出错 | RuntimeError | 没有许可证 | --disable stranger
import zlrules


@zlrules.hookimpl
def zlrules_operators():
    raise RuntimeError("没有许可证")
