"""The OpenAPI document says what the routes do, and describes every one."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator
from sanic import Blueprint, Sanic, empty

from web.chat.api import api
from web.chat.attachments import CALENDAR_PATH
from web.chat.openapi import UndescribedRoute, openapi_document


@pytest.fixture(scope="module")
def app():
    made = Sanic("openapi", configure_logging=False)
    made.blueprint(api)
    return made


@pytest.fixture(scope="module")
def document(app):
    return openapi_document(app.router.routes, "https://conseiller.example.org", "1.2.3")


def operations(document):
    return [operation for path in document["paths"].values() for operation in path.values()]


def test_the_openapi_document_tells_of_every_part(document):
    schemas = document["components"]["schemas"]
    assert {"SlotsOut", "RecapOut", "BookedOut", "FreeSlotsOut"} <= set(schemas)
    assert "delete" in document["paths"]["/api/chat/sessions"]


def test_it_has_the_paths_and_methods_of_the_router_and_no_others(app, document):
    described = {
        (method.upper(), re.sub(r"\{.*", "", path))
        for path, methods in document["paths"].items()
        for method in methods
    }
    routed = {
        (method, "/" + re.sub(r"<.*", "", route.path))
        for route in app.router.routes
        for method in route.methods
    }

    assert described == routed - {("GET", "/api/openapi.json")}
    assert CALENDAR_PATH in document["paths"]


def test_each_part_of_a_path_is_described(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            described = [parameter["name"] for parameter in operation.get("parameters", ())]
            assert described == re.findall(r"\{(\w+)\}", path)


def test_its_schemas_are_json_schema_and_every_reference_leads_to_one(document):
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)

    used = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert used <= set(schemas)


def test_operations_have_names_of_their_own_and_security_where_a_token_is_needed(document):
    names = [operation["operationId"] for operation in operations(document)]
    open_to_all = {o["operationId"] for o in operations(document) if "security" not in o}

    assert len(set(names)) == len(names)
    assert open_to_all == {"open_a_conversation", "download_an_interview_for_a_calendar"}


def test_a_route_that_nothing_is_said_of_is_an_error():
    silent = Blueprint("silent", url_prefix="/api")

    @silent.get("/forgotten")
    async def forgotten(request):
        return empty()

    app = Sanic("silent", configure_logging=False)
    app.blueprint(silent)

    with pytest.raises(UndescribedRoute, match="api/forgotten"):
        openapi_document(app.router.routes, "https://conseiller.example.org", "1.2.3")
