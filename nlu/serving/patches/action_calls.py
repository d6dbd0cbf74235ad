"""Calls to the action server without work that changes nothing: the same answers, sooner."""

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
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.io import get_dictionary_fingerprint
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from nlu.serving.patches.register import replaces

logger = logging.getLogger(__name__)

_RASA = "rasa 3.6.21"
_PATIENCE_SECONDS = 15.0  # an action server that died answers again after three
_PAUSE_SECONDS = 0.25
_DOMAIN = "domain"
_DIGEST = "domain_digest"
_DIGEST_UNKNOWN = 449  # says rasa-sdk, which then wants the domain itself

_action_call_format = RemoteAction._action_call_format
_session = EndpointConfig.session
_request = EndpointConfig.request


@lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


@replaces(
    RemoteAction,
    "_validate_action_result",
    library=_RASA,
    source="ce61fe852bba0d78041dccaa58b2b43722f31b27478829fe4d499b2004f202bd",
    spares="35 ms a call of an action",
)
def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Check an action's answer, without checking the schema itself each time.

    Raises jsonschema.ValidationError.
    """
    error = jsonschema.exceptions.best_match(_result_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


class _OpenSession:
    """A session that stays open when the one request that asked for it is over."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        pass


_sessions: dict[tuple[int, int], aiohttp.ClientSession] = {}


@replaces(
    EndpointConfig,
    "session",
    library=_RASA,
    source="24bb9e164e09dd9a7151b242fccfab8e3635eba5ca635f153858852e9e5d2dd2",
    spares="2 ms a call of an action",
)
def session(self: EndpointConfig) -> _OpenSession:
    """Keep connections to the action server open, instead of opening one for each call."""
    key = (id(self), id(asyncio.get_running_loop()))
    kept = _sessions.get(key)
    if kept is None or kept.closed:
        kept = _sessions[key] = _session(self)
    return _OpenSession(kept)


@replaces(
    RemoteAction,
    "_action_call_format",
    library=_RASA,
    source="c5ceef0ee700750ded8c679283a5b5f8c0f9e258ec82fc27765121e5d395bb05",
    spares="with the digest, `request` can leave the domain out",
)
def action_call_format(
    self: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> dict[str, Any]:
    """Say by its digest which domain an action is called with, as rasa-sdk understands."""
    if not hasattr(domain, "_digest"):
        domain._digest = get_dictionary_fingerprint(domain.as_dict())
    return {**_action_call_format(self, tracker, domain), _DIGEST: domain._digest}


@replaces(
    EndpointConfig,
    "request",
    library=_RASA,
    source="71217d4aa3ee6d5272edc7818029045addc609f95971583331dc30cda9629320",
    spares="2 ms a call of an action, and an apology where the action server is restarted",
)
async def request(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
    """Wait for an action server that is being restarted, so that visitors notice just a pause.

    Our actions may be called twice: a booking has a key by which a repeat is recognised.
    """
    deadline = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while True:
        try:
            return await _request_without_domain(self, *args, **kwargs)
        except (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError) as error:
            if asyncio.get_running_loop().time() > deadline:
                raise
            logger.warning("%s does not answer (%s)", self.url, type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _request_without_domain(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
    """Send the domain once to an action server, not with each call.

    rasa-sdk keeps the domain that it was sent last, and says when a digest is of another.
    """
    call = kwargs.get("json")
    if not isinstance(call, dict) or _DIGEST not in call:
        return await _request(self, *args, **kwargs)
    short = {key: value for key, value in call.items() if key != _DOMAIN}
    try:
        return await _request(self, *args, **{**kwargs, "json": short})
    except ClientResponseError as error:
        if error.status != _DIGEST_UNKNOWN:
            raise
    return await _request(self, *args, **kwargs)
