"""Replies are judged by what the visitor reads: by expressions, or by the rules of labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.understanding.judging import Reply, make_judge
from bench.understanding.messages import Labelled, read_messages
from knowledge import load_jobs
from runtime.settings import ROOT

JOB = load_jobs(ROOT / "knowledge")["responsable-ecommerce"]
TOPICS = JOB.topics
JUDGE = make_judge(JOB)
YEARLY = "Un cadre gagne entre **40 et 80 k€** nets par an."
VARIABLE = "Une part variable s’ajoute."


def a_reply(intent: str, *texts: str, **known: object) -> Reply:
    return replace(Reply(intent, texts, frozenset(), None, {}), **known)


@pytest.mark.parametrize(
    ("labels", "told", "is_right"),
    [
        (("salaire",), ["salary"], True),
        (("salaire",), ["degrees"], False),
        (("salaire", "diplomes"), ["salary"], False),
        (("salaire", "diplomes"), ["degrees", "salary"], True),
    ],
)
def test_a_question_is_answered_when_its_facts_are_told(labels, told, is_right):
    texts = [TOPICS[topic].answer for topic in told]

    judged = JUDGE.judged(Labelled("…", labels), a_reply("ask_salary", *texts))

    assert judged.is_right is is_right


def test_what_the_page_leaves_open_is_admitted_and_no_fact_is_told():
    message = Labelled("y a une cantine ?", ("inconnu_ecole",))
    honest = a_reply(
        "ask_not_on_page", "Je ne sais pas.", responses=frozenset({"utter_not_on_page"})
    )
    evasive = replace(honest, texts=(TOPICS["programme"].answer,))

    assert JUDGE.judged(message, honest).is_right
    assert not JUDGE.judged(message, evasive).is_right
    assert JUDGE.judged(message, evasive).states_a_fact


@pytest.mark.parametrize(
    ("texts", "is_right"),
    [
        ((YEARLY, VARIABLE), True),
        ((YEARLY,), False),
        (("Je n’ai pas cette information. Une part variable s’ajoute.",), False),
    ],
)
def test_the_very_fact_that_is_asked_for_must_be_told(texts, is_right):
    message = Labelled("une prime ?", ("salaire",), expects=("variable",), must_not="n.ai pas")

    assert JUDGE.is_right(message, a_reply("ask_salary", *texts)) is is_right


@pytest.mark.parametrize(
    ("texts", "is_right"), [((YEARLY, VARIABLE), True), ((YEARLY,), False), ((VARIABLE,), False)]
)
def test_both_halves_of_a_pair_must_be_answered(texts, is_right):
    pair = Labelled("?", ("salaire", "salaire"), expects=("40.{0,25}80", "variable"))

    assert JUDGE.is_right(pair, a_reply("ask_salary", *texts)) is is_right


def test_a_half_without_an_expression_is_judged_by_its_label():
    pair = Labelled("?", ("salaire", "rdv_prendre"), expects=("variable", ""))
    told = a_reply("ask_salary", VARIABLE)

    assert not JUDGE.is_right(pair, told)
    assert JUDGE.is_right(pair, replace(told, active_form="booking_form"))


def test_of_a_follow_up_only_the_last_answer_counts():
    tracker = {
        "events": [
            {"event": "user", "parse_data": {"intent": {"name": "ask_salary"}}},
            {"event": "bot", "text": YEARLY, "metadata": {}},
            {"event": "user", "parse_data": {"intent": {"name": "ask_more"}}},
            {"event": "bot", "text": VARIABLE, "metadata": {"utter_action": "utter_answer"}},
        ],
        "slots": {},
    }
    reply = Reply.of(tracker)
    second = Labelled("et en plus ?", ("salaire",), before=("ça paye ?",), expects=("variable",))

    assert (reply.intent, reply.texts) == ("ask_more", (VARIABLE,))
    assert JUDGE.is_right(second, reply)
    assert not JUDGE.is_right(replace(second, expects=("40.{0,25}80",)), reply)


@pytest.mark.parametrize(
    ("response", "is_right"),
    [("utter_interview_with", True), ("utter_not_on_page", True), ("utter_out_of_scope", False)],
)
def test_a_question_about_the_interview_is_answered_or_said_not_to_be_known(response, is_right):
    message = Labelled("avec qui ?", ("rdv_question",))

    assert JUDGE.is_right(message, a_reply("…", responses=frozenset({response}))) is is_right


def test_the_header_of_a_file_tells_what_it_holds(tmp_path):
    files = {
        "label\ttext\nsalaire+oui\tdu net ?": Labelled(
            "du net ?", ("salaire", "oui"), (), ("", "")
        ),
        "label\ttext\texpect\tmust_not\nnon\tnan\tbien\tnet": Labelled(
            "nan", ("non",), (), ("bien",), "net"
        ),
        "labels\ttext\texpect1\texpect2\noui+non\thm\ta\tb": Labelled(
            "hm", ("oui", "non"), (), ("a", "b")
        ),
        "first\tsecond\tlabel_of_second\texpect\tmust_not\nça\tet ?\toui\ta\tb": Labelled(
            "et ?", ("oui",), ("ça",), ("a",), "b"
        ),
    }
    for text, message in files.items():
        (tmp_path / "one.tsv").write_text(text)
        assert read_messages(tmp_path / "one.tsv") == [message]


def test_a_file_of_another_format_is_refused(tmp_path):
    (tmp_path / "when.tsv").write_text("reference\tphrase\n")

    with pytest.raises(ValueError, match="has not the columns"):
        read_messages(tmp_path / "when.tsv")


def test_what_was_made_up_is_kept():
    reply = a_reply("ask_salary", "On gagne des fortunes.")

    judged = JUDGE.judged(Labelled("ça paye ?", ("salaire",)), reply)

    assert judged.invented == ("On gagne des fortunes.",)
