"""A body with which each route would work, were it only a question of who asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from swarm import clock

SCHEDULE = {
    "page": "overview", "filter": {}, "every": "week", "day": 0, "hour": 8, "format": "csv",
}  # fmt: skip

BODIES: dict[str, Any] = {
    "POST /reports/cohorts": {"name": "All", "rule": {}},
    "PUT /reports/cohorts/<int:cohort>": {"name": "Other", "rule": {"priority": "low"}},
    "POST /reports/schedules": SCHEDULE,
    "PUT /reports/schedules/<int:schedule>": SCHEDULE,
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
    "PUT /invitations/<int:invitation>/later": lambda _: {
        "until": (clock.now() + timedelta(hours=2)).isoformat()
    },
    "PUT /invitations/<int:invitation>/message": {"body": "Turn it off and on."},
    "PUT /offers/<int:offer>/answer": {"answer": "declined"},
    "PUT /swarms/<int:swarm>/thumbs/<int:person>": {"up": True},
    "PUT /swarms/<int:swarm>/slate": {"version": "0"},
    "PUT /me/password": {"current": "x", "new": "a long enough password"},
    "POST /me/tokens": {"name": "x"},
    "POST /swarms/<int:swarm>/messages": {"client_id": "x", "body": "y"},
    "PUT /swarms/<int:swarm>/messages/<int:message>": {"body": "z"},
    "POST /swarms": {"kind": "dispatch"},
    "POST /swarms/<int:swarm>/picks": lambda w: {
        "ticket": w.ids["free"],
        "decision": "left",
        "why": "x",
    },
    "POST /swarms/<int:swarm>/tried": {"what": "x"},
    "POST /swarms/<int:swarm>/hypotheses": {"text": "x"},
    "PUT /swarms/<int:swarm>/hypotheses/<int:hypothesis>/verdict": {"state": "confirmed"},
    "POST /swarms/<int:swarm>/tasks": {"text": "x"},
    "PATCH /swarms/<int:swarm>/tasks/<int:task>": {"done": True},
    "PUT /swarms/<int:swarm>/decision": {"text": "x"},
    "PUT /swarms/<int:swarm>/read": {"seq": 1},
    "PUT /me/browser": {
        "endpoint": "https://push.example.org/send/1",
        "p256dh": "B" + "A" * 86,
        "auth": "A" * 22,
    },
    "POST /calls": {"seal": "x"},
    "PUT /calls": {"seal": "x", "answer": "accepted"},
    "POST /stops": {"seal": "x"},
    "PUT /stops": {"seal": "x"},
    "PUT /me/wishes": {"mentions": "named", "quiet_from": 1320, "quiet_until": 420},
    "PUT /tickets/<int:number>/status": {"status": "waiting"},
    "PUT /tickets/<int:number>/outcome": {"cause": "x", "fix": "y"},
    "PUT /tickets/<int:number>/outcome/cause": {"cause": "x"},
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
    "PUT /tickets/<int:number>/category": {"category": "Incident"},
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
    "PUT /teams/<int:team>/on-call": lambda w: {
        "people": [w.people["expert"]],
        "starts_on": "2026-01-05",
    },
    "POST /teams/<int:team>/on-call/stand-ins": lambda w: {
        "person": w.people["expert"],
        "starts_at": (clock.now() + timedelta(days=1)).isoformat(),
        "ends_at": (clock.now() + timedelta(days=2)).isoformat(),
    },
    "PUT /severity-rule": {"opens": True, "priorities": ["urgent"]},
    "PUT /swarms/<int:swarm>/duties": lambda w: {"duty": "scribe", "person": w.people["expert"]},
    "POST /swarms/<int:swarm>/updates": {"client_id": "x", "body": "y"},
    "PUT /swarms/<int:swarm>/update-interval": {"every_minutes": 30},
    "POST /tickets/<int:number>/restrictions": {"field": "description"},
    "PUT /tickets/<int:number>/grants/<int:person>": {"reason": "x"},
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
    "PUT /tickets/<int:number>/tier-answer": {"tier": "L1"},
    "PUT /touches/<int:touch>/tier": {"tier_of_work": "L1", "reason": "x"},
    "POST /views": {"name": "v", "query": {}},
    "POST /sign-in": {"email": "a@example.org", "password": "x"},
    "POST /sign-in/link": {"secret": "x"},
    "POST /sign-in/guest": {"secret": "x"},
    "PUT /swarms/<int:swarm>/cancellation": {"reason": "x"},
    "POST /swarms/<int:swarm>/reopenings": {"reason": "x"},
    "POST /swarms/<int:swarm>/guests": {"name": "Vera of Lumen"},
}
