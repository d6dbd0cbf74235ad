"""Warnings without those that libraries deprecate each other: they are pinned on purpose."""

from __future__ import annotations

import warnings
from typing import Any

from nlu.serving.patches.register import replaces

_show = warnings.showwarning


@replaces(
    warnings,
    "showwarning",
    library="Python 3.10",
    source="3c1b5638a711112c55c6af9ac3ab2132952eb692bcd21e2c06957faab96dc4a6",
    spares="a page of warnings at each start that nobody can act on",
)
def show_what_can_be_acted_on(
    message: Warning | str, category: type[Warning], *place: Any, **more: Any
) -> None:
    """Show a warning, unless it is a deprecation."""
    if not issubclass(category, DeprecationWarning):
        _show(message, category, *place, **more)
