import re
from dataclasses import replace

import icalendar
import pytest

from notify import Audience, Topic
from notify.announcements.summary import Line, Summary, Unreached, to_json
from notify.texts import TEMPLATES
from tests.builders import (
    BOOKING_PAGE,
    NOON,
    ROOMS,
    STAFF_EMAIL,
    TEXTS,
    a_composer,
    a_message,
    paris,
)
from tests.mails import (
    COMPOSER,
    EVERY_KIND,
    INVITING,
    NBSP,
    PLAIN,
    composed,
    html_of,
    links_of,
    text_of,
)

CALENDARS_ON_THE_WEB = ("https://calendar.google.com/", "https://outlook.live.com/")
PRIVACY_PAGE = BOOKING_PAGE.replace("rendez-vous", "vos-donnees")
_OUR_LINKS = (
    ROOMS.link(""),
    BOOKING_PAGE,
    PRIVACY_PAGE,
    "https://meet.example/",
    "mailto:",
    "tel:",
)


@pytest.mark.parametrize(("kind", "topic"), INVITING)
def test_every_change_is_told_in_text_html_and_an_invitation_twice(kind, topic):
    mail = composed(kind, topic)

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    *_, calendar, attached = mail.walk()
    method = "CANCEL" if topic is Topic.CANCELLED else "REQUEST"
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": method}
    assert attached.get_filename() == "invite.ics"
    assert calendar.get_payload(decode=True) == attached.get_payload(decode=True)
    read = icalendar.Calendar.from_ical(attached.get_payload(decode=True))
    assert read["method"] == method


@pytest.mark.parametrize(("kind", "topic"), PLAIN)
def test_what_is_no_change_brings_no_invitation(kind, topic):
    mail = composed(kind, topic)

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "invitation" not in text_of(mail) + html_of(mail)


@pytest.mark.parametrize(("kind", "topic"), EVERY_KIND)
def test_every_mail_is_accessible_and_fetches_nothing(kind, topic):
    html = html_of(composed(kind, topic, questions=("le salaire ?",)))

    assert '<html lang="fr">' in html
    assert re.search(r"<title>.+</title>", html)
    assert len(re.findall(r"<h1", html)) == 1
    assert "<img" not in html
    assert "<table" not in html
    assert "prefers-color-scheme: dark" in html
    for link in links_of(html):
        assert link.startswith((*_OUR_LINKS, *CALENDARS_ON_THE_WEB))


