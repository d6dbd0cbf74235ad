"""Settings, from the environment and `.env`. `.env.example` documents each for administrators."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import load_dotenv
from pydantic import EmailStr, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""

_JITSI = "https://meet.jit.si/{room}"
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?|https?://\[[0-9a-f:]+\](:\d+)?")


class Settings(BaseSettings):
    """Everything that an administrator may set. Raises ValidationError, naming the variable."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production"] = Field(
        "development", validation_alias="CONSEILLER_ENV"
    )
    home: Path = Field(ROOT / "var", validation_alias="CONSEILLER_HOME")
    database_url: str = ""
    redis_url: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("")
    backup_passphrase: SecretStr = SecretStr("")
    mail_from: EmailStr | None = None
    staff_email: EmailStr = "admissions@example.org"
    video_url: str = _JITSI
    tools_on_own_network: bool | None = None
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    public_url: str = ""
    page_url: str = ""
    default_job: str = "responsable-ecommerce"
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    secret_key: SecretStr = SecretStr("")
    rasa_token: SecretStr = SecretStr("")
    web_port: int = Field(8000, ge=1, le=65535)
    rasa_port: int = Field(5005, ge=1, le=65535)
    actions_port: int = Field(5055, ge=1, le=65535)
    rasa_workers: int = Field(1, ge=1, le=32)
    web_workers: int = Field(1, ge=1, le=32)
    learning: bool = True
    trusted_proxies: int = Field(0, ge=0, le=8)
    proof_of_work: Literal["never", "when_odd", "always"] = "when_odd"
    confirm_addresses: Literal["never", "when_odd", "always"] = "when_odd"

    @model_validator(mode="after")
    def _production_has_no_defaults(self) -> Settings:
        if self.environment == "production":
            needed = ("secret_key", "rasa_token", "smtp_url", "public_url", "staff_email")
            missing = [name.upper() for name in needed if name not in self.model_fields_set]
            if missing:
                raise ValueError(f"production needs {', '.join(missing)} to be set")
        return self

    @model_validator(mode="after")
    def _many_processes_share_locks(self) -> Settings:
        if self.rasa_workers > 1 and not self.redis_url.get_secret_value():
            raise ValueError("RASA_WORKERS above 1 needs REDIS_URL, for the locks that they share")
        return self

    @model_validator(mode="after")
    def _the_schools_provider_is_fully_named(self) -> Settings:
        names = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
        missing = [name.upper() for name in names if name not in self.model_fields_set]
        if len(missing) not in (0, len(names)):
            raise ValueError(f"OpenID Connect needs {', '.join(missing)} to be set, too")
        parts = urlsplit(self.oidc_issuer)
        is_here = parts.hostname in ("127.0.0.1", "localhost")
        if self.oidc_issuer and parts.scheme != "https" and not is_here:
            raise ValueError("OIDC_ISSUER must begin with https://")
        return self

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins_are_written_as_browsers_do(cls, given: str | tuple[str, ...]) -> tuple[str, ...]:
        named = given.replace(",", " ").split() if isinstance(given, str) else given
        origins = tuple(origin.lower().rstrip("/") for origin in named)
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin} is no origin, such as https://www.example.org")
        return origins

    @field_validator("page_url", mode="after")
    @classmethod
    def _the_page_has_an_address(cls, given: str) -> str:
        address = urlsplit(given)
        if given and (address.scheme not in ("http", "https") or not address.hostname):
            raise ValueError("PAGE_URL must look like https://www.ecole.example.org/metier")
        return given

    @field_validator("video_url", mode="after")
    @classmethod
    def _every_interview_has_a_room(cls, template: str) -> str:
        address = urlsplit(template)
        if "{room}" not in address.path + address.query + address.fragment or (
            address.scheme != "https" or not address.hostname or re.search(r"\s", template)
        ):
            raise ValueError(f"VIDEO_URL must look like {_JITSI}")
        return template

    @field_validator("home", mode="after")
    @classmethod
    def _home_is_one_place(cls, home: Path) -> Path:
        return ROOT / home  # wherever a command is typed from

    @cached_property
    def app_database(self) -> URL:
        """The database, as the application's SQLAlchemy opens it."""
        url = make_url(self.database_url or f"sqlite:///{self.home / 'conseiller.db'}")
        return url.set(drivername="postgresql+psycopg") if _is_postgresql(url) else url

    @cached_property
    def app_tracker_database(self) -> URL:
        """Where Rasa keeps its trackers, as the application opens it.

        In PostgreSQL beside everything else; with SQLite in a file of its own, so that Rasa's
        writes never make a booking wait.
        """
        if _is_postgresql(self.app_database):
            return self.app_database
        return make_url(f"sqlite:///{self.home / 'trackers.db'}")

    @cached_property
    def tracker_url(self) -> str:
        """The same, as Rasa's SQLAlchemy 1.4 opens it."""
        url = self.app_tracker_database
        rasas = url.set(drivername="postgresql") if _is_postgresql(url) else url
        return rasas.render_as_string(hide_password=False)

    @property
    def backups(self) -> Path:
        """Where nightly back-ups are kept."""
        return self.home / "backups"

    @property
    def may_call_own_network(self) -> bool:
        """Tell whether tools and calendars may lie on our own network."""
        given = self.tools_on_own_network
        return self.environment == "development" if given is None else given

    @property
    def sender(self) -> str:
        """Who sends e-mails and organizes interviews."""
        return self.mail_from or self.staff_email

    @cached_property
    def web_url(self) -> str:
        """The address that visitors use, without a slash at its end."""
        return (self.public_url or f"http://127.0.0.1:{self.web_port}").rstrip("/")

    @property
    def rasa_ports(self) -> tuple[int, ...]:
        """The ports of Rasa's processes: RASA_PORT and those after it."""
        return tuple(range(self.rasa_port, self.rasa_port + self.rasa_workers))

    @property
    def rasa_urls(self) -> tuple[str, ...]:
        """Where the web process reaches Rasa's processes."""
        return tuple(f"http://127.0.0.1:{port}" for port in self.rasa_ports)

    @property
    def web_origin(self) -> str:
        """The same, as browsers name a site: scheme, host and port."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.web_url.lower()))

    @property
    def actions_url(self) -> str:
        """Where Rasa reaches the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @cached_property
    def signing_key(self) -> str:
        """The key of session tokens and links; in development made once and kept under home."""
        return self._secret("secret_key")

    @cached_property
    def rasa_api_token(self) -> str:
        """The token of Rasa's HTTP API; in development made once and kept under home."""
        return self._secret("rasa_token")

    def _secret(self, name: str) -> str:
        given: SecretStr = getattr(self, name)
        return given.get_secret_value() or _kept_secret(self.home / name)


def load_settings() -> Settings:
    """Read the settings and make sure that the home folder exists; files are private from here."""
    load_dotenv(ROOT / ".env")  # CONSEILLER_NOW is read from the environment itself
    os.umask(0o077)  # what visitors give is for this user alone, in whatever file it ends up
    settings = Settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    return settings


def _is_postgresql(url: URL) -> bool:
    return url.get_backend_name() in ("postgresql", "postgres")


def _kept_secret(path: Path) -> str:
    """Read a secret, making it first where there is none; safe when several processes start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # the first to link decides; the others read
        draft.unlink()
    return path.read_text()
