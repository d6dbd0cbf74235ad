"""Replies are judged by what the visitor reads, and the report says so in French."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bench.dialogues import Ending
from bench.understanding.goals import Measured, goals
from bench.understanding.judging import JOB, Judged, Reply, make_judge
from bench.understanding.messages import Labelled, disturbances
from bench.understanding.report import write_report
from bench.understanding.shares import Share
from bench.when import Reading
from knowledge import load_jobs
from runtime.settings import ROOT

TOPICS = load_jobs(ROOT / "knowledge")[JOB].topics
JUDGE = make_judge()


def a_reply(intent: str, *texts: str, **known: object) -> Reply:
    return replace(Reply(intent, texts, frozenset(), None, {}), **known)


def a_judged(label: str, intent: str, *, is_right: bool, text: str = "ça paye ?") -> Judged:
    message = Labelled(text, tuple(label.split("+")))
    return Judged(message, a_reply(intent), is_right, states_a_fact=False, invented=())


def measured(ours: list[Judged], **parts: object) -> Measured:
    """What was measured where every way of writing is read alike."""
    parts["stock"] = dict.fromkeys(disturbances(), parts["stock"]) if "stock" in parts else None
    return Measured("messages.tsv", dict.fromkeys(disturbances(), ours), **parts)


def is_met(name: str, of: Measured) -> bool | None:
    return next(goal.is_met for goal in goals(of) if goal.name == name)


def right_and_wrong(right: int, wrong: int, label: str = "salaire") -> list[Judged]:
    return [
        *[a_judged(label, "ask_salary", is_right=True)] * right,
        *[a_judged(label, "ask_degrees", is_right=False)] * wrong,
    ]


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


def test_what_was_made_up_is_kept():
    reply = a_reply("ask_salary", "On gagne des fortunes.")

    judged = JUDGE.judged(Labelled("ça paye ?", ("salaire",)), reply)

    assert judged.invented == ("On gagne des fortunes.",)


def test_of_two_labels_either_intent_counts_as_understood():
    assert a_judged("salaire+diplomes", "ask_degrees", is_right=False).is_understood
    assert not a_judged("salaire+diplomes", "greet", is_right=False).is_understood


@pytest.mark.parametrize(("right", "met"), [(95, True), (94, False)])
def test_ninety_five_messages_of_a_hundred_must_be_answered(right, met):
    assert is_met("answered", measured(right_and_wrong(right, 100 - right))) is met


@pytest.mark.parametrize(("theirs", "met"), [(90, True), (91, False)])
def test_stock_rasa_must_be_ten_points_behind(theirs, met):
    compared = measured(right_and_wrong(100, 0), stock=right_and_wrong(theirs, 100 - theirs))

    assert is_met("stock_answered", compared) is met
    assert is_met("stock_understood", compared) is met


def test_one_point_lost_without_accents_is_one_point():
    as_they_stand, without_accents = right_and_wrong(194, 106), right_and_wrong(191, 109)
    lost = measured(as_they_stand)
    lost = replace(lost, ours={**lost.ours, "without_accents": without_accents})

    assert is_met("without_accents", lost) is True


def test_one_text_made_up_misses_the_goal():
    honest = a_judged("salaire", "ask_salary", is_right=True)
    invented = replace(honest, invented=("55 k€",))

    assert is_met("invented", measured([honest])) is True
    assert is_met("invented", measured([honest, invented])) is False


def test_what_was_left_out_is_neither_met_nor_missed():
    left_out = measured(right_and_wrong(1, 0))

    assert {goal.name: goal.is_met for goal in goals(left_out) if goal.measured is None} == {
        **dict.fromkeys(("left_open", "pairs", "stock_answered", "stock_understood")),
        **dict.fromkeys(("dates", "no_dates", "dialogues")),
    }


def test_the_report_says_in_french_what_was_measured(tmp_path):
    ours = [*right_and_wrong(9, 0), a_judged("diplomes", "greet", is_right=False, text="et le bac")]
    everything = measured(
        ours,
        stock=right_and_wrong(5, 5),
        folds=[[("ask_salary", "ask_salary"), ("ask_salary", "ask_degrees")]],
        dates=[Reading("jeudi", "range", None, "2026-11-26/2026-11-27", is_right=False)],
        dialogues=[Ending("d1", "Réserve.", (), "no booking", ("le lendemain",))],
    )

    write_report(tmp_path / "report.md", everything)

    report = (tmp_path / "report.md").read_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "| Messages bien répondus : au moins 95 % | 9 sur 10 (90,0 %) | **non** |" in report
    assert "| 9 sur 10 (90,0 %) | 5 sur 10 (50,0 %) | 40,0 points |" in report
    assert "- « et le bac » (les études) : compris comme bonjour" in report
    assert "- le salaire, pris pour les études : 1 fois" in report
    assert "- « jeudi » : lu rien, attendu 2026-11-26/2026-11-27" in report
    assert "- d1 (Réserve.) : no booking\n  - à vérifier, aussi accepté : le lendemain" in report
    assert "(report.svg)" in report


def test_the_report_tells_what_was_not_measured(tmp_path):
    write_report(tmp_path / "report.md", measured(right_and_wrong(1, 0)))

    assert (tmp_path / "report.md").read_text().count("Non mesuré.") == 4


def test_the_picture_shows_what_was_read_as_what(tmp_path):
    write_report(tmp_path / "report.md", measured(right_and_wrong(41, 7)))

    words = [element.text for element in ElementTree.parse(tmp_path / "report.svg").iter()]
    assert words.count("le salaire") == words.count("les études") == 2
    assert {"41", "7"} <= set(words)


def test_a_share_of_nothing_is_no_error():
    assert Share.of([]).percent == 0