@pytest.mark.parametrize("path", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_french_signs_never_begin_a_line(path):
    prose = re.sub(r"<style>.*?</style>|<[^>]*>|{[%{#].*?[%}#]}", "", path.read_text(), flags=re.S)

    assert not re.findall(r".* [:;?!»].*|.*« .*", prose)
    assert not re.findall(r".*[^\s\u00a0][;?!»].*", re.sub(r"&[#\w]+;|https?:\S+", " ", prose))
    assert "'" not in prose


def test_the_visitor_reads_when_where_and_how_to_change():
    mail = composed(Audience.VISITOR)
    text = text_of(mail)

    assert mail["Subject"].replace(NBSP, " ") == (
        "Votre entretien avec HETIC : mardi 1er décembre 2026 à 14 h 30 (heure de Paris)"
    )
    assert "Bonjour Camille Martin," in text
    assert "Date : mardi 1er décembre 2026\nHeure : 14 h 30 (heure de Paris)\n" in text
    assert "Durée : 30 minutes, en visio" in text
    assert "Référence : K7PD-M4QX" in text
    assert ROOMS.link(a_message().snapshot.uid) in text
    assert "Pour déplacer ou annuler l’entretien, répondez simplement à cet e-mail." in text
    assert "tout est effacé 90 jours après l’entretien" in text
    assert mail["To"].addresses[0].display_name == "Camille Martin"
    assert mail["To"].addresses[0].addr_spec == "camille@visiteur.example"
    assert mail["Reply-To"].addresses[0].addr_spec == STAFF_EMAIL


@pytest.mark.parametrize("topic", [Topic.BOOKED, Topic.MOVED, Topic.CANCELLED])
def test_the_visitor_reads_where_to_erase_what_is_kept(topic):
    mail = composed(Audience.VISITOR, topic)

    assert PRIVACY_PAGE in text_of(mail)
    assert PRIVACY_PAGE in links_of(html_of(mail))


def test_the_staff_read_who_when_how_to_reach_them_and_what_they_asked():
    mail = composed(Audience.STAFF, questions=("c koi le salaire ?", "et les diplomes ?"))
    text, links = text_of(mail), links_of(html_of(mail))

    assert mail["Subject"].replace(NBSP, " ") == (
        "Nouvel entretien : Camille Martin, mar. 1er déc., 14 h 30"
    )
    assert "Nom : Camille Martin\nE-mail : camille@visiteur.example\n" in text
    assert "Téléphone : 06 39 98 12 34\nRéférence : K7PD-M4QX" in text
    assert "- c koi le salaire ?\n- et les diplomes ?\n" in text
    assert ROOMS.link(a_message().snapshot.uid) in text
    assert {"mailto:camille@visiteur.example", "tel:+33639981234"} <= set(links)
    assert mail["Reply-To"].addresses[0].addr_spec == "camille@visiteur.example"


def test_the_staff_read_that_nothing_was_asked_and_no_number_given():
    text = text_of(composed(Audience.STAFF, visitor_phone=None))

    assert "Questions posées à l’assistant avant de réserver :\naucune." in text
    assert "Téléphone : non communiqué\nRéférence" in text


def test_a_number_that_no_plan_knows_is_shown_as_it_is():
    assert "Téléphone : 12\n" in text_of(composed(Audience.STAFF, visitor_phone="12"))


def test_a_moved_interview_says_when_it_was_to_be():
    told = {"previous_start": paris(2026, 11, 27, 9)}

    for kind in Audience:
        text = text_of(composed(kind, Topic.MOVED, **told))
        assert "vendredi 27 novembre 2026 à 9 h" in text
        assert "mardi 1er décembre 2026 à 14 h 30" in text or kind is Audience.VISITOR
    assert "Voici ce qui est prévu" in text_of(composed(Audience.VISITOR, Topic.MOVED))


def test_a_cancelled_interview_gives_no_link_to_join():
    for kind in Audience:
        mail = composed(kind, Topic.CANCELLED)
        assert "meet.example" not in text_of(mail) + html_of(mail)
        assert "annulé" in text_of(mail)


def test_a_reminder_says_when_where_and_how_to_change():
    composer = a_composer(replace(TEXTS, manage_link=lambda *_: "https://page.example"))

    day, hour = (
        composer.compose(a_message(Audience.VISITOR, topic), NOON)
        for topic in (Topic.REMINDER_DAY, Topic.REMINDER_HOUR)
    )

    assert "demain, mardi 1er décembre 2026 à 14 h 30" in text_of(day)
    assert "commence bientôt, à 14 h 30" in text_of(hour)
    for mail in (day, hour):
        assert ROOMS.link(a_message().snapshot.uid) in text_of(mail)
        assert {ROOMS.link(a_message().snapshot.uid), "https://page.example/deplacer"} <= set(
            links_of(html_of(mail))
        )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("550 5.1.1", "l’a refusé pour de bon (code 550 5.1.1)"),
        ("", "L’adresse ne permet aucun envoi."),
        (None, "pendant plus de deux jours"),
    ],
)
def test_staff_read_whom_a_message_did_not_reach_why_and_whom_to_call(code, said):
    told = {"failed_topic": Topic.MOVED, "failure_code": code}

    mail = composed(Audience.STAFF, Topic.BOUNCED, **told)

    assert "annonçant la nouvelle date envoyé à Camille Martin" in text_of(mail)
    assert said in text_of(mail)
    assert "Un appel au 06 39 98 12 34" in text_of(mail)
    assert "tel:+33639981234" in links_of(html_of(mail))
    assert mail["Reply-To"].addresses[0].addr_spec == STAFF_EMAIL
    unknown = composed(Audience.STAFF, Topic.BOUNCED, visitor_phone=None, **told)
    assert "Aucun numéro" in text_of(unknown)


