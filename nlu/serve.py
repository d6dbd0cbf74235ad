"""Start Rasa's server as `rasa run` does, with the token from the environment.

On a command line, any user of the machine could read the token.
"""

from __future__ import annotations

import os
import sys

from rasa.__main__ import main


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
    main()


if __name__ == "__main__":
    serve()
