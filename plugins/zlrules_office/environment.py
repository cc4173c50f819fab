"""Jinja2 for templates of strangers: sandboxed, strict, escaping, and with an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, filters
from jinja2.exceptions import TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zlrules_office.pictures import Picture
from zlrules_office.template_names import FILTERS, Wrong, wrong_names

LARGEST_PART = 100_000_000
"""Characters of XML that a template can become."""


_PARAGRAPH = re.compile(r"(<w:p[ >])")
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = 40
"""So much of a paragraph is shown in a message."""


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
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_written)
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: filters.FILTERS[name] for name in FILTERS}

    def wrong(self, source: str) -> Iterator[Wrong]:
        """What is wrong with a template."""
        try:
            template = self.parse(_PARAGRAPH.sub(r"\n\1", source))
        except TemplateSyntaxError as error:
            remedy = "核对 {{ }}、{% %} 是否成对，for 和 if 是否有 endfor、endif"
            yield _line(source, error.lineno), "占位符的写法不对", remedy
        else:
            yield from wrong_names(template)


def _written(value: object) -> object:
    """A value that is written out; anything but texts, numbers and pictures is refused."""
    if isinstance(value, str | int | Undefined | Picture):
        return value
    raise TemplateRuntimeError(f"{type(value).__name__} is no text")


def _line(source: str, number: int) -> str:
    """The text of a paragraph, by the number that it has when each begins a line."""
    lines = _PARAGRAPH.sub(r"\n\1", source).splitlines()
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return _TAG.sub("", line).strip()[:_SHOWN]
