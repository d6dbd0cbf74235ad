"""The OpenAPI document, as the real web process serves it."""

from __future__ import annotations

import tomllib

import httpx

from testing.running import ROOT
from testing.web_server import WebServer
from tests.conftest import a_database


def test_the_document_is_served_with_the_version_and_the_address_of_the_service(request, tmp_path):
    database = a_database("sqlite", request, tmp_path)
    with WebServer(tmp_path, database).running() as server:
        document = httpx.get(f"{server.url}/api/openapi.json", timeout=30).json()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert document["info"]["version"] == project["version"]
    assert document["servers"] == [{"url": server.url}]
    assert "/api/chat/messages" in document["paths"]
