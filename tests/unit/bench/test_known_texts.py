"""What the assistant says is told from what it would have made up."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from actions.beyond_topics import own_subjects
from bench.understanding.known_texts import KnownTexts
from french import own_time, speak
from knowledge import OpenQuestions, answer, load_jobs
from runtime.settings import ROOT
from tests.builders import paris

DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text())
JOBS = load_jobs(ROOT / "knowledge")
JOB = JOBS["responsable-ecommerce"]
WHEN = speak.moment(paris(2026, 12, 1, 14, 30))
GIVEN = {
    "of": "du prix des études ni du rythme des cours",
    "own": own_time.aside(paris(2027, 1, 12, 14, 30), "America/Montreal"),
    "call_page": "http://127.0.0.1:8000/rappel",
    "count": "3",
    "said": "on verra demain",
    "meant": "ines@gmail.com",
    "answer": JOB.topics["salary"].answer,
    "source": "http://127.0.0.1:8000/metiers/responsable-ecommerce#salaire",
    "programme": "http://127.0.0.1:8000/programme",
    "page": "http://127.0.0.1:8000/rendez-vous",
    "contact": "admissions@ecole.example.org",
    "until": speak.hour(paris(2027, 1, 11, 9, 35)),
    "noted": f"{WHEN}, Léa Petit",
    "link": "https://visio.example.org/abc",
    "when": WHEN,
    "why": f"{WHEN}, le créneau est déjà pris.",
    "first": WHEN,
    "programme_call": JOB.page.programme_call,
    "quote": JOB.facts["stock"].quote,
    "before": speak.moment(paris(2027, 1, 11, 9)),
    "after": speak.moment(paris(2027, 1, 12, 9)),
    "day": speak.day(paris(2027, 1, 12, 9)),
    "hour": "10\N{NO-BREAK SPACE}h",
    "opens": "9\N{NO-BREAK SPACE}h",
    "closes": "18\N{NO-BREAK SPACE}h",
    "zone": "heure de Montréal",
    "length": "30\N{NO-BREAK SPACE}minutes",
    "notice": "1\N{NO-BREAK SPACE}heure et 30\N{NO-BREAK SPACE}minutes",
    "horizon": "60\N{NO-BREAK SPACE}jours",
    "open_days": "du lundi au vendredi",
    "limit": "3",
    "longest": "500",
    "most": "5",
    "name": "Inès Le Goff",
    "email": "ines@example.org",
    "phone": "06 12 34 56 78",
    "value": "06 12 34 56 78",
    "reference": "K7PD-M4QX",
    "note": "mon fils sera là",
    "question": "y a-t-il une cantine ?\net un internat ?",
}
EXAMPLE = load_jobs(ROOT / "examples")["technicien-eolien"]
GIVEN["subjects"] = own_subjects(EXAMPLE)
LEFT_OPEN = OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")
KNOWN = KnownTexts(DOMAIN, [*JOBS.values(), EXAMPLE], LEFT_OPEN)


def said(response: str, **given: str) -> str:
    """Say a response of domain.yml as Rasa fills it."""
    text = DOMAIN["responses"][response][0]["text"]
    begun = {n: s["initial_value"] for n, s in DOMAIN["slots"].items() if "initial_value" in s}
    return re.sub(r"\{(\w+)\}", lambda gap: {**begun, **GIVEN, **given}[gap[1]], text)


@pytest.mark.parametrize("response", list(DOMAIN["responses"]))
def test_every_response_is_known(response):
    assert KNOWN.unknown([said(response)]) == []


@pytest.mark.parametrize("points", [[], ["pay_by_month"], ["salary_variable", "gross_pay"]])
@pytest.mark.parametrize("topic", JOB.topics)
def test_every_answer_from_the_page_is_known(topic, points):
    text = said("utter_answer_while_booking", answer=answer(JOB, topic, points))

    assert KNOWN.unknown([text]) == []


@pytest.mark.parametrize(
    "invented",
    [
        "L’école a un internat.",
        JOB.topics["salary"].answer + " On commence à 55 k€.",
        JOB.topics["salary"].answer.replace("40", "45"),
    ],
)
def test_what_the_page_does_not_say_is_not_known(invented):
    text = said("utter_answer_while_booking", answer=invented)

    assert KNOWN.unknown([text, invented]) == [text, invented]


def test_a_day_is_the_only_thing_where_a_day_belongs():
    text = said("utter_refused_past", when="Le directeur dit")

    assert KNOWN.unknown([text]) == [text]
