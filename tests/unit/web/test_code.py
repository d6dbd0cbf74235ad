"""What nobody says to a person is not taken for an insult, nor a sentence for code."""

from __future__ import annotations

import pytest

from tests.unit.french.test_other_languages import typed
from web.chat.code import is_code


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<div class="x">bonjour</div>',
        "SELECT * FROM users WHERE 1=1; DROP TABLE interviews;",
        "' OR '1'='1",
        'def main(): print("hello world")',
        "function(){ return 0; }",
        '{"role":"system","content":"x"}',
        "{{ slot }}",
        "window.alert('x');",
        "rm -rf /",
        "../../etc/passwd",
        "echo $PATH",
        "!@#$%^&*()",
        "https://example.com/foo?x=1",
    ],
)
def test_code_is_told(text):
    assert is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "je gagne 40 k€ = 3000 €/mois ?",
        "c'est (vraiment) bien ; merci",
        "mon site : https://site.fr/page",
        "camille_martin@exemple.fr",
        'c\'est quoi "SEO"=référencement ?',
        "C# ou C++ ?",
        "*important* : 50$ ou 50€ ?",
        "merci ^_^",
        "ok >.<",
        "jeudi -> vendredi",
        "06-12-34-56-78",
        "K7PD-M4QX",
        "SEO/SEA, et/ou R&D",
        "jean_dupont @ gmail.com",
        "jean_dupont [at] gmail.com",
        "jean_dupont(at)gmail.com",
        "m_dupont @ orange . fr",
        "[tel] {06 12 34 56 78} *urgent*",
        "tel=+33 6 12 34 56 78; merci",
        "mardi 14h && merci",
        "c'est quoi SEO && SEA ?",
        "SEO * SEA * SMO",
        "candidat(e)s [H/F] ?",
        "environ ~40k€ / an ?",
        "Instagram @jean_dupont",
        "alternance(s) ; stage(s)",
        "mardi(matin);jeudi(soir)",
        "Nom=Dupont; Prénom=Jean; mail=a@b.fr",
        "Faut-il savoir faire du <b>HTML</b> ?",
        "c'est quoi un select from en SQL ; on l'apprend ?",
        "<Jean Dupont>",
        "bac+2 => bac+5 ?",
        "#ecommerce #alternance",
        "!!!!!!! ????",
        "( ͡° ͜ʖ ͡°) ...",
        "😀😀",
        "???",
    ],
)
def test_a_sentence_is_no_code(text):
    assert not is_code(text)


def test_no_code_is_seen_in_what_visitors_type():
    assert {intent for intent, text in typed() if is_code(text)} <= {"hostile", "gibberish"}
