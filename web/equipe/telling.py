"""Whether a visitor is told of a change by e-mail; not telling wants a reason, which is kept."""

from __future__ import annotations

from dataclasses import dataclass

from web.context import Request
from web.equipe.sentences import problem_sentence
from web.equipe.views import typed


@dataclass(frozen=True)
class Telling:
    """What was chosen in a form."""

    silent: bool = False
    reason: str = ""

    @classmethod
    def read(cls, request: Request) -> Telling:
        """Read what a browser sent."""
        return cls(typed(request, "prevenir") == "non", typed(request, "raison"))

    @property
    def untold_because(self) -> str | None:
        """Why the visitor is not told; None: they are."""
        return self.reason if self.silent else None

    def problems(self) -> dict[str, str]:
        """Say what is missing."""
        if self.silent and not self.reason:
            return {"reason": problem_sentence("reason_missing")}
        return {}
