import pytest

from notify.webhooks.addresses import BadAddress, checked, masked


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.ecole.example/T0/B1/abcdefgh",
        "https://192.168.1.20:8443/agenda",
        "http://127.0.0.1:5678/webhook/entretiens",
        "http://localhost:5678/webhook",
        "http://[::1]:5678/webhook",
    ],
)
def test_addresses_over_tls_or_on_this_machine_may_be_used(url):
    assert checked(f" {url}\n") == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hooks.ecole.example/T0", "https:// is needed"),
        ("http://127.0.0.1.ecole.example/T0", "https:// is needed"),
        ("http://192.168.1.20/agenda", "https:// is needed"),
        ("ftp://ecole.example/agenda", "begins with https://"),
        ("hooks.ecole.example/T0", "begins with https://"),
        ("https:///T0", "begins with https://"),
        ("https://ecole.example:port/", "no address"),
        ("https://user:word@ecole.example/", "neither user nor password"),
        ("https://ecole.example/a\r\nX: y", "no address"),
        ("https://ecole.example/" + "a" * 2000, "no address"),
    ],
)
def test_other_addresses_are_refused_with_a_reason(url, reason):
    with pytest.raises(BadAddress, match=reason):
        checked(url)


def test_an_address_is_shown_without_what_opens_it():
    assert masked("https://hooks.ecole.example/T0/B1/abcdefgh") == (
        "https://hooks.ecole.example/…efgh"
    )
    assert masked("https://ecole.example:8443/") == "https://ecole.example:8443/"
