# expect: first | 导入失败 | three_mistakes_absent
# expect: second | 导入失败 | three_mistakes_also_absent
# expect: third | zlrules_report | 是否想写 zlrules_reports？
import zlrules


@zlrules.hookimpl
def zlrules_report():
    return []
