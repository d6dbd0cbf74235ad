"""The real job: all that its page says, nothing else, in proper French."""

from __future__ import annotations

import re

import pytest

from french.letters import fold
from knowledge import load_job
from testing.running import ROOT

FOLDER = ROOT / "knowledge" / "responsable-ecommerce"
JOB = load_job(FOLDER / "job.yml")
FACTS = list(JOB.facts.values())
TEXTS = {
    **{f"says of {fact.id}": fact.says for fact in FACTS},
    **{f"answer of {name}": topic.answer for name, topic in JOB.topics.items()},
    **{f"in short of {name}": topic.in_short for name, topic in JOB.topics.items()},
    **{f"title of {name}": topic.title for name, topic in JOB.topics.items()},
}
NO_BREAK = "\u00a0"

WORD = re.compile(r"[^\W_]+|\+")
SHORTEST_PLURAL = 4  # shorter words, as « pas » and « ans », stay whole


def plain_words(text: str) -> tuple[str, ...]:
    """List the words of a text: « Les Réseaux sociaux, l’œil » gives les, reseau, sociau, l, oeil.

    The endings -s and -x are cut off on both sides of every comparison, so it does not matter that
    what remains is not always a word.
    """
    return tuple(singular(word) for word in WORD.findall(fold(text)))


def singular(word: str) -> str:
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word[-1] in "sx" else word


# Words of the page that state nothing by themselves.
LINKS = set(
    plain_words(
        "à afin ainsi au aussi aux auxquels avoir ce ceci cette comme d de des différents divers "
        "doit du e également en est et etc il l la le les niveau ou où par pour que s ses son "
        "sont sur toujours un une vous savoir suivant"
    )
)

# Words of ours in which the page's words are told, and which add nothing to them.
OURS = set(
    plain_words(
        "responsable commerce site vente métier mission fait font partie parmi faut requiert "
        "connaître celle considère avec servent leviers webmarketing part salaire fourchette "
        "roi retour investissement selon animation recrutement nouveaux sécurisé vigilance qu se"
    )
)

every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
every_topic = pytest.mark.parametrize("topic", JOB.topics.values(), ids=JOB.topics.keys())
every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
every_sentence = pytest.mark.parametrize("sentence", JOB.page.sentences)


def test_the_page_has_twenty_sentences_under_four_headings():
    assert len(JOB.page.sentences) == 20
    assert [len(section.paragraphs) for section in JOB.page.sections] == [3, 3, 1, 1]


def test_the_page_has_its_two_calls_to_action():
    assert JOB.page.programme_call == "Découvrir le programme de la grande école"
    assert JOB.page.interview_call == "Je prends rendez-vous pour un entretien en ligne"


def test_the_job_answers_the_seven_general_questions():
    assert list(JOB.topics) == [
        "definition",
        "missions",
        "skills",
        "qualities",
        "salary",
        "degrees",
        "programme",
    ]


@every_fact
def test_every_quote_is_on_the_page(fact):
    page = (FOLDER / "page.txt").read_text("utf-8")

    assert fact.quote in page


@every_sentence
def test_every_word_of_every_sentence_is_quoted_but_for_links(sentence):
    quoted = [False] * len(sentence)
    for fact in FACTS:
        whole = fact.quote.removesuffix(".")
        place = sentence.find(whole)
        if place >= 0:
            quoted[place : place + len(whole)] = [True] * len(whole)

    left = "".join(" " if taken else letter for letter, taken in zip(sentence, quoted, strict=True))

    assert any(quoted)
    assert set(plain_words(left)) <= LINKS


@every_sentence
def test_every_word_of_every_sentence_is_told_but_for_links(sentence):
    told = {word for fact in FACTS for word in plain_words(fact.says)}
    told_otherwise = {"considerant", "profession"}  # il considère, ce métier

    assert set(plain_words(sentence)) - told - LINKS <= told_otherwise


@every_fact
def test_a_fact_is_said_in_the_words_of_its_quote_but_for_a_few(fact):
    assert set(plain_words(fact.says)) - set(plain_words(fact.quote)) - LINKS <= OURS


@every_topic
def test_an_answer_is_in_the_words_of_its_quotes_but_for_a_few(topic):
    quotes = " ".join(JOB.facts[fact].quote for fact in topic.facts_told)

    assert set(plain_words(topic.answer)) - set(plain_words(quotes)) - LINKS <= OURS


@every_fact
def test_a_fact_says_no_figure_that_its_quote_does_not_hold(fact):
    assert set(re.findall(r"\d+", fact.says)) <= set(re.findall(r"\d+", fact.quote))


@every_topic
def test_an_answer_tells_no_figure_that_its_facts_do_not_hold(topic):
    quotes = " ".join(JOB.facts[fact].quote for fact in topic.facts_told)

    assert set(re.findall(r"\d+", topic.answer)) <= set(re.findall(r"\d+", quotes))


@every_topic
def test_an_answer_fits_a_phone_screen(topic):
    assert len(topic.answer) <= 470


@every_fact
def test_a_fact_is_said_in_one_short_sentence(fact):
    assert len(fact.says) <= 120
    assert fact.says.endswith(".")
    assert not re.search(r"[.!?]\s+[A-ZÀ-Ý]", fact.says)


def test_the_salary_is_told_with_its_range_unit_period_and_variable_part():
    answer = JOB.topics["salary"].answer.replace("*", "")

    assert f"40 à 80{NO_BREAK}k€ nets par an" in answer
    assert "part variable" in answer


def test_the_salary_can_be_reckoned_with():
    salary = JOB.salary

    assert (salary.low, salary.high, salary.currency) == (40_000, 80_000, "EUR")
    assert (salary.basis, salary.period, salary.status) == ("net", "year", "cadre")
    assert "variable" in JOB.facts[salary.variable].says
    assert len(salary.depends_on) == 4


def test_the_degrees_are_told_with_their_level():
    assert f"bac{NO_BREAK}+{NO_BREAK}5" in JOB.topics["degrees"].answer


@every_text
def test_apostrophes_are_curly(text):
    assert "'" not in text


@every_text
def test_high_punctuation_and_quotation_marks_keep_a_no_break_space(text):
    assert not re.search(rf"[^{NO_BREAK}][:;?!»]", text)
    assert not re.search(rf"«[^{NO_BREAK}]", text)


@every_text
def test_a_figure_does_not_part_from_its_unit(text):
    assert not re.search(r"\d (k€|€|ans)|bac \+|\+ 5", text)


@every_text
def test_there_are_no_double_spaces_three_dots_or_straight_quotation_marks(text):
    assert not re.search(r"  |\.\.\.|\"|\t", text)


@every_text
def test_bold_marks_come_in_pairs(text):
    assert all(line.count("**") % 2 == 0 for line in text.splitlines())