def test_the_summary_lists_the_day_what_follows_and_what_is_new():
    def line(name, start, change=None):
        uid = name.replace(" ", "")
        return Line("K7PD-M4QX", uid, start, name, "v@visiteur.example", None, "Zoé", change)

    today = line("<b>Inès</b>", paris(2026, 12, 1, 9))
    content = Summary(
        day=paris(2026, 12, 1, 7),
        today=(today,),
        ahead=(line("Omar Belkacem", paris(2026, 12, 2, 10)),),
        news=(line("Léa Roux", paris(2026, 12, 4, 11), Topic.CANCELLED),),
        unreached=(Unreached("omar@visiteur.example", "C7PD-M4QX"),),
    )
    message = replace(a_message(Audience.STAFF, Topic.SUMMARY), payload=to_json(content))

    mail = COMPOSER.compose(message, NOON)

    text, html = text_of(mail), html_of(mail)
    assert mail["Subject"].replace(NBSP, " ") == "Entretiens du mardi 1er décembre 2026 : 1"
    assert "- 9 h : <b>Inès</b>, v@visiteur.example, reçu par Zoé (K7PD-M4QX)" in text
    assert "Prochain jour, mercredi 2 décembre 2026 :\n- 10 h : Omar Belkacem" in text
    assert "- Annulé : Léa Roux, ven. 4 déc., 11 h" in text
    assert "- omar@visiteur.example (C7PD-M4QX)" in text
    assert ROOMS.link(today.uid) in text
    noting = re.search(r"https://\S+/equipe/par-e-mail/\S+", text)[0]
    assert {ROOMS.link(today.uid), "mailto:v@visiteur.example", noting} == set(links_of(html))
    assert "<b>" not in html
    assert len(re.findall(r"<h1", html)) == 1


@pytest.mark.parametrize("topic", [Topic.BOOKED, Topic.MOVED, Topic.REMINDER_DAY])
def test_names_the_hour_of_paris_and_the_visitors_own(topic):
    mail = composed(Audience.VISITOR, topic, visitor_zone="America/Toronto")

    assert "Heure : 14 h 30 (heure de Paris)\nChez vous : 8 h 30 (Toronto)" in text_of(mail)
    assert "8\u00a0h\u00a030 (Toronto)" in html_of(mail)
    assert "(heure de Paris)" in mail["Subject"].replace("\u00a0", " ")
    assert "Chez vous" not in text_of(composed(Audience.VISITOR, topic))


LINKED = a_composer(
    replace(TEXTS, manage_link=lambda uid, email, end: "https://ecole.example/entretien/xyz")
)


@pytest.mark.parametrize("topic", [Topic.REMINDER_DAY, Topic.REMINDER_HOUR])
def test_a_reminder_asks_whether_the_visitor_comes(topic):
    mail = LINKED.compose(a_message(Audience.VISITOR, topic), NOON)

    page = "https://ecole.example/entretien/xyz"
    for answer in ("je-viens", "deplacer", "annuler"):
        assert f"{page}/{answer}" in text_of(mail)
        assert f"{page}/{answer}" in links_of(html_of(mail))


@pytest.mark.parametrize("topic", [Topic.MOVED, Topic.CORRECTED])
def test_whom_the_school_moved_is_asked_whether_that_suits(topic):
    page = "https://ecole.example/entretien/xyz"
    asked = LINKED.compose(a_message(Audience.VISITOR, topic, awaits_answer=True), NOON)
    other = LINKED.compose(a_message(Audience.VISITOR, topic), NOON)

    for answer in ("accepter", "deplacer", "annuler"):
        assert f": {page}/{answer}\n" in text_of(asked)
        assert f"{page}/{answer}" in links_of(html_of(asked))
        assert f"{page}/{answer}" not in text_of(other)
        assert f"{page}/{answer}" not in links_of(html_of(other))
    no_page = composed(Audience.VISITOR, topic, awaits_answer=True)
    assert "répondez simplement à cet e-mail" in text_of(no_page)


