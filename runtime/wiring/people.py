"""The school’s people: how they come in, and what they write."""

from __future__ import annotations

from functools import cached_property

from runtime.wiring.ground import Ground
from staff.accounts import Accounts
from staff.answers import Answers
from staff.assignments import Assignments
from staff.following_up import FollowingUp
from staff.notes import Notes
from staff.passkeys import Passkeys
from staff.sessions import Sessions
from staff.sign_in import SignIn, SignInSecrets
from staff.single_sign_on import Provider
from staff.told import Told


class People(Ground):
    """What the school’s people work with."""

    @cached_property
    def answers(self) -> Answers:
        """What answers questions in the school's name."""
        return Answers(self.engine, self.outbox)

    @cached_property
    def assignments(self) -> Assignments:
        """Whose each question is."""
        return Assignments(self.engine, self.outbox)

    @cached_property
    def notes(self) -> Notes:
        """What staff noted of interviews."""
        return Notes(self.engine)

    @cached_property
    def following_up(self) -> FollowingUp:
        """What writes to visitors who did not come."""
        return FollowingUp(self.engine, self.outbox, self.settings.staff_email)

    @cached_property
    def accounts(self) -> Accounts:
        """Who of the school may sign in."""
        return Accounts(self.engine, self.outbox)

    @cached_property
    def told(self) -> Told:
        """Who is told of every interview."""
        return Told(self.engine, self.settings.staff_email)

    @cached_property
    def sign_in_secrets(self) -> SignInSecrets:
        """The links and codes with which they do."""
        return SignInSecrets(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def sign_in(self) -> SignIn:
        """What lets them in."""
        announce = self.outbox.announce_sign_in
        return SignIn(self.engine, self.accounts, self.sign_in_secrets, announce)

    @cached_property
    def provider(self) -> Provider | None:
        """The school's own provider of identities, where the settings name one."""
        settings = self.settings
        if not settings.oidc_issuer:
            return None
        back = f"{settings.web_url}/equipe/connexion/ecole/retour"
        secret = settings.oidc_client_secret.get_secret_value()
        return Provider(settings.oidc_issuer, settings.oidc_client_id, secret, back)

    @cached_property
    def passkeys(self) -> Passkeys:
        """What lets them in by a touch."""
        return Passkeys(self.engine, self.settings.web_url, self.settings.signing_key)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed in."""
        return Sessions(self.engine)
