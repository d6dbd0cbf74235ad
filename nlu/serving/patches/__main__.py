"""Print what is replaced; ends with 1 where the installed source is another than was read."""

from __future__ import annotations

import sys

from nlu.serving.patches import apply_early, declare_all
from nlu.serving.patches.register import REGISTER, SourceChanged
from nlu.serving.unused_imports import leave_out_unused


def main() -> None:
    """Print each replacement with its library, its module and what it spares."""
    apply_early()
    leave_out_unused()
    declare_all()
    changed = []
    for patch in REGISTER:
        try:
            patch.check()
        except SourceChanged as error:
            changed.append(str(error))
        sys.stdout.write(f"{patch.target}\n    of {patch.library}, by {patch.by}: {patch.spares}\n")
    for message in changed:
        sys.stderr.write(f"\n{message}\n")
    sys.exit(1 if changed else 0)


if __name__ == "__main__":
    main()
