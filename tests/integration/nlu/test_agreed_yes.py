"""What is done on a yes needs one that the sentence tells, and not its words alone."""

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

    def __init__(self, words, sentence):
        self.words, self.sentence, self.meanings = np.array(words), np.array(sentence), self

    def likelihoods(self, text, context, table=None):
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

said, words, sentence = json.loads(sys.argv[1])
reader = Reader(Opinions(words, sentence), object(), Context(said))
read = reader.meanings("la nouvelle heure c'est mort", [])[0]
print(json.dumps([read.intent, round(read.confidence, 2)]))
"""


@pytest.mark.parametrize("asked", ["consent", "recap_confirmed", "change_confirmed"])
def test_a_yes_of_the_words_alone_is_doubted(asked):
    intent, sure = printed(READ, json.dumps([asked, [0.95, 0.05], [0.02, 0.98]]))

    assert (intent, sure) == ("affirm", 0.02)


@pytest.mark.parametrize(
    ("asked", "sentence"), [("recap_confirmed", [0.2, 0.8]), ("offer", [0.02, 0.98])]
)
def test_any_other_yes_is_as_sure_as_it_was(asked, sentence):
    assert printed(READ, json.dumps([asked, [0.95, 0.05], sentence])) == ["affirm", 0.95]