def test_a_move_to_a_colleague_at_the_same_hour_is_no_new_date():
    moved = composed(Audience.VISITOR, Topic.MOVED, previous_start=paris(2026, 11, 30, 9))
    same = composed(Audience.VISITOR, Topic.MOVED, interviewer_name="Paul")

    assert moved["Subject"].startswith("Nouvelle date")
    assert "a changé de date" in text_of(moved)
    assert same["Subject"].startswith("Votre entretien avec HETIC a changé")
    assert "date." not in text_of(same).partition("Date")[0]
    assert "Avec : Paul" in text_of(same)
    assert "est déplacé" not in html_of(same)


def test_an_offer_names_the_place_its_last_moment_and_what_stays():
    offer = a_message(
        Audience.VISITOR,
        Topic.EARLIER,
        offered_start=paris(2026, 11, 27, 10),
        offered_until=paris(2026, 11, 25, 16),
        visitor_zone="America/Toronto",
    )
    mail = LINKED.compose(offer, NOON)

    text = text_of(mail)
    assert "vendredi 27 novembre 2026 à 10 h (heure de Paris), chez vous 4 h (Toronto)" in text
    assert "jusqu’au mercredi 25 novembre 2026 à 16 h" in text
    assert "votre entretien du mardi 1er décembre 2026 à 14 h 30 (heure de Paris) reste" in text
    assert "https://ecole.example/entretien/xyz/plus-tot" in links_of(html_of(mail))
    assert not list(mail.iter_attachments())


@pytest.mark.parametrize("audience", [Audience.VISITOR, Audience.STAFF])
def test_a_correction_says_what_changed(audience):
    before = (("email", "camile@visiteur.example"), ("phone", None))
    mail = composed(audience, Topic.CORRECTED, corrected=before)

    text = text_of(mail)
    assert "E-mail : camille@visiteur.example (avant : camile@visiteur.example)" in text
    assert "Téléphone : 06 39 98 12 34 (avant : aucun)" in text
    assert "Nom :" not in text.split("Ce qui change")[1].split("\n\n")[0]
    assert "camile@visiteur.example" in html_of(mail)


def test_what_is_moved_before_it_is_confirmed_is_said_to_be_moved():
    moved = {"confirm_by": NOON, "previous_start": paris(2026, 11, 30, 9)}

    mail = composed(Audience.VISITOR, Topic.TO_CONFIRM, **moved)

    for said in (text_of(mail), html_of(mail)):
        plain = said.replace(NBSP, " ").replace("&nbsp;", " ")
        assert "qui devait avoir lieu le lundi 30 novembre" in plain
        assert "est déplacé au mardi 1" in plain
    first = text_of(composed(Audience.VISITOR, Topic.TO_CONFIRM, confirm_by=NOON))
    assert "est noté pour le mardi 1" in first
    assert "déplacé" not in first


@pytest.mark.parametrize("topic", [Topic.BOOKED, Topic.CORRECTED])
def test_staff_read_until_when_an_address_is_to_be_confirmed(topic):
    waits = text_of(composed(Audience.STAFF, topic, confirm_by=NOON))

    assert "À confirmer : cette adresse e-mail est nouvelle" in waits
    assert "À confirmer" not in text_of(composed(Audience.STAFF, topic))


def test_each_line_of_a_note_stands_on_its_own():
    mail = composed(Audience.STAFF, Topic.NOTED, visitor_note="Je suis sourd\nMon fils sera là")

    assert "Je suis sourd<br>Mon fils sera là" in html_of(mail)
    assert "Je suis sourd\nMon fils sera là" in text_of(mail)
