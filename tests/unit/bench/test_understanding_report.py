"""What was measured is held against the goals, and the report says so in French."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bench.endings import Ending, Said, judged_turns
from bench.understanding.asking import Answers
from bench.understanding.goals import Measured, goals
from bench.understanding.judging import Judged, Reply
from bench.understanding.messages import Labelled, disturbances
from bench.understanding.report import write_report
from bench.understanding.shares import Share
from bench.understanding.stock import OfStock
from bench.when import Reading


def a_reply(intent: str, *texts: str, **known: object) -> Reply:
    return replace(Reply(intent, texts, frozenset(), None, {}), **known)


def a_judged(label: str, intent: str, *, is_right: bool, text: str = "ça paye ?") -> Judged:
    message = Labelled(text, tuple(label.split("+")))
    return Judged(message, a_reply(intent), is_right, states_a_fact=False, invented=())


def measured(ours: list[Judged], **parts: object) -> Measured:
    """What was measured where every way of writing is read alike."""
    stock = OfStock(answers(parts.pop("stock")), None) if "stock" in parts else None
    return Measured(("messages.tsv",), answers(ours), stock, **parts)


def answers(judged: list[Judged]) -> Answers:
    return Answers(dict.fromkeys(disturbances(), judged))


def is_met(name: str, of: Measured) -> bool | None:
    return next(goal.is_met for goal in goals(of) if goal.name == name)


def right_and_wrong(right: int, wrong: int, label: str = "salaire") -> list[Judged]:
    return [
        *[a_judged(label, "ask_salary", is_right=True)] * right,
        *[a_judged(label, "ask_degrees", is_right=False)] * wrong,
    ]


def test_of_two_labels_either_intent_counts_as_understood():
    assert a_judged("salaire+diplomes", "ask_degrees", is_right=False).is_understood
    assert not a_judged("salaire+diplomes", "greet", is_right=False).is_understood


@pytest.mark.parametrize(("right", "met"), [(97, True), (96, False)])
def test_ninety_seven_messages_of_a_hundred_must_be_answered(right, met):
    assert is_met("answered", measured(right_and_wrong(right, 100 - right))) is met


@pytest.mark.parametrize(("theirs", "met"), [(90, True), (91, False)])
def test_stock_rasa_must_be_ten_points_behind(theirs, met):
    compared = measured(right_and_wrong(100, 0), stock=right_and_wrong(theirs, 100 - theirs))

    assert is_met("stock_answered", compared) is met
    assert is_met("stock_understood", compared) is met


def test_one_point_lost_without_accents_is_one_point():
    as_they_stand, without_accents = right_and_wrong(194, 106), right_and_wrong(191, 109)
    lost = measured(as_they_stand)
    worse = {**lost.ours.messages, "without_accents": without_accents}
    lost = replace(lost, ours=replace(lost.ours, messages=worse))

    assert is_met("without_accents", lost) is True


def test_one_text_made_up_misses_the_goal():
    honest = a_judged("salaire", "ask_salary", is_right=True)
    invented = replace(honest, invented=("55 k€",))

    assert is_met("invented", measured([honest])) is True
    assert is_met("invented", measured([honest, invented])) is False


def test_what_was_left_out_is_neither_met_nor_missed():
    left_out = measured(right_and_wrong(1, 0))

    assert {goal.name: goal.is_met for goal in goals(left_out) if goal.measured is None} == {
        **dict.fromkeys(("pairs", "follow_ups", "interview", "left_open")),
        **dict.fromkeys(("dialogues", "bookings", "turns", "dates", "no_dates")),
        **dict.fromkeys(("stock_answered", "stock_understood")),
    }


def test_the_report_says_in_french_what_was_measured(tmp_path):
    ours = [*right_and_wrong(9, 0), a_judged("diplomes", "greet", is_right=False, text="et le bac")]
    evasive = a_judged("salaire", "ask_more", is_right=False, text="et en net ?")
    asked = replace(
        evasive.message, before=("ça paye ?",), expects=(r"\bnets?\b",), must_not="n.ai pas"
    )
    evasive = replace(evasive, message=asked, reply=a_reply("ask_more", "Je n’ai pas\ncela."))
    turn = {"if_asked": "anything", "say": "et le soir ?", "expect": "libre"}
    played = Said((turn,), ("Je ne sais pas.",))
    everything = measured(
        ours,
        stock=right_and_wrong(5, 5),
        folds=[[("ask_salary", "ask_salary"), ("ask_salary", "ask_degrees")]],
        dates=[Reading("jeudi", "range", None, "2026-11-26/2026-11-27", False, False)],
        dialogues=[
            Ending("d1", "Réserve.", (played,), "no booking", (), ("le lendemain",)),
            Ending("d2", "Demande.", (played,), None, tuple(judged_turns([played])), ()),
        ],
    )
    everything = replace(everything, ours=replace(everything.ours, follow_ups=[evasive]))

    write_report(tmp_path / "report.md", everything)

    report = (tmp_path / "report.md").read_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "donné : au moins 97 % | 9 sur 10 (90,0 %) | 59,6 à 98,2 % | **non** |" in report
    assert "| 9 sur 10 (90,0 %) | 5 sur 10 (50,0 %) | 40,0 points |" in report
    assert "- « et le bac » (les études) : compris comme bonjour" in report
    assert "- le salaire, pris pour les études : 1 fois" in report
    assert "- « jeudi » : lu rien, attendu 2026-11-26/2026-11-27" in report
    assert "- d1 (Réserve.) : no booking\n  - à vérifier, aussi accepté : le lendemain" in report
    assert "  - « et le soir ? » : répondu « Je ne sais pas. »\n- d2" in report
    assert "- d2 (Demande.)\n  - « et le soir ? » : attendu `libre`, répondu « Je ne sais" in report
    assert "- « ça paye ? » puis « et en net ? » (le salaire) : compris comme la suite" in report
    assert r"attendu `\bnets?\b`, sans `n.ai pas`, répondu « Je n’ai pas cela. »" in report
    assert "(report-goals.svg)" in report
    assert "(report-confusions.svg)" in report


def test_the_report_tells_what_was_not_measured(tmp_path):
    write_report(tmp_path / "report.md", measured(right_and_wrong(1, 0)))

    assert (tmp_path / "report.md").read_text().count("Non mesuré.") == 6


def test_the_picture_shows_what_was_read_as_what(tmp_path):
    write_report(tmp_path / "report.md", measured(right_and_wrong(41, 7)))

    words = [
        element.text for element in ElementTree.parse(tmp_path / "report-confusions.svg").iter()
    ]
    assert words.count("le salaire") == words.count("les études") == 2
    assert {"41", "7"} <= set(words)


def test_a_share_of_nothing_is_no_error():
    assert Share.of([]).percent == 0
