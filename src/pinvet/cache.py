"""What is kept between runs: small files in the user's cache folder, keyed by content and version."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cache:
    """A folder of compiled packs. Nothing here ever fails a run: what cannot be kept is made again.

    Files are written whole under another name and then moved into place, with mode 0600, so that two runs at once
    cannot damage each other's.
    """

    __slots__ = ("enabled", "folder")

    def __init__(self, folder: Path, *, enabled: bool = True) -> None:
        self.folder = folder
        self.enabled = enabled

    def key(self, *parts: str | bytes) -> str:
        """Return the key of a content: a digest of its parts."""
        from hashlib import sha256

        digest = sha256()
        for part in parts:
            data = os.fsencode(part)
            digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    def load(self, key: str) -> bytes | None:
        """Return what was stored under a key, or None."""
        if not self.enabled:
            return None
        try:
            return (self.folder / key).read_bytes()
        except OSError:
            return None

    def store(self, key: str, data: bytes) -> None:
        """Keep a content under its key, if the folder can be written."""
        if not self.enabled:
            return
        part = self.folder / f"{key}.{os.urandom(8).hex()}"  # a name of its own for every process and thread
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            part.replace(self.folder / key)
        except OSError:
            with suppress(OSError):
                part.unlink()


def user_cache(environment: Mapping[str, str] = os.environ, *, enabled: bool = True) -> Cache:
    """Return the cache in the user's own folder: PINVET_CACHE_DIR, else the platform's place for caches."""
    own = environment.get("PINVET_CACHE_DIR")
    if own:
        return Cache(Path(own), enabled=enabled)
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if base:
        return Cache(Path(base) / "pinvet", enabled=enabled)
    return Cache(Path(home or ".") / ".cache" / "pinvet", enabled=enabled and home is not None)
