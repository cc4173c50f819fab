"""Loading: YAML into rulesets and indicators that are known to be sound."""
