"""A turn of Rasa's without work that changes nothing: the same results, in a fraction of the time.

Each function here stands in for one of Rasa 3.6.21's; its docstring says what is spared and what
that costs in the original. `docs/performance.md` has the figures.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any, Dict, List, Optional, Text, Tuple

import aiohttp
import jsonschema
import rasa.core.processor
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 15.0  # an action server that died answers again after three
_PAUSE_SECONDS = 0.25


def make_turns_lean() -> None:
    """Put all stand-ins into Rasa; call it before a model is loaded."""
    RemoteAction._validate_action_result = _validate_action_result
    EndpointConfig.session = _open_session
    EndpointConfig.request = _patient(EndpointConfig.request)
    Domain.as_dict = _kept_dict(Domain.as_dict)
    DialogueStateTracker.applied_events = _kept_events(DialogueStateTracker.applied_events)
    rasa.core.processor.DaskGraphRunner = PlannedGraphRunner


@lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: Dict[Text, Any]) -> bool:
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


_sessions: Dict[Tuple[int, int], aiohttp.ClientSession] = {}
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


def _kept_dict(as_dict: Any) -> Any:
    """Write the domain for the action server once, instead of at each call: 3 ms."""

    def kept(self: Domain) -> Dict[Text, Any]:
        if not hasattr(self, "_kept_dict"):
            self._kept_dict = as_dict(self)
        return self._kept_dict

    return kept


def _kept_events(applied_events: Any) -> Any:
    """Find out once what of a conversation still counts, not thirty times a turn: 6 ms."""

    def kept(self: DialogueStateTracker) -> List[Event]:
        events = self.events
        now = (id(events), len(events), id(events[-1]) if events else None)
        known = self.__dict__.get("_kept_events")
        if known is None or known[0] != now:
            known = self._kept_events = (now, applied_events(self))
        return list(known[1])

    return kept


class PlannedGraphRunner(DaskGraphRunner):
    """Runs the nodes as planned once, instead of planning each run: 4 ms.

    Where a rule is certain, memorised stories are not searched: the rule would win, and the search
    is the dearest part of a prediction.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Rasa's runner takes."""
        super().__init__(*args, **kwargs)
        self._plans: Dict[Tuple[Text, ...], List[Text]] = {}
        nodes = self._graph_schema.nodes.items()
        self._rules = [name for name, node in nodes if issubclass(node.uses, RulePolicy)]

    def run(
        self,
        inputs: Optional[Dict[Text, Any]] = None,
        targets: Optional[List[Text]] = None,
    ) -> Dict[Text, Any]:
        """Run the nodes that the targets need; returns the targets' outputs by node name."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(wanted, set(inputs or ()))
        outputs: Dict[Text, Any] = dict(inputs or {})
        for name in self._plans[wanted]:
            needs = self._graph_schema.nodes[name].needs
            if self._is_memory(name) and self._rule_is_certain(outputs):
                memory = self._instantiated_nodes[name]._component
                silence = memory._default_predictions(outputs[needs["domain"]])
                outputs[name] = memory._prediction(silence)
                continue
            given = [(need, outputs[need]) for need in needs.values() if need in outputs]
            _, outputs[name] = self._instantiated_nodes[name](*given)
        return {name: outputs[name] for name in wanted}

    def _is_memory(self, name: Text) -> bool:
        return issubclass(self._graph_schema.nodes[name].uses, MemoizationPolicy)

    def _rule_is_certain(self, outputs: Dict[Text, Any]) -> bool:
        predictions = (outputs.get(name) for name in self._rules)
        return any(p.max_confidence == 1.0 for p in predictions if p is not None)

    def _plan(self, targets: Tuple[Text, ...], given: Any) -> List[Text]:
        """Order the nodes so that each comes after those that it needs."""
        nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
        order: List[Text] = []

        def add(name: Text, path: Tuple[Text, ...] = ()) -> None:
            if name in order or name in given or name not in nodes:
                return
            if name in path:
                raise GraphRunError(f"The graph's node '{name}' needs itself.")
            for need in nodes[name].needs.values():
                add(need, (*path, name))
            order.append(name)

        for name in (*self._rules, *nodes):
            add(name)
        return order
