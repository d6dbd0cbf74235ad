"""Start Rasa's server as `rasa run` does: on loopback, without the libraries that nothing uses.

Its settings come from the environment: on a command line, any user of the machine could read the
token.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from nlu.serving.patches import apply_all, apply_early
from nlu.serving.unused_imports import compute_on_one_thread, leave_out_unused

_ROOT = Path(__file__).resolve().parents[2]


def serve() -> None:
    """Serve the model on loopback, with the HTTP API behind the token."""
    apply_early()
    compute_on_one_thread()
    leave_out_unused()
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.io import configure_colored_logging
    from rasa.utils.log_utils import configure_structlog

    apply_all()
    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    configure_colored_logging(None)
    configure_structlog()
    # It would log what a visitor said when the web stops waiting, which the web logs itself.
    logging.getLogger("rasa.core.channels.rest").setLevel(logging.CRITICAL)
    sys.path.insert(1, str(_ROOT))  # where the components of config.yml are found
    rasa.core.run.serve_application(
        model_path=os.environ["RASA_MODEL"],
        interface="127.0.0.1",
        port=int(os.environ["RASA_PORT"]),
        credentials=str(_ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(_ROOT / "endpoints.yml")),
        auth_token=os.environ["RASA_TOKEN"],
    )


if __name__ == "__main__":
    serve()
