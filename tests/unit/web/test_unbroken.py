import re
import time

import pytest

from web.unbroken import unbroken


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<p>La confirmation arrive par e-mail.</p>", ["e-mail"]),
        ("<p>Ouvrez l’e-mail d’un <strong>rendez-vous</strong></p>", ["l’e-mail", "rendez-vous"]),
        ('<label for="a">Votre e-mail</label>', ["e-mail"]),
        ('<h1>Un <a href="/a-b">e-commerce</a></h1>', ["e-commerce"]),
        ('<a class="call"><span>Prendre rendez-vous</span></a>', ["rendez-vous"]),
        ("<li>Bac + 5<br>puis sous-titre</li>", ["+ 5", "sous-titre"]),
        ("<p>Référence K7PD-M4QX</p>", ["K7PD-M4QX"]),
        ("<p>x</p><td>06 39 98 11 22</td>", ["06 39 98 11 22"]),
        ("<ul><li>un</li></ul><p>Est-ce bien cela ?</p>", ["Est-ce", "cela ?"]),
    ],
)
def test_what_french_does_not_break_stays_in_one_line(page, kept):
    written = unbroken(page)

    assert [part.split("</span>")[0] for part in written.split('class="whole">')[1:]] == kept
    assert re.sub(r'<span class="whole">([^<]*)</span>', r"\1", written) == page


@pytest.mark.parametrize(
    "page",
    [
        "<title>Votre rendez-vous</title>",
        "<textarea>par e-mail</textarea>",
        "<option>par e-mail</option>",
        "<style>a { margin-top: 0 }</style><script>a-b</script><!-- e-mail -->",
        '<p title="e-mail"><img alt="e-mail"></p>',
        '<a class="do">Prendre rendez-vous</a>',
        "<button>Prendre rendez-vous</button>",
        '<p><span class="whole">e-mail</span></p>',
        "<p>anticonstitutionnelle-ment-parlant</p>",
    ],
)
def test_what_is_no_running_text_is_left_as_it_is(page):
    assert unbroken(page) == page


@pytest.mark.parametrize("text", ["a" * 100_000, "1 " * 50_000, "a-" * 50_000, "<" * 20_000])
def test_a_long_text_takes_no_time(text):
    began = time.process_time()

    unbroken(f"<p>{text}</p>")

    assert time.process_time() - began < 1.0
