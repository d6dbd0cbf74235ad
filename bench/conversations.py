"""What visitors say in the measurements: real questions, and whole bookings."""

from __future__ import annotations

import itertools
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]
Say = Callable[[str], Awaitable[Sequence[Message]]]
"""Says something, typed or a button's payload, and gives the assistant's messages."""

QUESTIONS = """
c quoi exactement un responsable e-commerce
il fait quoi de ses journées ?
quelles sont les missions principales svp
ca gagne combien en debutant
et le salaire d'un cadre confirmé ?
faut il etre bon en maths pour ce metier
quelles qualités on attend de moi
je suis timide, c'est un problème ?
quelles compétences techniques il faut avoir
est-ce qu'il faut savoir coder
quel diplome faut-il apres le bac
mon fils est en terminale, quelles études ensuite ?
le programme de l'école ça dure combien de temps
c'est en combien d'années votre bachelor
y a t il des cours d'anglais
est-ce que je peux faire ça en alternance
combien coute la formation
vous êtes un robot ou une vraie personne ?
je voudrais parler à quelqu'un
que faites vous de mes données
tu peux m'aider à quoi
il va pleuvoir demain ?
merci beaucoup
ok super
ça recrute dans ce secteur ?
quels créneaux sont libres pour un entretien ?
""".strip().splitlines()
"""Questions as visitors write them, none of them a training example."""

SHARE_OF_BOOKINGS = 0.3
"""How many of the visitors book, where nothing else is said."""

_NAMES = ("Inès Benali", "Hugo Martin", "Zoé Lambert", "Mehdi Kaddour", "Chloé Petit")


@dataclass
class Visit:
    """One visitor: greets, asks, perhaps books, and leaves."""

    seed: int
    books: bool

    async def run(self, say: Say) -> None:
        """Hold the conversation to its end."""
        chance = random.Random(self.seed)
        await say("bonjour")
        for question in chance.sample(QUESTIONS, chance.randint(2, 5)):
            await say(question)
        if self.books:
            await self._book(say, chance)
        await say("au revoir")

    async def _book(self, say: Say, chance: random.Random) -> None:
        times = _payloads(await say("je voudrais un rendez-vous"), "interview_time")
        await say(chance.choice(times) if times else "mardi prochain à 14h")
        name = chance.choice(_NAMES)
        await say(f"je m'appelle {name}")
        await say(f"visiteur{self.seed}@example.org")
        await say(chance.choice(("06 12 34 56 78", "non")))
        await say("oui je suis d'accord")
        await say("oui c'est bon")


def visits(share_of_bookings: float, seed: int) -> Iterator[Visit]:
    """Give visitors without end, the same ones for each seed."""
    chance = random.Random(seed)
    return (
        Visit(seed * 1_000_000 + number, chance.random() < share_of_bookings)
        for number in itertools.count()
    )


def _payloads(messages: Sequence[Message], holding: str) -> list[str]:
    buttons = (button for message in messages for button in message.get("buttons") or ())
    return [b["payload"] for b in buttons if holding in b["payload"] or "{" not in b["payload"]]
