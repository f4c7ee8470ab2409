"""Requests made from the OpenAPI document, by everybody: refused in its words, never a failure.

`SWARM_FUZZ=20000 bin/test tests/api/test_fuzz.py` goes on for as many requests.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swarm.api.openapi import document
from swarm.api.site import all_doors
from swarm.people.tables import Role

REQUESTS = int(os.environ.get("SWARM_FUZZ", "60"))
SCHEMA = schemathesis.openapi.from_dict(document(all_doors(), "1"))
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.mark.timeout(3600)
def test_whatever_the_document_allows_is_answered_by_what_it_says(office: Any) -> None:
    people = [office.person(role) for role in Role] + [office.stranger()]

    @settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def fuzz(data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(OPERATIONS))
        who = data.draw(st.sampled_from(people))
        case = data.draw(operation.as_strategy())
        token = {"Authorization": f"Bearer {who.token}"} if who.token else {}
        case.headers = {**(case.headers or {}), **token}
        case.cookies = {}
        answer = case.call(session=None, app=office.running.site)
        assert answer.status_code < 500, (operation.label, answer.text)
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0].startswith("application/problem+json")
            assert answer.json()["code"]

    fuzz()
