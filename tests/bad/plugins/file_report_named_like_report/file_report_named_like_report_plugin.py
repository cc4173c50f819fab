# expect: json | 既是报告格式，又是文件格式
import zlrules


@zlrules.hookimpl
def zlrules_file_reports():
    return [zlrules.FileReport("json", ".gz", lambda document, request: b"", "压缩")]
