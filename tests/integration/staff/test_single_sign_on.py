"""Who the school's own provider names is believed, if all of it is as it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from joserfc.jwk import OctKey, RSAKey
from pydantic import ValidationError

from runtime.settings import Settings
from staff.single_sign_on import Identified, NotIdentified, Provider
from tests.builders import NOON
from tests.issuer import CLIENT, SECRET, Issuer

BACK = "https://conseiller.example/equipe/connexion/ecole/retour"


@pytest.fixture
def issuer():
    with Issuer(NOON).serve() as serving:
        yield serving


@pytest.fixture
def provider(issuer):
    return Provider(issuer.url, CLIENT, SECRET, BACK)


def test_who_comes_back_has_the_address_that_the_provider_says(issuer, provider):
    address, asked = provider.ask()

    named = provider.identify(issuer.confirm(address), asked, NOON)
    assert named == Identified("zoe@ecole.example", is_proved=True)
    assert issuer.asked["redirect_uri"] == BACK
    assert issuer.asked["max_age"] == "0"
    assert issuer.asked["prompt"] == "login"


def test_a_clock_of_the_provider_that_is_a_little_off_is_let_pass(issuer, provider):
    issuer.otherwise = {"auth_time": int(NOON.timestamp()) + 30}
    address, asked = provider.ask()

    assert provider.identify(issuer.confirm(address), asked, NOON)


def test_one_that_does_not_say_when_names_who_it_is_and_proves_nothing(issuer, provider):
    issuer.otherwise = {"auth_time": None}
    address, asked = provider.ask()

    named = provider.identify(issuer.confirm(address), asked, NOON)

    assert named == Identified("zoe@ecole.example", is_proved=False)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"exp": int(NOON.timestamp()) - 120},
        {"iat": int(NOON.timestamp()) + 600},
        {"auth_time": int(NOON.timestamp()) - 16 * 60},
        {"auth_time": int(NOON.timestamp()) + 120},
        {"auth_time": "now"},
        {"nonce": "another"},
        {"nonce": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
        {"email": ["zoe@ecole.example"]},
    ],
    ids=lambda otherwise: "-".join(map(str, otherwise)),
)
def test_a_token_that_says_something_else_is_not_believed(issuer, provider, otherwise):
    issuer.otherwise = otherwise
    address, asked = provider.ask()

    with pytest.raises(NotIdentified):
        provider.identify(issuer.confirm(address), asked, NOON)


def test_a_token_signed_by_another_or_by_a_secret_is_not_believed(issuer, provider):
    address, asked = provider.ask()
    for key, algorithm in (
        (RSAKey.generate_key(2048, {"kid": "1"}), "RS256"),
        (OctKey.import_key(SECRET * 3), "HS256"),
    ):
        issuer.signing_key, issuer.algorithm = key, algorithm
        with pytest.raises(NotIdentified):
            provider.identify(issuer.confirm(address), asked, NOON)


def test_an_answer_to_another_question_is_not_believed(issuer, provider):
    address, asked = provider.ask()
    came_back = issuer.confirm(address)

    for wrong in ({"state": "x"}, {"code": ""}, {"iss": "https://evil.example"}):
        with pytest.raises(NotIdentified):
            provider.identify(came_back | wrong, asked, NOON)
    with pytest.raises(NotIdentified):
        provider.identify(came_back, replace(asked, nonce="x"), NOON)


def test_a_provider_that_does_not_answer_lets_nobody_in():
    with pytest.raises(NotIdentified):
        Provider("http://127.0.0.1:9", CLIENT, SECRET, BACK).ask()


@pytest.mark.parametrize("keys_at", ["http://127.0.0.1:9/keys", "http://[x", "not an address"])
def test_one_whose_keys_cannot_be_had_lets_nobody_in(issuer, provider, keys_at):
    issuer.keys_at = keys_at
    address, asked = provider.ask()

    with pytest.raises(NotIdentified):
        provider.identify(issuer.confirm(address), asked, NOON)


def test_one_that_says_it_is_another_is_not_asked(issuer):
    with pytest.raises(NotIdentified):
        Provider(f"{issuer.url}/", CLIENT, SECRET, BACK).ask()


@pytest.mark.parametrize(
    "given",
    [
        {"oidc_issuer": "https://id.example"},
        {"oidc_issuer": "http://id.example", "oidc_client_id": "x", "oidc_client_secret": "y"},
    ],
)
def test_settings_that_are_half_there_or_not_safe_are_refused(given, tmp_path):
    with pytest.raises(ValidationError):
        Settings(_env_file=None, CONSEILLER_HOME=tmp_path, **given)


def test_the_secret_is_not_shown(provider):
    assert SECRET not in repr(provider)
