# expect: stranger | 报告格式 'count' 重复
import zlrules


@zlrules.hookimpl
def zlrules_reports():
    report = zlrules.Report("count", ".txt", lambda document, colour: "", "只数项数")
    return [report, report]
