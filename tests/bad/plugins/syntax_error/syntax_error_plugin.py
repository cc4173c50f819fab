# expect: garbled | 导入失败 | SyntaxError | --disable garbled
def zlrules_operators(:
