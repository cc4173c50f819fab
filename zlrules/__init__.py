"""Scores districts against versioned rulesets, and says what is met, missed or not yet known.

Example:
    ::

        import zlrules

        plugins = zlrules.load_plugins()
        ruleset = zlrules.load_ruleset("zhonglou/14fyp", plugins)
        data = zlrules.read_data("fixtures/zhonglou", plugins)
        assessment = zlrules.assess([(ruleset, 2025)], data)
        print(assessment.decisions)

The public names stand in ``__init__.pyi``; they are imported when first used, so that the command
line starts without Polars and pydantic.
"""

from __future__ import annotations

import lazy_loader

from zlrules.version import __version__ as __version__

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
