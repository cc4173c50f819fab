# expect: half | 导入失败 | AttributeError | plugin | --disable half
