"""The register of replaced things: what each was written for, and a check that it still is.

Knows nothing of Rasa, so that Python's own functions can be replaced before Rasa is imported.
"""

from __future__ import annotations

import hashlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

_Replacement = TypeVar("_Replacement")


class SourceChanged(RuntimeError):
    """A library's source is not the one that a replacement was written for."""


@dataclass(frozen=True)
class Patch:
    """Something of a library (a function, a class, a constant) that ours stands in for."""

    owner: Any
    """The module or class that holds it."""
    name: str
    original: Any
    library: str
    """The library and the version whose source was read."""
    source: str
    """The digest of that source."""
    spares: str
    """What is gained, mostly in milliseconds."""
    by: str
    """The module of the replacement."""
    replacement: Any = None
    """None where the module puts it in place itself, as a component does when it is loaded."""

    @property
    def target(self) -> str:
        """The full name of what is replaced."""
        module = self.owner.__name__ if inspect.ismodule(self.owner) else self.owner.__module__
        name = "" if inspect.ismodule(self.owner) else f"{self.owner.__qualname__}."
        return f"{module}.{name}{self.name}"

    @property
    def installed_source(self) -> str:
        """The digest of the installed source; of the whole module for a constant."""
        is_code = inspect.isroutine(self.original) or inspect.isclass(self.original)
        return digest(self.original if is_code else self.owner)

    def check(self) -> None:
        """Raise SourceChanged where the installed source is not the one that was read."""
        if self.installed_source != self.source:
            file = self.by.replace(".", "/") + ".py"
            raise SourceChanged(
                f"{self.target} is not the one of {self.library} that {file} was written for. "
                f"Compare the two, and mend the replacement or delete it. Once "
                f"tests/dialogues/test_patched_turns.py passes, declare it in nlu/serving/patches "
                f'with source="{self.installed_source}".'
            )

    def apply(self) -> None:
        """Put the replacement in place."""
        if self.replacement is not None:
            setattr(self.owner, self.name, self.replacement)


REGISTER: list[Patch] = []
"""All that has been declared so far, in that order."""


def replaces(
    owner: Any, name: str, *, library: str, source: str, spares: str
) -> Callable[[_Replacement], _Replacement]:
    """Declare that the function or class below stands in for `owner.name`."""

    def declare(replacement: Any) -> Any:
        original, by = getattr(owner, name), replacement.__module__
        REGISTER.append(Patch(owner, name, original, library, source, spares, by, replacement))
        return replacement

    return declare


def replaced_elsewhere(
    owner: Any, name: str, *, library: str, source: str, spares: str, by: str
) -> None:
    """Declare that the module `by` replaces or overrides `owner.name` itself."""
    REGISTER.append(Patch(owner, name, getattr(owner, name), library, source, spares, by))


def apply_declared() -> None:
    """Put in place all that has been declared so far.

    Raises SourceChanged, and puts nothing in place, where one was written for another source.
    """
    for patch in REGISTER:
        patch.check()
    for patch in REGISTER:
        patch.apply()


def digest(code: Any) -> str:
    """Give the SHA-256 of a source, whatever its indentation; empty where there is no source."""
    try:
        lines = textwrap.dedent(inspect.getsource(code)).splitlines()
    except (OSError, TypeError):
        return ""
    return hashlib.sha256("\n".join(map(str.rstrip, lines)).encode()).hexdigest()
