# expect: .csv | 两个读取器 | 'csv' | 'comma' | --disable
import polars as pl
import zlrules


@zlrules.hookimpl
def zlrules_readers():
    return [zlrules.Reader("comma", (".csv",), pl.read_csv)]
