"""Rasa without the libraries that nothing here uses: TensorFlow first of all.

Rasa imports every component, channel and store that it has, whichever are configured; TensorFlow
alone costs 12 s and 400 MB. `leave_out_unused` replaces such libraries by light stand-ins: their
names can be imported, subclassed and written in annotations, and anything that really calls
one fails, saying which. Rasa's own command line (`python -m rasa`) is not touched and has it all.
"""

from __future__ import annotations

import os
import sys
from abc import ABCMeta
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

UNUSED = frozenset(
    # what learned components need that config.yml does not name
    """tensorflow tensorflow_addons tensorflow_hub tensorflow_text keras transformers matplotlib
    sklearn_crfsuite""".split()
    # channels other than the REST one of credentials.yml
    + """aiogram fbmessenger rocketchat_API slack_sdk socketio twilio webexteamssdk
    google.auth google.oauth2""".split()
    # stores and brokers other than those of endpoints.yml
    + "aio_pika boto3 botocore confluent_kafka pymongo".split()
    # Rasa's conversation at a terminal
    + "prompt_toolkit questionary randomname".split()
    # what scikit-learn imports for its searches and transformations alone
    + ["scipy.stats"]
)
"""The libraries left out, by the names that they are imported by."""

DISPENSABLE = frozenset(["rich"])
"""Libraries whose absence those who would use them take in their stride."""

_ERROR_ENDINGS = ("Error", "Exception", "Failure")


class LibraryLeftOut(RuntimeError):
    """Something called a library that is left out of this process."""


class _StandIn(ABCMeta):
    """The type of every name in a library left out: a class of which there can be no object."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __getitem__(cls, item: Any) -> Any:
        return cls  # as in Union[Tensor, Dict[Text, Tensor]]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise LibraryLeftOut(
            f"{cls.__module__}.{cls.__qualname__} was called, which needs a library that this "
            f"process leaves out. Remove it from UNUSED in nlu/serving/unused_imports.py if the "
            f"configuration needs it, or use « python -m rasa », which has everything."
        )


def _stand_in(place: str, name: str) -> Any:
    # An error is caught by name even where it can never be raised.
    bases = (Exception,) if name.endswith(_ERROR_ENDINGS) else ()
    return _StandIn(name, bases, {"__module__": place, "__qualname__": name})


class _StandInModule(ModuleType):
    """A module of a library left out: it has any name that is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _stand_in(self.__name__, name)
        setattr(self, name, made)
        return made


class _Finder(MetaPathFinder, Loader):
    """Finds stand-ins before anyone finds the real thing."""

    def find_spec(
        self, name: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if _is_in(name, DISPENSABLE):
            raise ModuleNotFoundError(
                f"{name} is left out by nlu/serving/unused_imports.py", name=name
            )
        return ModuleSpec(name, self, is_package=True) if _is_in(name, UNUSED) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass  # a stand-in has no code


def _is_in(name: str, libraries: frozenset[str]) -> bool:
    return any(name == library or name.startswith(f"{library}.") for library in libraries)


def leave_out_unused() -> None:
    """Leave the unused libraries out of this process; call it before Rasa is imported."""
    sys.meta_path.insert(0, _Finder())


def compute_on_one_thread() -> None:
    """Have numerical libraries compute on the thread that asks; call it before they are imported.

    Their other threads spin while they wait for work: on busy cores that doubled what a turn costs.
    """
    for setting in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[setting] = "1"
