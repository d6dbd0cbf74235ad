"""Start Rasa's server as `rasa run` does: on loopback, without the libraries that nothing uses.

Its settings come from the environment: on a command line, any user of the machine could read the
token.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nlu.serving.unused_imports import compute_on_one_thread, leave_out_unused

_ROOT = Path(__file__).resolve().parents[2]
_show = warnings.showwarning


def serve() -> None:
    """Serve the model on loopback, with the HTTP API behind the token."""
    warnings.showwarning = _show_what_can_be_acted_on
    compute_on_one_thread()
    leave_out_unused()
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.io import configure_colored_logging
    from rasa.utils.log_utils import configure_structlog

    from nlu.serving.patches.graph_runner import make_turns_lean
    from nlu.serving.patches.idempotent_turns import handle_once

    make_turns_lean()
    handle_once()
    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    configure_colored_logging(None)
    configure_structlog()
    # It would log what a visitor said when the web stops waiting, which the web logs itself.
    logging.getLogger("rasa.core.channels.rest").setLevel(logging.CRITICAL)
    sys.path.insert(1, str(_ROOT))  # where the components of config.yml are found
    rasa.core.run.load_agent_on_start = _warmed_up(rasa.core.run.load_agent_on_start)
    rasa.core.run.serve_application(
        model_path=os.environ["RASA_MODEL"],
        interface="127.0.0.1",
        port=int(os.environ["RASA_PORT"]),
        credentials=str(_ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(_ROOT / "endpoints.yml")),
        auth_token=os.environ["RASA_TOKEN"],
    )


def _warmed_up(load: Callable[..., Any]) -> Callable[..., Any]:
    """Have the model read one message before anyone waits for it: its first takes a second."""

    async def load_and_warm_up(*args: Any) -> Any:
        agent = await load(*args)
        if agent.is_ready():
            await agent.parse_message("bonjour")
        return agent

    return load_and_warm_up


def _show_what_can_be_acted_on(
    message: Any, category: type[Warning], *place: Any, **more: str
) -> None:
    """Leave out that Rasa's libraries deprecate each other: they are frozen, and that is meant."""
    if not issubclass(category, DeprecationWarning):
        _show(message, category, *place, **more)


if __name__ == "__main__":
    serve()
