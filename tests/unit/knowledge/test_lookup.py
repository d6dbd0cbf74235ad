"""Which facts a message names."""

from __future__ import annotations

import time

import pytest

from knowledge import facts_about, load_job
from testing.running import ROOT

JOB = load_job(ROOT / "knowledge" / "responsable-ecommerce.yml")


def named(text, topic=None):
    return [fact.id for fact in facts_about(JOB, text, topic)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Est-ce qu'on s'occupe d'Instagram ?", ["social_networks"]),
        ("les RESEAUX SOCIAUX", ["social_networks"]),
        ("un réseau social", ["social_networks"]),
        ("le SEO ?", ["organic_search"]),
        ("le référencement", ["paid_search", "organic_search"]),
        ("référencement payant ou naturel", ["paid_search", "organic_search"]),
        ("qui gère le sav", ["after_sales"]),
        ("service après‑vente", ["after_sales"]),
        ("tu dois gérer les stocks ?", ["stock"]),
        ("avoir l’œil sur la concurrence", ["competitors"]),
        ("il y a des primes ?", ["salary_variable"]),
        ("c’est du net ou brut", ["salary_range"]),
        ("dans une startup", ["salary_company_size"]),
        ("on gagne plus dans le luxe", ["salary_sector"]),
        ("bac+5", ["bac_plus_5"]),
        ("un BAC + 5", ["bac_plus_5"]),
        ("bac plus cinq", ["bac_plus_5"]),
        ("je sors d’une école d’ingé", ["engineering_school"]),
        ("avec un master marketing", ["master"]),
        ("en combien d’années", ["grande_ecole_years"]),
    ],
)
def test_a_message_names_a_fact_whatever_its_accents_capitals_and_plurals(text, facts):
    assert named(text) == facts


def test_facts_come_in_the_order_in_which_the_message_names_them():
    assert named("le SAV, insta et le budget ?") == ["after_sales", "social_networks", "budget"]


def test_a_fact_named_twice_comes_once():
    assert named("insta, tiktok et snap") == ["social_networks"]


def test_the_longer_phrase_counts_and_its_words_name_nothing_else():
    assert named("google ads") == ["paid_search"]
    assert named("ads") == ["online_advertising"]
    assert named("chef de projet") == ["project_management"]


def test_only_whole_words_name_a_fact():
    assert named("un insta") == ["social_networks"]
    assert named("installer, instabilité, seoul, savoir") == []


def test_with_a_topic_only_the_facts_that_its_answer_tells_are_named():
    assert named("gérer une équipe et une fourchette", "salary") == ["salary_range"]
    assert named("équipe", "missions") == ["team_leading"]
    assert named("équipe", "skills") == ["management"]


def test_an_unknown_topic_has_no_facts():
    assert named("le SEO ?", "weather") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂🙂",
        "quels sont les frais de scolarité",
        "est-ce que je peux télétravailler",
        "il faut savoir coder en python ?",
        "et sans le bac ?",
        "faut 5 ans d’expérience",
        "où est l’école",
        "ça recrute dans ce métier ?",
        "une aide financière",
        "dans le cadre de mes études",
        "vous avez des facilités de paiement",
    ],
)
def test_what_the_page_does_not_say_names_no_fact(text):
    assert named(text) == []


def test_a_message_ten_times_as_long_takes_about_ten_times_as_long():
    def seconds(text):
        return min(timed(text) for _ in range(3))

    def timed(text):
        start = time.perf_counter()
        named(text)
        return time.perf_counter() - start

    short = "service après vente école d ingénieurs " * 200

    assert seconds(short * 10) < 30 * seconds(short)
