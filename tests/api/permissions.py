"""Who may call what: every declared route, everybody, and a request that would otherwise work.

Everybody is named by what they are to the one ticket and its swarm (see `conftest.ROLES`).
"""

from __future__ import annotations

import re
from typing import Any

STAFF = {"owner", "expert", "invited", "outsider", "manager", "administrator"}
MANAGERS = {"manager", "administrator"}
ADMINISTRATOR = {"administrator"}
LEADERS = {"owner", *MANAGERS}
AUTHOR = {"expert", *MANAGERS}
DESK = STAFF | {"requester"}
ASKERS = DESK | {"other_requester"}
EVERYONE = ASKERS | {"guest", "other_guest"}
MEMBERS = {"owner", "expert"}
ROOM = MEMBERS | {"guest"}
OWNER, EXPERT, INVITED = {"owner"}, {"expert"}, {"invited"}

SEES: dict[str, set[str]] = {
    "number": DESK,
    "swarm": STAFF | {"guest"},
    "article": ASKERS,
    "attachment": DESK,
    "invitation": {"owner", "expert", "invited"},
    "offer": {"owner", "expert", "manager"},
    # A person's own: to everybody else it is as if it did not exist.
    "token": EXPERT,
    "sign_in": EXPERT,
    "view": EXPERT,
    "file": ROOM,
}
"""Who sees the thing that stands in a place of a path; colleagues, where it is not named."""

WORDS_OF_A_ROOM = (
    "activity", "board", "decision", "files", "guests", "hypotheses", "messages", "moments",
    "mute", "pins", "read", "tasks", "transcript", "tried",
)  # fmt: skip
"""What is only there for members of the room, below `/swarms/<swarm>/`."""


def sees(route: str) -> set[str]:
    """Who sees what a route is about; the first thing that its path names decides.

    A path that names no thing is seen by those who may read it, and by colleagues.
    """
    rule = route.split(" ", 1)[1]
    named = re.search(r"<(?:int:)?(\w+)>", rule)
    if named is None:
        return STAFF | MAY.get(f"GET {rule}", set())
    if rule.startswith("/me/"):
        # Of one's own: there for whoever has it, and for nobody else.
        return MAY[route]
    if route == "POST /swarms/<int:swarm>/guests":
        # Whoever sees the card learns that only its owner lets guests in.
        return SEES["swarm"]
    if rule.startswith("/swarms/<int:swarm>/") and rule.split("/")[3] in WORDS_OF_A_ROOM:
        return ROOM
    return SEES.get(named[1], STAFF)


def denial(route: str, who: str) -> int:
    """What a denial answers: 401 not signed in, 403 seen but not permitted, else 404."""
    if who == "stranger" or route in SIGN_IN:
        return 401
    if route == "GET /swarms/<int:swarm>/transcript" and who in STAFF:
        # While a swarm is open its transcript is not there.
        return 404
    return 403 if who in sees(route) else 404


SIGN_IN = {"POST /sign-in", "POST /sign-in/guest", "POST /sign-in/link"}
"""Open to everybody: what they refuse is the secret."""

