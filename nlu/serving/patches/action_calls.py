"""Calls to the action server without work that changes nothing: the same answers, sooner.

Each function here stands in for one of Rasa 3.6.21's; its docstring says what is spared and what
that costs in the original. `docs/performance.md` has the figures.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any

import aiohttp
import jsonschema
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.utils.io import get_dictionary_fingerprint
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 15.0  # an action server that died answers again after three
_PAUSE_SECONDS = 0.25
_DOMAIN = "domain"
_DIGEST = "domain_digest"
_DIGEST_UNKNOWN = 449  # says rasa-sdk, which then wants the domain itself


def make_calls_lean() -> None:
    """Put all stand-ins into Rasa; call it before a model is loaded."""
    RemoteAction._validate_action_result = _validate_action_result
    RemoteAction._action_call_format = _with_digest(RemoteAction._action_call_format)
    EndpointConfig.session = _open_session
    EndpointConfig.request = _patient(_without_domain(EndpointConfig.request))


@lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Check an action's answer, but not each time the schema against which it is checked: 35 ms.

    Raises jsonschema.ValidationError.
    """
    error = jsonschema.exceptions.best_match(_result_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


class _Session:
    """A session that stays open when the one request that asked for it is over."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: Any) -> None:
        pass


_sessions: dict[tuple[int, int], aiohttp.ClientSession] = {}
_session_of = EndpointConfig.session


def _open_session(self: EndpointConfig) -> Any:
    """Keep connections to the action server open, instead of opening one a call: 2 ms."""
    key = (id(self), id(asyncio.get_running_loop()))
    session = _sessions.get(key)
    if session is None or session.closed:
        session = _sessions[key] = _session_of(self)
    return _Session(session)


def _patient(request: Any) -> Any:
    """Wait for an action server that is being started again, so that visitors notice a pause.

    Our actions may be asked twice: a booking has a key by which a repeat is recognised.
    """

    async def patient_request(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
        deadline = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
        while True:
            try:
                return await request(self, *args, **kwargs)
            except (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError) as error:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                logger.warning("%s does not answer (%s)", self.url, type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)

    return patient_request


def _with_digest(call_format: Any) -> Any:
    """Name the domain that an action is called with, as rasa-sdk knows how to."""

    def call_with_digest(self: RemoteAction, tracker: Any, domain: Domain) -> dict[str, Any]:
        if not hasattr(domain, "_digest"):
            domain._digest = get_dictionary_fingerprint(domain.as_dict())
        return {**call_format(self, tracker, domain), _DIGEST: domain._digest}

    return call_with_digest


def _without_domain(request: Any) -> Any:
    """Send the domain once to an action server, not at each call: 1 ms in each of the two.

    rasa-sdk keeps the domain that it was sent last, and says when a digest is of another.
    """

    async def short_request(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
        call = kwargs.get("json")
        if not isinstance(call, dict) or _DIGEST not in call:
            return await request(self, *args, **kwargs)
        short = {key: value for key, value in call.items() if key != _DOMAIN}
        try:
            return await request(self, *args, **{**kwargs, "json": short})
        except ClientResponseError as error:
            if error.status != _DIGEST_UNKNOWN:
                raise
        return await request(self, *args, **kwargs)

    return short_request
