"""What a desk asks of its skills: who could learn, where one person knows, what is missing."""

from __future__ import annotations

from typing import Literal

from flask import Response

from swarm.api.beside import ask_beside
from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.rooms.advice.export import rendered
from swarm.rooms.advice.links import linked_graph
from swarm.rooms.advice.nodes import Labels
from swarm.skills.questions.gaps import Gaps, read_gaps
from swarm.skills.questions.learners import Learners, read_learners
from swarm.skills.questions.risks import Risks, read_risks

door = Door("questions")

MIMETYPES = {"graphml": "application/graphml+xml", "json": "application/json"}


class ExportQuery(Input):
    """The form of the file, and whether every ticket is in it."""

    form: Literal["graphml", "json"] = "graphml"
    tickets: bool = False


@door.get("/skills/<int:skill>/learners", who=STAFF, answers=Learners)
def learners(ask: Ask, skill: int) -> Learners:
    """Show who could learn a skill fastest, those who want to first."""
    return read_learners(ask.session, skill)


@door.get("/skills/risks", who=STAFF, answers=Risks)
def risks(ask: Ask) -> Risks:
    """Show the skills that hang on one person, and who could back them up."""
    return ask_beside(ask, lambda session, _: read_risks(session))


@door.get("/skills/gaps", who=STAFF, answers=Gaps)
def gaps(ask: Ask) -> Gaps:
    """Show the skills that open tickets need and nobody here has shown."""
    return ask_beside(ask, lambda session, _: read_gaps(session))


@door.get("/skills/graph/export", who=MANAGERS)
def export(ask: Ask, query: ExportQuery) -> Response:
    """Download the graph of people, skills, components, products and articles."""
    fitted = ask.desk.adviser.current(ask.session)
    graph = linked_graph(ask.session, fitted).copy()
    labels = Labels(ask.session, fitted.skill_ids, graph)
    text = ask.desk.off_loop(
        lambda: rendered(graph, labels.named, query.form, tickets=query.tickets)
    )
    return Response(
        text,
        mimetype=MIMETYPES[query.form],
        headers={
            "Content-Disposition": f'attachment; filename="skills-graph.{query.form}"',
            "Cache-Control": "no-store",
        },
    )
