"""Teach a model lessons, and tell how phrases are read before and after.

    python -m nlu.teaching BASE.tar.gz SERVED.tar.gz NEW.tar.gz < what.json > readings.json

What is given has `lessons` and what is `known` near them (`{"text", "said", "job", "intent",
"points"}` each), and `phrases` (`{"text", "said", "job"}`). What is told has, in their order,
whether each lesson goes `against` what the base knows, and the phrases' readings by the model that
is served (`before`) and by the new one (`after`).
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path

from nlu.serving.unused_imports import compute_on_one_thread, leave_out_unused


def main() -> None:
    """Read from standard input, write the model and the readings."""
    base, served, new = map(Path, sys.argv[1:])
    given = json.load(sys.stdin)
    if not tarfile.is_tarfile(base):  # before all that takes half a minute to import
        sys.exit("there is no model to teach")
    compute_on_one_thread()
    leave_out_unused()
    from nlu.teaching.archive import teach_archive
    from nlu.teaching.lessons import Lesson
    from nlu.teaching.reading import read_all

    lessons, known = (
        [Lesson(**{**each, "points": tuple(each["points"])}) for each in given[name]]
        for name in ("lessons", "known")
    )
    against = teach_archive(base, new, lessons, known)
    before, after = (read_all(model, given["phrases"]) for model in (served, new))
    json.dump({"before": before, "after": after, "against": against}, sys.stdout)


if __name__ == "__main__":
    main()
