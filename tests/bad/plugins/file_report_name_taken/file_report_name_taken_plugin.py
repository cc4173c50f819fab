# expect: stranger | 文件格式 'packed' 重复
import zlrules


@zlrules.hookimpl
def zlrules_file_reports():
    report = zlrules.FileReport("packed", ".gz", lambda document, request: b"", "压缩")
    return [report, report]
