"""What can be known here, who knows it, and how it hangs together."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from swarm.api.door import ADMINISTRATORS, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id
from swarm.rooms.advice.near import NearKind, NearNodes, read_near
from swarm.rooms.advice.network import SkillGraph, read_graph
from swarm.rooms.advice.nodes import GraphPlaces, read_places
from swarm.rooms.advice.ways import SkillPath, read_path
from swarm.skills.evidence import claim_skill, drop_claim, drop_interest, note_interest
from swarm.skills.order.relations import set_related
from swarm.skills.queries import SkillList, SkillPage, list_skills, read_skill
from swarm.skills.taxonomy import add_skill, change_skill

door = Door("skills")

Name = Annotated[str, Field(min_length=1, max_length=80), ONE_LINE]
Description = Annotated[str, Field(max_length=400)]
OtherName = Annotated[str, Field(min_length=1, max_length=120), ONE_LINE]
OtherNames = Annotated[list[OtherName], Field(max_length=50)]
Key = Annotated[str, Field(min_length=3, max_length=140)]


class SkillQuery(Input):
    """Part of a name or of another name."""

    q: Annotated[str, Field(max_length=80)] = ""
    retired: bool = False
    cursor: Annotated[str, Field(max_length=400)] | None = None
    limit: int = Field(100, ge=1, le=100)


class NewSkill(Input):
    """Something knowable; aliases are its other names: components, products, slang."""

    name: Name
    description: Description = ""
    broader: Id | None = None
    aliases: OtherNames = Field(default_factory=list)


class SkillChange(Input):
    """What to change; what is left out stays."""

    name: Name | None = None
    description: Description | None = None
    broader: Id | None = None
    aliases: OtherNames | None = None
    related: Annotated[list[Id], Field(max_length=50)] | None = None
    retired: bool | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that were sent; only `broader` may be set to nothing."""
        sent = self.model_dump(exclude_unset=True)
        return {name: it for name, it in sent.items() if it is not None or name == "broader"}


class GraphQuery(Input):
    """Where to begin (`person:3`, `skill:5`, `component:Printer`, `product:Till`, `article:2`,
    `ticket:7`), how far and how much."""

    around: Key | None = None
    depth: int = Field(1, ge=1, le=2)
    limit: int = Field(60, ge=1, le=300)


class PathQuery(Input):
    """From where to where, as in the graph."""

    start: Key = Field(alias="from")
    end: Key = Field(alias="to")


class NearQuery(Input):
    """From which node, to nodes of which kind, how many."""

    key: Key
    kind: NearKind = "person"
    limit: int = Field(10, ge=1, le=50)


class PlaceQuery(Input):
    """A part of a name."""

    q: Annotated[str, ONE_LINE] = Field(min_length=1, max_length=120)


@door.get("/skills", who=STAFF, answers=SkillList)
def find_skills(ask: Ask, query: SkillQuery) -> SkillList:
    """List skills by name."""
    return list_skills(
        ask.session,
        ask.actor,
        q=query.q,
        retired=query.retired,
        cursor=query.cursor,
        limit=query.limit,
    )


@door.post("/skills", who=ADMINISTRATORS, answers=SkillPage, status=201)
def create_skill(ask: Ask, body: NewSkill) -> SkillPage:
    """Add a skill."""
    skill = add_skill(
        ask.session,
        ask.actor,
        body.name,
        description=body.description,
        broader=body.broader,
        aliases=body.aliases,
    )
    return read_skill(ask.session, ask.actor, skill.id)


@door.get("/skills/<int:skill>", who=STAFF, answers=SkillPage)
def show_skill(ask: Ask, skill: int) -> SkillPage:
    """Show who knows a skill, and how we know."""
    return read_skill(ask.session, ask.actor, skill)


@door.patch("/skills/<int:skill>", who=ADMINISTRATORS, answers=SkillPage)
def edit_skill(ask: Ask, skill: int, body: SkillChange) -> SkillPage:
    """Change a skill's name, description, place, other names, relations, or retire it."""
    changes = body.changes()
    related = changes.pop("related", None)
    if changes or related is None:
        change_skill(ask.session, ask.actor, skill, changes)
    if related is not None:
        set_related(ask.session, ask.actor, skill, related)
    return read_skill(ask.session, ask.actor, skill)


@door.get("/skills/graph", who=STAFF, answers=SkillGraph)
def show_graph(ask: Ask, query: GraphQuery) -> SkillGraph:
    """Show the strongest ties around a person, skill, component, product, article or ticket."""
    fitted = ask.desk.adviser.current(ask.session)
    return read_graph(ask.session, fitted, query.around, depth=query.depth, limit=query.limit)


@door.get("/skills/path", who=STAFF, answers=SkillPath)
def show_path(ask: Ask, query: PathQuery) -> SkillPath:
    """Show how two nodes of the graph are connected through work."""
    fitted = ask.desk.adviser.current(ask.session)
    return read_path(ask.session, fitted, query.start, query.end)


@door.get("/skills/near", who=STAFF, answers=NearNodes)
def show_near(ask: Ask, query: NearQuery) -> NearNodes:
    """Show who or what is closest to a node of the graph through work."""
    fitted = ask.desk.adviser.current(ask.session)
    return read_near(ask.session, fitted, query.key, query.kind, limit=query.limit)


@door.get("/skills/graph/places", who=STAFF, answers=GraphPlaces)
def find_places(ask: Ask, query: PlaceQuery) -> GraphPlaces:
    """Find components, products and articles to look around, by a part of their names."""
    fitted = ask.desk.adviser.current(ask.session)
    return GraphPlaces(items=read_places(ask.session, fitted, query.q))


@door.put("/me/claims/<int:skill>", who=STAFF)
def claim(ask: Ask, skill: int) -> None:
    """Say that I have a skill."""
    claim_skill(ask.session, ask.actor, skill)


@door.delete("/me/claims/<int:skill>", who=STAFF)
def unclaim(ask: Ask, skill: int) -> None:
    """Take back that I have a skill."""
    drop_claim(ask.session, ask.actor, skill)


@door.put("/me/interests/<int:skill>", who=STAFF)
def want(ask: Ask, skill: int) -> None:
    """Say that I want to grow a skill."""
    note_interest(ask.session, ask.actor, skill)


@door.delete("/me/interests/<int:skill>", who=STAFF)
def want_no_more(ask: Ask, skill: int) -> None:
    """Take back that I want to grow a skill."""
    drop_interest(ask.session, ask.actor, skill)
