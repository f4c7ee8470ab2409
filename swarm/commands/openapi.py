"""`swarm openapi`: the document that clients are made from."""

from __future__ import annotations

import json

import click

from swarm.api.openapi import document
from swarm.api.reference import reference
from swarm.api.site import all_doors
from swarm.version import VERSION


@click.command()
@click.option("--reference", "as_page", is_flag=True, help="Print docs/api.md instead.")
def openapi(as_page: bool) -> None:
    """Print the OpenAPI 3.1 document of the HTTP API as JSON."""
    made = document(all_doors(), VERSION)
    click.echo(reference(made) if as_page else json.dumps(made, indent=1, sort_keys=True))
