"""Train the model as `rasa train` does, without the libraries that nothing uses.

python -m nlu.serving.train --fixed-model-name conseiller --out models
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nlu.serving.unused_imports import compute_on_one_thread, leave_out_unused

_ROOT = Path(__file__).resolve().parents[2]


def train(name: str, folder: Path) -> bool:
    """Train what config.yml, domain.yml, data/ and the jobs' asks.yml say.

    Returns whether a model came of it.
    """
    compute_on_one_thread()
    leave_out_unused()
    import rasa
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings()
    configure_structlog()
    sys.path.insert(1, str(_ROOT))  # where the components of config.yml are found
    result = rasa.train(
        domain=str(_ROOT / "domain.yml"),
        config=str(_ROOT / "config.yml"),
        training_files=list(map(str, (_ROOT / "data", *_ROOT.glob("knowledge/*/asks.yml")))),
        output=str(folder),
        fixed_model_name=name,
    )
    return result.code == 0 and result.model is not None


def main() -> None:
    """Train from the command line; ends with 1 where no model came of it."""
    parser = argparse.ArgumentParser(description="Train the model.")
    parser.add_argument("--fixed-model-name", default="conseiller", help="without its ending")
    parser.add_argument("--out", type=Path, default=_ROOT / "models", help="the model's folder")
    options = parser.parse_args()
    sys.exit(0 if train(options.fixed_model_name, options.out) else 1)


if __name__ == "__main__":
    main()
