"""The option that asks for one of the districts of a workspace."""

from __future__ import annotations

import click

district_option = click.option(
    "--district", metavar="行政区", help="只看这个行政区（代码或名称）；不写是全部"
)
"""The option; the command gets it as ``district``."""
