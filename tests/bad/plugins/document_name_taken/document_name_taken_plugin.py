# expect: stranger | JSON 格式 'checks' 重复 | 插件 checks | --disable stranger
from __future__ import annotations

import zlrules


@zlrules.hookimpl
def zlrules_documents():
    return [zlrules.JsonDocument("checks", "另一种检查结果", lambda: zlrules.Model)]
