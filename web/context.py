"""What every handler finds at `request.app.ctx`, with its types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import sanic
from sanic.config import Config

from runtime.health import Readiness
from runtime.settings import Settings
from runtime.threads import to_writer
from runtime.wiring import Services
from web.chat.chat import Chat
from web.chat.rasa import AT_ONCE_PER_WORKER, RasaClient
from web.chat.tokens import Signer
from web.limits import Limits
from web.visitors import Sources
from web.work.gate import WorkGate


class Context:
    """What the web application works with."""

    rasa: RasaClient
    """Made when the server starts, as it needs the event loop."""
    chat: Chat
    """Made when the server starts, with `rasa`."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.readiness = Readiness(services.settings, services.engine)
        self.signer = Signer(services.settings.signing_key)
        self.limits = Limits()
        self.work = WorkGate(services, self.limits)
        self.sources = Sources(services.settings.trusted_proxies, services.settings.signing_key)

    def source_of(self, request: Request) -> str | None:
        """Tell where a request comes from, as a digest of the day; None from this machine."""
        return self.sources.digest(request, self.services.now().date())

    async def open(self) -> None:
        """Make what needs the event loop."""
        settings = self.services.settings
        self.rasa = RasaClient(settings.rasa_urls, settings.rasa_api_token, _at_once(settings))
        self.chat = Chat(self.rasa, self.services)

    async def close(self) -> None:
        """Close the connections."""
        await self.rasa.close()


type App = sanic.Sanic[Config, Context]
type Request = sanic.Request[App, SimpleNamespace]


def _at_once(settings: Settings) -> int:
    """Share the turns that Rasa takes at once between the web processes."""
    return max(1, AT_ONCE_PER_WORKER * settings.rasa_workers // settings.web_workers)


async def in_a_thread[**P, Answer](
    request: Request, answer: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs
) -> Answer:
    """Answer on a thread: one of the writers' where the request may change something.

    Raises WaitedTooLong.
    """
    if request.method in ("GET", "HEAD"):
        return await asyncio.to_thread(answer, *args, **kwargs)
    return await to_writer(answer, *args, **kwargs)


def route_of(request: Request) -> str:
    """Name what was asked for in a log: the route, not the path, which may be a secret link."""
    return f"{request.method} {request.uri_template or 'no route'}"
