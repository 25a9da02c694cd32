"""The cache: keyed by content, written whole, private, and never the reason that a run fails."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from pinvet.cache import Cache, user_cache


def test_what_is_stored_is_loaded(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache")
    assert cache.load("key") is None
    cache.store("key", b"content")
    assert cache.load("key") == b"content"
    cache.store("key", b"other")
    assert cache.load("key") == b"other"
    assert [path.name for path in cache.folder.iterdir()] == ["key"]


def test_keys_are_of_the_content() -> None:
    cache = Cache(Path("nowhere"))
    assert cache.key("a", "b") == cache.key("a", b"b")
    keys = {cache.key(*parts) for parts in (("a", "b"), ("ab",), ("a", "", "b"), ("b", "a"), (), ("",), ("a", "b", ""))}
    assert len(keys) == 7
    assert all(key.isalnum() and len(key) == 64 for key in keys)
    assert cache.key("\udcff") != cache.key("x")  # a file name that is no text


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX systems")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    before = os.umask(0)
    try:
        cache.store("key", b"content")
    finally:
        os.umask(before)
    assert stat.S_IMODE((cache.folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


def test_switched_off_it_does_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", enabled=False)
    cache.store("key", b"content")
    assert cache.load("key") is None
    assert not cache.folder.exists()


class TestTrouble:
    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        for folder in (tmp_path / "file", tmp_path / "file" / "cache"):
            cache = Cache(folder)
            cache.store("key", b"content")
            assert cache.load("key") is None

    def test_a_folder_in_place_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "key").mkdir()
        cache = Cache(tmp_path)
        cache.store("key", b"content")
        assert cache.load("key") is None
        assert [path.name for path in tmp_path.iterdir()] == ["key"]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            Cache(tmp_path).store("key", b"content")
            assert Cache(tmp_path).load("key") is None
        finally:
            tmp_path.chmod(0o700)

    def test_the_rest_of_a_run_that_died(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "urandom", lambda size: b"\0" * size)
        cache = Cache(tmp_path)
        (tmp_path / f"key.{'00' * 8}").write_bytes(b"half")
        cache.store("key", b"content")  # gives way, and clears up
        cache.store("key", b"content")
        assert cache.load("key") == b"content"
        assert [path.name for path in tmp_path.iterdir()] == ["key"]

    def test_a_disk_that_is_full(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        cache = Cache(tmp_path)
        cache.store("key", b"before")

        def full(*_: object) -> None:
            raise OSError(28, "no space left on device")

        monkeypatch.setattr(Path, "replace", full)
        cache.store("key", b"content")
        assert cache.load("key") == b"before"
        assert [path.name for path in tmp_path.iterdir()] == ["key"]

    def test_two_at_once_never_leave_half_a_file(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path)
        contents = [bytes([letter]) * 200_000 for letter in b"abcd"]
        start = Barrier(len(contents))

        def store(content: bytes) -> None:
            start.wait()
            for _ in range(10):
                cache.store("key", content)
                assert cache.load("key") in (None, *contents)

        threads = [Thread(target=store, args=(content,)) for content in contents]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        cache.store("key", contents[0])
        assert cache.load("key") in contents


@pytest.mark.parametrize(
    ("environment", "folder", "enabled"),
    [
        ({"PINVET_CACHE_DIR": "/own", "XDG_CACHE_HOME": "/xdg", "HOME": "/me"}, "/own", True),
        ({"XDG_CACHE_HOME": "/xdg", "HOME": "/me"}, "/xdg/pinvet", True),
        ({"LOCALAPPDATA": "/local", "USERPROFILE": "/me"}, "/local/pinvet", True),
        ({"HOME": "/me"}, "/me/.cache/pinvet", True),
        ({"USERPROFILE": "/me"}, "/me/.cache/pinvet", True),
        ({"PINVET_CACHE_DIR": "", "HOME": "/me"}, "/me/.cache/pinvet", True),
        ({}, ".cache/pinvet", False),
    ],
)
def test_where_it_is(environment: dict[str, str], folder: str, enabled: bool) -> None:
    cache = user_cache(environment)
    assert (cache.folder, cache.enabled) == (Path(folder), enabled)
    assert user_cache(environment, enabled=False).enabled is False
