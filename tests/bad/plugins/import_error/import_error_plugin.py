# expect: broken | 导入失败 | stranger 1.0 | ModuleNotFoundError | no_such_library | --disable broken
import no_such_library
