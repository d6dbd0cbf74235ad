"""Which model Rasa serves: the one that came with the code, or one that was learnt here since.

Rasa is started with a link, `model.tar.gz` under CONSEILLER_HOME, so that a process that is started
again serves what was published last. A model that was learnt from another base is never served.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from runtime.settings import ROOT, Settings

BASE = ROOT / "models" / "conseiller.tar.gz"
"""The model that `make train` makes of what is in the repository."""

_FILE, _LEARNT_FROM, _DATA = "model.tar.gz", "learnt_from", "data.json"
_SECONDS = 60.0


class PublishingFailed(Exception):
    """Rasa did not take a model; it goes on with the one before."""


class Models:
    """The models of one machine: version 0 is the base, the others are numbered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._link = settings.home / "model.tar.gz"
        self._folder = settings.home / "learning"

    def served(self) -> Path:
        """Give the path from which Rasa is to be started; make it first where there is none."""
        if self.published() == 0:
            self._point_to(BASE)
        return self._link

    def published(self) -> int:
        """Tell which version is served: 0 where the base is, or has changed since."""
        try:
            target = self._link.readlink()
        except OSError:
            return 0
        number = target.parent.name
        is_ours = target.parent.parent == self._folder and number.isdigit()
        return int(number) if is_ours and self._is_usable(int(number)) else 0

    def folder(self, version: int) -> Path:
        """Give the folder of a version; make it where there is none."""
        folder = self._folder / str(version)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def file(self, version: int) -> Path:
        """Give the file of a version."""
        return BASE if version == 0 else self._folder / str(version) / _FILE

    def keep_data(self, version: int, what: Mapping[str, Any]) -> None:
        """Keep beside a version what it is taught and tried on."""
        written = json.dumps(what, ensure_ascii=False, indent=1)
        (self.folder(version) / _DATA).write_text(written)

    def adopt(self, version: int, base: str) -> None:
        """Note what a version was learnt from, when it has been tried."""
        (self.folder(version) / _LEARNT_FROM).write_text(base)

    def keep_only(self, versions: Sequence[int]) -> None:
        """Delete the files of all other versions, except of the one that is served."""
        kept = {str(version) for version in (*versions, self.published())}
        for folder in self._folder.glob("*"):
            if folder.name.isdigit() and folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def publish(self, version: int) -> None:
        """Have every process of Rasa's serve a version, now and when it is started again.

        Raises PublishingFailed; then all serve what they served before.
        """
        if version and not self._is_usable(version):
            raise PublishingFailed("there is no such model, or the base has changed")
        before = self.file(self.published())
        try:
            for url in self._settings.rasa_urls:
                self._load(url, self.file(version))
        except httpx.HTTPError as error:
            for url in self._settings.rasa_urls:
                self._try_to_load(url, before)
            raise PublishingFailed(type(error).__name__) from error
        self._point_to(self.file(version))

    def _load(self, url: str, file: Path) -> None:
        token = {"token": self._settings.rasa_api_token}
        with httpx.Client(base_url=url, params=token, timeout=_SECONDS, trust_env=False) as rasa:
            rasa.put("/model", json={"model_file": str(file)}).raise_for_status()

    def _try_to_load(self, url: str, file: Path) -> None:
        try:
            self._load(url, file)
        except httpx.HTTPError:
            return  # it is being started again, and takes the link

    def _is_usable(self, version: int) -> bool:
        folder = self._folder / str(version)
        try:
            return (folder / _FILE).exists() and (folder / _LEARNT_FROM).read_text() == digest()
        except OSError:
            return False

    def _point_to(self, file: Path) -> None:
        draft = self._link.with_name(f".model.{os.getpid()}")
        draft.unlink(missing_ok=True)
        draft.symlink_to(file)
        draft.replace(self._link)


_digests: dict[tuple[int, int], str] = {}


def digest() -> str:
    """Give the digest of the base; empty where there is none. Read once as long as it stays."""
    try:
        state = BASE.stat()
    except OSError:
        return ""
    key = (state.st_mtime_ns, state.st_size)
    if key not in _digests:
        _digests[key] = hashlib.sha256(BASE.read_bytes()).hexdigest()
    return _digests[key]
