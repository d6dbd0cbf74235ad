"""Logs of the application's processes: a line an event, in UTC, on standard error."""

from __future__ import annotations

import logging
import time
import warnings

_PACKAGES = "actions booking conversations entrypoints french knowledge notify runtime web".split()


def set_up_logs() -> None:
    """Write warnings of libraries and news of our own; never what a visitor said."""
    formatter = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for package in _PACKAGES:
        logging.getLogger(package).setLevel(logging.INFO)
    # Rasa is older than the SDK, and that is meant (docs/architecture.md).
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
