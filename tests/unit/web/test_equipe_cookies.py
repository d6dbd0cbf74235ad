"""The session's cookie, on HTTPS and on the plain HTTP of development."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sanic import HTTPResponse
from sanic.cookies.request import CookieRequestParameters

from web.equipe.cookies import SESSION, read_cookie, set_cookie


def a_request(web_url: str, **cookies: str):
    settings = SimpleNamespace(web_url=web_url)
    services = SimpleNamespace(settings=settings)
    return SimpleNamespace(
        app=SimpleNamespace(ctx=SimpleNamespace(services=services)),
        cookies=CookieRequestParameters({name: [value] for name, value in cookies.items()}),
    )


def given(web_url: str) -> str:
    response = HTTPResponse()
    set_cookie(a_request(web_url), response, SESSION, "token", timedelta(days=7))
    return str(response.cookies.cookies[0])


def test_on_https_it_belongs_to_this_host_alone():
    cookie = given("https://ecole.example")

    assert cookie.startswith("__Host-equipe=token")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_on_plain_http_browsers_would_refuse_the_prefix():
    assert given("http://127.0.0.1:8000").startswith("equipe=token")


@pytest.mark.parametrize("name", ["equipe", "__Secure-equipe"])
def test_on_https_a_cookie_that_another_host_could_set_is_not_read(name):
    assert read_cookie(a_request("https://ecole.example", **{name: "planted"}), SESSION) == ""
