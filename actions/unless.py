"""What an action's message may mean instead, by what was said before or by its words."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.detail_form import Domain


class Unless(Action):
    """Does what another action does, but where the message means something else."""

    def __init__(self, otherwise: Action) -> None:
        self._otherwise = otherwise

    def name(self) -> str:
        name: str = self._otherwise.name()
        return name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Any:
        events = self.instead(dispatcher, tracker)
        return self._otherwise.run(dispatcher, tracker, domain) if events is None else events

    def instead(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
        """Do what the message means instead; None where it does not."""
        raise NotImplementedError
