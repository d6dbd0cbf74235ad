"""What is written to the log of a request tells no secret link."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from web.context import route_of


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("/equipe/lien/<jeton>", "GET /equipe/lien/<jeton>"),
        ("/entretien/<lien>", "GET /entretien/<lien>"),
        (None, "GET no route"),
    ],
)
def test_a_request_is_named_by_its_route(template, shown):
    request = SimpleNamespace(method="GET", uri_template=template, path="/equipe/lien/s3cret")

    assert route_of(request) == shown
