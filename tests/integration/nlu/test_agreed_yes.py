"""What is done on a yes needs one that its sentence tells too, and that the rest leaves one."""

from __future__ import annotations

import json

import pytest

from tests.integration.nlu.test_encoder import printed

READ = """
import json, sys
import numpy as np
from nlu.understanding.prediction import Prediction
from nlu.understanding.reader import Context, Reader

class Opinions:
    \"\"\"What words and sentence say of a yes and of a no, instead of what was learnt.\"\"\"
    intents = np.array(["affirm", "deny"])

    def __init__(self, words, sentence, rest):
        self.words, self.sentence, self.rest = map(np.array, (words, sentence, rest))
        self.meanings = self

    def likelihoods(self, text, context, table=None):
        if not text.startswith("oui"):
            return self.rest
        return self.sentence if table is None else self.words

    def may_be_of(self, job):
        return 1.0

    def intents_of(self, meant):
        return meant

    def has_points(self, intent):
        return False

    def ranked(self, likely, text):
        best = np.argsort(-likely)
        return [Prediction(str(self.intents[at]), float(likely[at]), text) for at in best]

said, *opinions = json.loads(sys.argv[1])
reader = Reader(Opinions(*opinions), object(), Context(said))
read = reader.meanings("oui gardez celui d'avant", [])[0]
print(json.dumps([read.intent, round(read.confidence, 2)]))
"""


YES, NO, UNSURE = [0.95, 0.05], [0.02, 0.98], [0.4, 0.6]


def read(asked, words, sentence, rest):
    """Tell how sure a yes is, by what its words, its sentence and what follows it say."""
    intent, sure = printed(READ, json.dumps([asked, words, sentence, rest]))
    assert intent == "affirm"
    return sure


@pytest.mark.parametrize("asked", ["consent", "recap_confirmed", "change_confirmed"])
@pytest.mark.parametrize(("sentence", "rest"), [(NO, YES), (YES, NO)])
def test_a_yes_that_may_be_none_is_doubted(asked, sentence, rest):
    assert read(asked, YES, sentence, rest) == 0.1


@pytest.mark.parametrize(
    ("asked", "sentence", "rest"),
    [("recap_confirmed", UNSURE, UNSURE), ("offer", NO, YES), ("offer", YES, NO)],
)
def test_any_other_yes_is_as_sure_as_it_was(asked, sentence, rest):
    assert read(asked, YES, sentence, rest) == 0.95
