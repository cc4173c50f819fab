# expect: limits | 名称重复 | zlrules | stranger | 卸载
