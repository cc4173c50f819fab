# expect: quitter | 导入失败 | SystemExit | --disable quitter
raise SystemExit(0)
