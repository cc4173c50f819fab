"""A chart in a Word document, drawn only where a template asks for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from zlrules_office.charts import Chart


@dataclass(frozen=True)
class Picture:
    """A chart and what to say to those who can't see it.

    Attributes:
        place: Puts a picture into the document that is being written, and gives its XML.
    """

    chart: Chart
    description: str
    place: Callable[[io.BytesIO, str], str]

    def __html__(self) -> str:
        """The chart as XML of the document, not to be escaped again."""
        return self.place(io.BytesIO(self.chart.png(2)), self.description)
