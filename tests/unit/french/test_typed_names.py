import pytest

from french.typed_names import read_whole


@pytest.mark.parametrize(
    "name",
    [
        "Aimé Césaire",
        "Papa Diop",
        "Son Nguyen",
        "Minh Lê",
        "Thi O",
        "J. R. R. Tolkien",
        "J.R.R. Tolkien",
        "प्रिया शर्मा",
        "نور الهدى",
        "李 小龍",
        "Ναταλία Παπαδοπούλου",
        "Maria do Carmo de Almeida e Silva",
        "O'Connor-d’Estaing",
        "Owen O",
        "Marie 2",
        "X" + "x" * 100,
    ],
)
def test_whoever_gives_a_name_is_called_so(name):
    assert read_whole(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Aime\u0301 Ce\u0301saire", "Aimé Césaire"),
        ("inès o'connor", "Inès O'Connor"),
        ("  Inès   Marchetti ", "Inès Marchetti"),
        ("ines marchetti", "Ines Marchetti"),
        ("\u202eInès\u202c Marchetti\u200f", "Inès Marchetti"),
        ("Inès\x00 \x1bMarchetti\ufeff", "Inès Marchetti"),
        ("مه\u200cناز", "مه\u200cناز"),
    ],
)
def test_a_name_is_written_plainly(written, name):
    assert read_whole(written) == name


@pytest.mark.parametrize(
    "written",
    ["", "12345", "...", "😀", "evil.com", "https://x", "<b>Inès</b>", "[Inès](x)", "**Inès**",
     "ines@example.fr", "www.evil"],
)  # fmt: skip
def test_links_and_markup_are_no_name(written):
    assert read_whole(written) is None
