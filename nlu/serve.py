"""Start Rasa's server as `rasa run` does, with the token from the environment.

On a command line, any user of the machine could read the token.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any, Text, Type

from rasa.__main__ import main

_show = warnings.showwarning


def serve() -> None:
    """Serve the model on loopback, with the HTTP API behind the token."""
    sys.argv = [
        "rasa",
        "run",
        "--interface=127.0.0.1",
        f"--port={os.environ['RASA_PORT']}",
        f"--model={os.environ['RASA_MODEL']}",
        "--enable-api",
        f"--auth-token={os.environ['RASA_TOKEN']}",
    ]
    warnings.showwarning = _show_what_can_be_acted_on
    main()


def _show_what_can_be_acted_on(
    message: Any, category: Type[Warning], *place: Any, **more: Text
) -> None:
    """Leave out that Rasa's libraries deprecate each other: they are frozen, and that is meant."""
    if not issubclass(category, DeprecationWarning):
        _show(message, category, *place, **more)


if __name__ == "__main__":
    serve()
