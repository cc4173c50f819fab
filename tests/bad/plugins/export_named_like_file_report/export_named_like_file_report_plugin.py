# expect: packed | 既是文件格式，又是输出格式
import zlrules


@zlrules.hookimpl
def zlrules_file_reports():
    return [zlrules.FileReport("packed", ".gz", lambda document, request: b"", "压缩")]


@zlrules.hookimpl
def zlrules_exports():
    return [zlrules.Export("packed", lambda assessments, folder: None, "压缩")]
