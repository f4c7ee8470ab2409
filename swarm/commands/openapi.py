"""`swarm openapi`: the document that clients are made from."""

from __future__ import annotations

import json

import click

from swarm.api.openapi import document
from swarm.api.site import all_doors
from swarm.version import VERSION


@click.command()
def openapi() -> None:
    """Print the OpenAPI 3.1 document of the HTTP API as JSON."""
    click.echo(json.dumps(document(all_doors(), VERSION), indent=1, sort_keys=True))
