"""What is replaced in Rasa, spaCy and Python, so that a turn costs less and gives the same.

A replacement is a last resort: where Rasa takes a component, a store or a subclass by name, there
is one instead (`nlu/components/`, `endpoints.yml`). Each is declared in the register with the
source that it was written for; where another is installed, nothing starts.
`python -m nlu.serving.patches` prints the register, in Rasa's environment.

One thing is no replacement and so not in it: the libraries that `unused_imports.py` leaves out.
"""

from __future__ import annotations

from importlib import import_module

from nlu.serving.patches.register import apply_declared

_BEFORE_RASA = ("deprecations",)
_OF_RASA = (
    "action_calls",
    "domain",
    "graph_runner",
    "context",
    "tracker",
    "idempotent_turns",
    "sure_store",
    "warm_up",
    "model_swap",
    "by_components",
)


def declare_all() -> None:
    """Import every module that replaces something, and Rasa with them."""
    _declare(*_BEFORE_RASA, *_OF_RASA)


def apply_early() -> None:
    """Replace what libraries use while they are imported; call it before Rasa is."""
    _declare(*_BEFORE_RASA)
    apply_declared()


def apply_all() -> None:
    """Put every replacement in place; call it before a model is loaded. Raises SourceChanged."""
    declare_all()
    apply_declared()


def _declare(*modules: str) -> None:
    for module in modules:
        import_module(f"{__name__}.{module}")