MAY: dict[str, set[str]] = {
    "GET /administration": ADMINISTRATOR,
    "GET /targets": STAFF,
    "PUT /targets": ADMINISTRATOR,
    "GET /aliases": MANAGERS,
    "PUT /aliases/<int:alias>": ADMINISTRATOR,
    "GET /articles": ASKERS,
    "POST /articles": STAFF,
    "GET /articles/<int:article>": ASKERS,
    "PUT /articles/<int:article>": STAFF,
    "GET /articles/<int:article>/editions/<int:number>": STAFF,
    "PUT /articles/<int:article>/retirement": AUTHOR,
    "DELETE /articles/<int:article>/retirement": AUTHOR,
    "PUT /articles/<int:article>/sharing": STAFF,
    "DELETE /articles/<int:article>/sharing": STAFF,
    "PUT /articles/<int:article>/tickets/<int:number>": STAFF,
    "DELETE /articles/<int:article>/tickets/<int:number>": STAFF,
    "GET /tickets/<int:number>/articles": STAFF,
    "GET /tickets/<int:number>/article-draft": STAFF,
    "POST /tickets/<int:number>/attachments": DESK,
    "GET /attachments/<int:attachment>": DESK,
    "POST /swarms/<int:swarm>/invitations": OWNER,
    "GET /invitations": STAFF | {"guest", "other_guest"},
    "PUT /invitations/<int:invitation>/seen": INVITED,
    "PUT /invitations/<int:invitation>/answer": INVITED,
    "DELETE /invitations/<int:invitation>": OWNER,
    "POST /swarms/<int:swarm>/offers": STAFF,
    "GET /offers": STAFF,
    "PUT /offers/<int:offer>/answer": OWNER,
    "GET /me": EVERYONE,
    "PATCH /me": EVERYONE,
    "PUT /me/password": EVERYONE,
    "GET /me/tokens": EVERYONE,
    "POST /me/tokens": EVERYONE,
    "DELETE /me/tokens/<int:token>": EXPERT,
    "GET /me/sign-ins": EVERYONE,
    "DELETE /me/sign-ins/<int:sign_in>": EXPERT,
    "POST /swarms/<int:swarm>/messages": ROOM,
    "PUT /swarms/<int:swarm>/messages/<int:message>": EXPERT,
    "GET /swarms/<int:swarm>/messages/<int:message>/editions": ROOM,
    "GET /swarms/<int:swarm>/messages/<int:message>/thread": ROOM,
    "PUT /swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>": ROOM,
    "DELETE /swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>": ROOM,
    "DELETE /swarms/<int:swarm>/messages/<int:message>": EXPERT,
    "PUT /swarms/<int:swarm>/read": ROOM,
    "PUT /swarms/<int:swarm>/messages/<int:message>/pin": ROOM,
    "DELETE /swarms/<int:swarm>/messages/<int:message>/pin": ROOM,
    "GET /swarms/<int:swarm>/pins": ROOM,
    "POST /swarms/<int:swarm>/tried": ROOM,
    "GET /swarms/<int:swarm>/board": MEMBERS,
    "GET /swarms/<int:swarm>/moments": MEMBERS,
    "POST /swarms/<int:swarm>/hypotheses": MEMBERS,
    "PUT /swarms/<int:swarm>/hypotheses/<int:hypothesis>/verdict": MEMBERS,
    "DELETE /swarms/<int:swarm>/hypotheses/<int:hypothesis>": OWNER,
    "PUT /swarms/<int:swarm>/hypotheses/<int:hypothesis>/messages/<int:message>": MEMBERS,
    "DELETE /swarms/<int:swarm>/hypotheses/<int:hypothesis>/messages/<int:message>": MEMBERS,
    "POST /swarms/<int:swarm>/tasks": MEMBERS,
    "PATCH /swarms/<int:swarm>/tasks/<int:task>": MEMBERS,
    "DELETE /swarms/<int:swarm>/tasks/<int:task>": MEMBERS,
    "PUT /swarms/<int:swarm>/decision": MEMBERS,
    "DELETE /swarms/<int:swarm>/decision": MEMBERS,
    "PUT /swarms/<int:swarm>/messages/<int:message>/marks/<kind>": MEMBERS,
    "DELETE /swarms/<int:swarm>/messages/<int:message>/marks/<kind>": MEMBERS,
    "POST /swarms/<int:swarm>/files": ROOM,
    "GET /files/<int:file>": ROOM,
    # Open in the matrix's world: nobody reads the transcript of a swarm that is not over.
    "GET /swarms/<int:swarm>/transcript": set(),
    "GET /messages": STAFF | {"guest", "other_guest"},
    "PUT /swarms/<int:swarm>/mute": ROOM,
    "DELETE /swarms/<int:swarm>/mute": ROOM,
    "GET /me/notices": EVERYONE,
    "GET /me/wishes": EVERYONE,
    "GET /titles": EVERYONE,
    "PUT /me/wishes": EVERYONE,
    "PUT /tickets/<int:number>/status": STAFF,
    "PUT /tickets/<int:number>/outcome": LEADERS,
    "DELETE /tickets/<int:number>/outcome": DESK,
    "PUT /tickets/<int:number>/rating": {"requester"},
    "PUT /tickets/<int:number>/owner": MANAGERS | {"outsider"},
    "POST /tickets/<int:number>/handovers": LEADERS,
    "PUT /handovers/<int:handover>/answer": {"outsider"},
    "DELETE /handovers/<int:handover>": LEADERS,
    "GET /people": STAFF,
    "POST /people": ADMINISTRATOR,
    "GET /people/<int:person>": STAFF,
    "PATCH /people/<int:person>": ADMINISTRATOR,
    "POST /people/<int:person>/absences": AUTHOR,
    "DELETE /absences/<int:absence>": AUTHOR,
    "POST /people/<int:person>/sign-in-link": ADMINISTRATOR,
    "GET /people/<int:person>/profile": STAFF,
    "POST /people/<int:person>/endorsements": STAFF - {"expert"},
    "PUT /me/contests/<int:skill>": EXPERT,
    "DELETE /me/contests/<int:skill>": STAFF,
    "PUT /me/hidden/<int:skill>": EXPERT,
    "DELETE /me/hidden/<int:skill>": STAFF,
    "GET /contests": MANAGERS,
    "PUT /contests/<int:contest>/verdict": MANAGERS,
    "POST /people/<int:person>/trainings": EXPERT | ADMINISTRATOR,
    "DELETE /trainings/<int:training>": EXPERT | ADMINISTRATOR,
    "POST /tickets/<int:number>/relations": STAFF,
    "DELETE /tickets/<int:number>/relations/<int:other>": STAFF,
    "PUT /tickets/<int:number>/tags/<tag>": STAFF,
    "DELETE /tickets/<int:number>/tags/<tag>": STAFF,
    "GET /tickets/<int:number>/replies": DESK,
    "POST /tickets/<int:number>/replies": STAFF,
    "PUT /tickets/<int:number>/next-word": LEADERS,
    "GET /matching/report-card": MANAGERS,
    "GET /reports/effect": MANAGERS,
    "GET /reports/effect/groups": MANAGERS,
    "GET /reports/experiment": MANAGERS,
    "GET /reports/overview": MANAGERS,
    "GET /reports/comparison": MANAGERS,
    "GET /reports/overview.csv": MANAGERS,
    "GET /reports/comparison.csv": MANAGERS,
    "GET /reports/tickets": MANAGERS,
    "GET /reports/filters": MANAGERS,
    "POST /sign-in": set(),
    "POST /sign-in/link": set(),
    "DELETE /sign-in": EVERYONE,
    "GET /skills": STAFF,
    "POST /skills": ADMINISTRATOR,
    "GET /skills/<int:skill>": STAFF,
    "PATCH /skills/<int:skill>": ADMINISTRATOR,
    "GET /skills/<int:skill>/learners": STAFF,
    "GET /skills/risks": STAFF,
    "GET /skills/gaps": STAFF,
    "GET /skills/graph/export": MANAGERS,
    "GET /taxonomy": ADMINISTRATOR,
    "PUT /taxonomy/half-life": ADMINISTRATOR,
    "PUT /skills/<int:skill>/merge": ADMINISTRATOR,
    "GET /skill-proposals": ADMINISTRATOR,
    "POST /skill-proposals": ADMINISTRATOR,
    "PUT /skill-proposals/<int:proposal>/decision": ADMINISTRATOR,
    "GET /skills/graph": STAFF,
    "GET /skills/near": STAFF,
    "GET /skills/path": STAFF,
    "PUT /me/claims/<int:skill>": STAFF,
    "DELETE /me/claims/<int:skill>": STAFF,
    "PUT /me/interests/<int:skill>": STAFF,
    "DELETE /me/interests/<int:skill>": STAFF,
    "GET /swarms/<int:swarm>/suggestions": MEMBERS,
    "POST /swarms/<int:swarm>/guests": OWNER,
    "GET /swarms/<int:swarm>/guests": MEMBERS,
    "DELETE /swarms/<int:swarm>/guests/<int:guest>": OWNER,
    "PUT /swarms/<int:swarm>/messages/<int:message>/shares/<int:person>": MEMBERS,
    "POST /sign-in/guest": set(),
    "GET /tickets/<int:number>/suggestions": STAFF,
    "PUT /swarms/<int:swarm>/thumbs/<int:person>": OWNER,
    "DELETE /swarms/<int:swarm>/thumbs/<int:person>": OWNER,
    "PUT /swarms/<int:swarm>/slate": MEMBERS,
    "GET /me/declines": STAFF,
    "DELETE /me/declines/<int:invitation>": INVITED,
    "GET /reports/decline-reasons": MANAGERS,
    "GET /tickets/<int:number>/needs": STAFF,
    "PUT /tickets/<int:number>/needs/<int:skill>": STAFF,
    "DELETE /tickets/<int:number>/needs/<int:skill>": STAFF,
    "GET /tickets/<int:number>/similar": STAFF,
    "GET /tickets/<int:number>/foresight": STAFF,
    "POST /similar": ASKERS,
    "POST /tickets/<int:number>/swarms": OWNER,
    "GET /swarms": STAFF | {"guest", "other_guest"},
    "GET /swarms/<int:swarm>": STAFF | {"guest"},
    "GET /swarms/<int:swarm>/activity": ROOM,
    "POST /swarms/<int:swarm>/members": MANAGERS,
    "DELETE /swarms/<int:swarm>/members/<int:person>": MEMBERS,
    "PUT /swarms/<int:swarm>/outcome": OWNER,
    "GET /teams": STAFF,
    "POST /teams": ADMINISTRATOR,
    "PATCH /teams/<int:team>": ADMINISTRATOR,
    "GET /tickets": ASKERS,
    "GET /tickets/fields": ASKERS,
    "GET /inbox": ASKERS,
    "POST /tickets": ASKERS,
    "GET /tickets/<int:number>": DESK,
    "PATCH /tickets/<int:number>": STAFF,
    "GET /tickets/<int:number>/activity": STAFF,
    "GET /process-policy": STAFF,
    "PUT /process-policy": MANAGERS,
    "GET /queues": STAFF,
    "GET /queues/<tier>": STAFF,
    "GET /tickets/<int:number>/process": STAFF,
    "PUT /tickets/<int:number>/process": MANAGERS,
    "PUT /tickets/<int:number>/tier": LEADERS,
    "PUT /tickets/<int:number>/vendor": LEADERS,
    "PATCH /tickets/<int:number>/vendor": LEADERS,
    "GET /tier-map": STAFF,
    "GET /tier-map/versions": STAFF,
    "PUT /tier-map": MANAGERS,
    "GET /tickets/<int:number>/touches": STAFF,
    "PUT /touches/<int:touch>/tier": MANAGERS,
    "DELETE /touches/<int:touch>/tier": MANAGERS,
    "GET /reports/flow": MANAGERS,
    "GET /reports/flow.csv": MANAGERS,
    "GET /reports/ledger": MANAGERS,
    "GET /reports/ledger.csv": MANAGERS,
    "GET /tickets/<int:number>/ledger": MANAGERS,
    "GET /swarms/<int:swarm>/ledger": MANAGERS,
    "GET /views": ASKERS,
    "POST /views": ASKERS,
    "DELETE /views/<int:view>": EXPERT,
}

