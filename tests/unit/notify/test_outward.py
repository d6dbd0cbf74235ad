"""Other machines are called, and our own network never, whatever a name says and when."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from notify.outbox.delivery import TemporaryFailure
from notify.outward import GuardedTransport, Outward, OwnNetwork, is_public
from tests.receiver import Receiver


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "::1",
            "::",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
        ),
        *("169.254.169.254", "fe80::1", "fd00::1", "100.64.0.1", "224.0.0.1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("255.255.255.255", "192.0.2.1", "2001:db8::1"),
        *("fec0::1", "::10.0.0.1", "::8.8.8.8", "64:ff9b:1::a00:1", "4000::1", "5f00::1"),
        *("64:ff9b::a9fe:a9fe", "2002:a00:1::1"),
    ],
)
def test_what_is_not_on_the_internet_is_our_own(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e"]
)
def test_what_is_on_the_internet_is_not(address):
    assert is_public(address)


def check(*found, own_network=False):
    outward = Outward(own_network, resolve=lambda host, port: found)
    asyncio.run(outward.check("https://outil.example/x"))


def test_one_address_of_our_own_among_those_of_a_name_is_enough_to_refuse():
    check("93.184.215.14")
    with pytest.raises(OwnNetwork):
        check("93.184.215.14", "127.0.0.1")
    with pytest.raises(OwnNetwork):
        check()


def test_where_the_settings_allow_it_our_own_network_may_be_called():
    check("127.0.0.1", own_network=True)


def test_a_name_that_nobody_knows_may_be_known_later():
    def unknown(host, port):
        raise OSError

    with pytest.raises(TemporaryFailure):
        asyncio.run(Outward(resolve=unknown).check("https://outil.example/x"))


def test_a_call_goes_to_the_address_that_was_looked_at_and_asks_for_the_names_certificate():
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(204)

    async def call():
        outward = Outward(resolve=lambda host, port: ["93.184.215.14"])
        guarded = GuardedTransport(httpx.MockTransport(answer), outward.address)
        async with httpx.AsyncClient(transport=guarded) as client:
            await client.post("https://outil.example/x")

    asyncio.run(call())

    assert seen == [("93.184.215.14", "outil.example", "outil.example")]


def test_nothing_arrives_at_a_machine_of_our_own():
    async def call(url):
        async with Outward().client(5) as client:
            await client.post(url)

    receiver = Receiver()
    with receiver.serve():
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(OwnNetwork):
                asyncio.run(call(receiver.url.replace("127.0.0.1", host)))

    assert receiver.received == []
