"""Jinja2 for templates of strangers: sandboxed, strict, escaping, and with an end."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, filters
from jinja2.exceptions import TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zlrules_office.template_names import FILTERS, Wrong, wrong_names

LARGEST_PART = 100_000_000
"""Characters of XML that a template can become."""


class TooLargeError(TemplateRuntimeError):
    """What a template becomes is too large."""


class BoundedTemplate(Template):
    """A template that stops when it becomes too large."""

    def render(self, *args: object, **kwargs: object) -> str:
        """Fill in.

        Raises:
            TooLargeError: It becomes too large.
        """
        written, pieces = 0, []
        for piece in self.generate(*args, **kwargs):
            written += len(piece)
            if written > LARGEST_PART:
                raise TooLargeError("too large")
            pieces.append(piece)
        return "".join(pieces)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which Word templates are filled in."""

    template_class = BoundedTemplate

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: filters.FILTERS[name] for name in FILTERS}

    def wrong(self, source: str) -> Iterator[Wrong]:
        """What is wrong with a template."""
        try:
            template = self.parse(source)
        except TemplateSyntaxError as error:
            yield (
                "",
                f"占位符的写法不对（{error.message}）",
                "核对 {{ }}、{% %} 是否成对、for 和 if 是否结束",
            )
        else:
            yield from wrong_names(template)