BODIES: dict[str, Any] = {
    "PUT /targets": {
        "items": [
            {
                "priority": "low",
                "response_minutes": 1,
                "resolution_minutes": 2,
                "next_word_minutes": 3,
            }
        ]
    },
    "PUT /aliases/<int:alias>": lambda w: {"person": w.people["expert"]},
    "POST /articles": {"title": "A", "fix": "B"},
    "PUT /articles/<int:article>": {"title": "A", "fix": "C", "edition": 1},
    "POST /swarms/<int:swarm>/invitations": lambda w: {"person": w.people["outsider"]},
    "PUT /invitations/<int:invitation>/answer": {"answer": "declined"},
    "PUT /offers/<int:offer>/answer": {"answer": "declined"},
    "PUT /swarms/<int:swarm>/thumbs/<int:person>": {"up": True},
    "PUT /swarms/<int:swarm>/slate": {"version": "0"},
    "PUT /me/password": {"current": "x", "new": "a long enough password"},
    "POST /me/tokens": {"name": "x"},
    "POST /swarms/<int:swarm>/messages": {"client_id": "x", "body": "y"},
    "PUT /swarms/<int:swarm>/messages/<int:message>": {"body": "z"},
    "POST /swarms/<int:swarm>/tried": {"what": "x"},
    "POST /swarms/<int:swarm>/hypotheses": {"text": "x"},
    "PUT /swarms/<int:swarm>/hypotheses/<int:hypothesis>/verdict": {"state": "confirmed"},
    "POST /swarms/<int:swarm>/tasks": {"text": "x"},
    "PATCH /swarms/<int:swarm>/tasks/<int:task>": {"done": True},
    "PUT /swarms/<int:swarm>/decision": {"text": "x"},
    "PUT /swarms/<int:swarm>/read": {"seq": 1},
    "PUT /me/wishes": {"mentions": "named", "quiet_from": 1320, "quiet_until": 420},
    "PUT /tickets/<int:number>/status": {"status": "waiting"},
    "PUT /tickets/<int:number>/outcome": {"cause": "x", "fix": "y"},
    "PUT /tickets/<int:number>/rating": {"score": 4},
    "PUT /tickets/<int:number>/owner": lambda w: {"person": w.people["outsider"]},
    "POST /tickets/<int:number>/handovers": lambda w: {"to": w.people["outsider"]},
    "PUT /handovers/<int:handover>/answer": {"answer": "declined"},
    "POST /people": {"name": "N", "email": "n@example.org", "role": "agent"},
    "PATCH /people/<int:person>": {"name": "N"},
    "POST /people/<int:person>/absences": {
        "starts_at": "2031-01-01T00:00:00Z",
        "ends_at": "2031-01-02T00:00:00Z",
    },
    "POST /people/<int:person>/endorsements": lambda w: {"skill": w.ids["skill"]},
    "PUT /me/contests/<int:skill>": {"why": "x"},
    "PUT /contests/<int:contest>/verdict": {"verdict": "dismissed"},
    "POST /people/<int:person>/trainings": lambda w: {"skill": w.ids["skill"], "on": "2026-01-02"},
    "POST /tickets/<int:number>/relations": lambda w: {"other": w.ids["free"]},
    "POST /tickets/<int:number>/replies": {"body": "x", "public": False},
    "PUT /tickets/<int:number>/next-word": {"by": "2031-01-01T00:00:00Z"},
    "POST /skills": {"name": "New"},
    "PATCH /skills/<int:skill>": {"description": "x"},
    "PUT /taxonomy/half-life": {"days": 200},
    "PUT /skills/<int:skill>/merge": lambda w: {"into": w.ids["other_skill"]},
    "PUT /skill-proposals/<int:proposal>/decision": {"decision": "dismissed"},
    "POST /similar": {"summary": "vpn"},
    "POST /tickets/<int:number>/swarms": {"help_needed": "x"},
    "PUT /swarms/<int:swarm>/outcome": {"summary": "x", "solved": False},
    "POST /teams": {"name": "T"},
    "PATCH /teams/<int:team>": {"name": "T"},
    "POST /tickets": {"summary": "x"},
    "PATCH /tickets/<int:number>": {"summary": "x"},
    "PUT /process-policy": {"start_tier": "L1"},
    "PUT /tickets/<int:number>/process": {"process": "swarm", "reason": "x"},
    "PUT /tickets/<int:number>/tier": {"tier": "L2", "reason": "x"},
    "PUT /tickets/<int:number>/vendor": {
        "vendor": "Lumen",
        "asked": "Which?",
        "check_by": "2100-01-01T00:00:00Z",
    },
    "PATCH /tickets/<int:number>/vendor": {"answer": "This one"},
    "PUT /tier-map": {"tiers": [{"key": "L1", "name": "One"}]},
    "PUT /touches/<int:touch>/tier": {"tier_of_work": "L1", "reason": "x"},
    "POST /views": {"name": "v", "query": {}},
    "POST /sign-in": {"email": "a@example.org", "password": "x"},
    "POST /sign-in/link": {"secret": "x"},
    "POST /sign-in/guest": {"secret": "x"},
    "POST /swarms/<int:swarm>/guests": {"name": "Vera of Lumen"},
}
