"""Which files a command line stands for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pinvet.config import Settings
from pinvet.model import Notice
from pinvet.sources.discover import Found, discover, read_bytes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tree").mkdir()
    return tmp_path / "tree"


def make(root: Path, *names: str, text: str = "{}") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def paths(root: Path, *written: str, folder: str = ".", **settings: object) -> list[str]:
    found = discover(written, Settings(root)._replace(**settings), Path(os.path.normpath(root / folder)))
    assert not [each for each in found if isinstance(each, Notice)]
    return [each.path for each in found]


def notices(root: Path, *written: str, **settings: object) -> list[Notice]:
    found = discover(written, Settings(root)._replace(**settings), root)
    return [each for each in found if isinstance(each, Notice)]


def test_a_folder_yields_json_and_yaml_in_order(root: Path) -> None:
    make(root, "b.json", "a/z.yml", "a/b.YAML", "a.txt", "c/d/e.json")
    assert paths(root, ".") == ["a/b.YAML", "a/z.yml", "b.json", "c/d/e.json"]


def test_a_folder_yields_captures_that_are_nothing_else(root: Path) -> None:
    make(root, "x.HAR", "y.ndjson", "z.jsonl.gz", "send.sh", "notes.md", "dump.mitm", "app.log", "a.gz", "a.har.gz")
    assert paths(root, ".") == ["a.har.gz", "x.HAR", "y.ndjson", "z.jsonl.gz"]


def test_a_file_that_is_named_is_read_whatever_it_is_called(root: Path) -> None:
    make(root, "a.txt", ".hidden.json", "node_modules/x.json")
    found = discover(["a.txt", ".hidden.json", "node_modules/x.json"], Settings(root), root)
    assert found == [
        Found(".hidden.json", str(root / ".hidden.json"), named=True),
        Found("a.txt", str(root / "a.txt"), named=True),
        Found("node_modules/x.json", str(root / "node_modules/x.json"), named=True),
    ]


def test_each_file_comes_once_and_naming_it_counts(root: Path) -> None:
    make(root, "a.json", "b.json")
    for order in (["a.json", ".", "./a.json"], [".", "b.json/../a.json"]):
        found = [each for each in discover(order, Settings(root), root) if isinstance(each, Found)]
        assert [(each.path, each.named) for each in found] == [("a.json", True), ("b.json", False)]


def test_hidden_folders_and_those_of_other_tools_are_passed_by(root: Path) -> None:
    make(root, ".git/a.json", ".venv/a.json", "node_modules/a.json", "x/node_modules/a.json", ".a.json")
    make(root, "tsconfig.json", "x/package-lock.json", "x/a.json")
    assert paths(root) == []
    assert paths(root, ".") == ["x/a.json"]


def test_paths_are_relative_to_the_root_and_absolute_outside(root: Path) -> None:
    make(root, "a/b.json")
    make(root.parent, "c.json", "d/e.json")
    assert paths(root, "b.json", folder="a") == ["a/b.json"]
    assert paths(root, ".", folder="a") == ["a/b.json"]
    outside = root.parent.as_posix()
    assert paths(root, "../c.json", "../d") == [f"{outside}/c.json", f"{outside}/d/e.json"]


def test_gitignore_files_of_the_tree_hold(root: Path) -> None:
    make(
        root,
        "a.json",
        "build/a.json",
        "x/a.json",
        "x/keep.json",
        "x/y/a.json",
        "x/y/z.json",
        "deep/x/build/a.json",
    )
    make(root, ".gitignore", text="build/\n/x/*.json\n!keep.json\n")
    make(root, "x/y/.gitignore", text="a.json\n# z.json\n\n")
    assert paths(root, ".") == ["a.json", "x/keep.json", "x/y/z.json"]
    assert paths(root, "x") == ["x/keep.json", "x/y/z.json"]
    assert paths(root, "y", folder="x") == ["x/y/z.json"]


def test_a_nearer_gitignore_takes_back_what_a_farther_one_says(root: Path) -> None:
    make(root, "a/b/x.json", "a/x.json")
    make(root, ".gitignore", text="x.json\n")
    make(root, "a/b/.gitignore", text="!x.json\n")
    assert paths(root, ".") == ["a/b/x.json"]


def test_a_folder_that_is_named_is_searched_though_git_ignores_it(root: Path) -> None:
    make(root, "build/a.json", "build/b.json", "build/in/c.json")
    make(root, ".gitignore", text="build/\n")
    make(root, "build/.gitignore", text="b.json\n")
    assert paths(root, "build") == ["build/a.json", "build/in/c.json"]
    assert paths(root, "build/a.json") == ["build/a.json"]


def test_no_line_of_a_gitignore_stops_or_slows_the_search(root: Path) -> None:
    make(root, "a" * 200 + ".json", "b.json", "c.json")
    lines = ["!", "\\", "[z-a]", "[a-[b]]", "*a" * 100 + "b", "b.json"]
    make(root, ".gitignore", text="\n".join(lines))
    assert paths(root, ".") == ["a" * 200 + ".json", "c.json"]


def test_a_gitignore_that_is_a_link_or_no_file_is_passed_by(root: Path) -> None:
    make(root.parent, "patterns", text="a.json\n")
    make(root, "a.json", "x/b.json")
    (root / ".gitignore").symlink_to(root.parent / "patterns")
    (root / "x" / ".gitignore").mkdir()
    assert paths(root, ".") == ["a.json", "x/b.json"]


def test_a_gitignore_that_cannot_be_read_says_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(root, "a.json", ".gitignore", text="a.json\n")

    def deny(_path: Path, _mode: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert paths(root, ".") == ["a.json"]


def test_excluded_files_are_left_out_of_folders(root: Path) -> None:
    make(root, "a.json", "fixtures/b.json", "x/fixtures/c.json", "x/d.schema.json")
    exclude = ("fixtures/", "*.schema.json")
    assert paths(root, ".", exclude=exclude) == ["a.json"]
    assert paths(root, "x/d.schema.json", exclude=exclude) == ["x/d.schema.json"]
    assert paths(root, "x/d.schema.json", "a.json", exclude=exclude, force_exclude=True) == ["a.json"]


def test_a_glob_stands_for_the_files_that_fit(root: Path) -> None:
    make(root, "p/a.json", "p/b.txt", "p/q/c.json", "node_modules/d.json", "[x].json")
    assert paths(root, "p/*.json") == ["p/a.json"]
    assert paths(root, "p/*") == ["p/a.json", "p/b.txt"]
    assert paths(root, "**/*.json") == ["[x].json", "p/a.json", "p/q/c.json"]
    assert paths(root, "../tree/p/?.txt") == ["p/b.txt"]
    assert paths(root, "*.json", folder="p") == ["p/a.json"]
    assert paths(root, "[x].json") == ["[x].json"]
    assert all(each.named for each in discover(["p/*"], Settings(root), root) if isinstance(each, Found))


def test_what_is_not_there_is_an_error(root: Path) -> None:
    make(root, "a.json")
    assert notices(root, "none.json", "a.json", "x/*.json") == [
        Notice("unreadable", "none.json", "there is no such file or folder", fatal=True),
        Notice("unreadable", "x/*.json", "no file fits the glob 'x/*.json'", fatal=True),
    ]


def test_names_that_no_system_takes_lead_nowhere(root: Path) -> None:
    assert [notice.kind for notice in notices(root, "x" * 5000, "a\0b", "\0*")] == ["unreadable"] * 3


def test_links_that_leave_the_root_are_not_followed(root: Path) -> None:
    make(root.parent, "secret/a.json")
    make(root, "in/a.json")
    (root / "file.json").symlink_to(root.parent / "secret" / "a.json")
    (root / "folder").symlink_to(root.parent / "secret")
    (root / "fine.json").symlink_to(root / "in" / "a.json")
    assert [notice.path for notice in notices(root, ".")] == ["file.json", "folder"]
    assert [notice.path for notice in notices(root, "file.json")] == ["file.json"]
    assert [notice.path for notice in notices(root, "folder")] == ["folder"]
    assert [notice.path for notice in notices(root, "folder/a.json")] == ["folder/a.json"]
    found = [each.path for each in discover(["."], Settings(root), root) if isinstance(each, Found)]
    assert found == ["fine.json", "in/a.json"]
    assert all(notice.fatal for notice in notices(root, "."))


def test_linked_folders_are_searched_once_and_after_the_others(root: Path) -> None:
    make(root, "b/x.json", "c/only.json")
    (root / "a").symlink_to(root / "b")
    (root / "b" / "round").symlink_to(root)
    assert paths(root, ".") == ["b/x.json", "c/only.json"]
    assert paths(root, "a") == ["a/round/c/only.json", "a/x.json"]


def test_a_link_to_nothing_is_an_unreadable_file_where_it_is_named(root: Path) -> None:
    (root / "gone.json").symlink_to(root / "nothing")
    assert paths(root, ".") == []
    (found,) = discover(["gone.json"], Settings(root), root)
    assert isinstance(found, Found)
    notice = read_bytes(found, 10, no_stdin)
    assert isinstance(notice, Notice)
    assert notice == Notice("unreadable", "gone.json", "the file cannot be read: no such file or directory", fatal=True)


def test_a_pipe_in_a_folder_is_never_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.json")
    make(root, "a.json")
    assert paths(root, ".") == ["a.json"]


def test_a_folder_that_cannot_be_read_is_an_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(root, "a/b.json", "c/d.json")
    scan = os.scandir

    def deny(path: str) -> object:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", deny)
    assert notices(root, ".") == [Notice("unreadable", "a", "the folder cannot be read: permission denied", fatal=True)]


def no_stdin(_size: int) -> bytes:
    raise AssertionError


def test_standard_input_is_read_up_to_the_limit(root: Path) -> None:
    (found,) = discover(["-"], Settings(root, stdin_filename="a.yaml"), root)
    assert found == Found("a.yaml", "-", named=True)
    assert discover(["-"], Settings(root), root)[0].path == "<stdin>"
    assert read_bytes(found, 3, lambda size: b"abcdef"[:size]) == Notice(
        "limit",
        "a.yaml",
        "the file is larger than 3 bytes and is not read; no request is that large",
        fatal=True,
    )
    assert read_bytes(found, 6, lambda size: b"abcdef"[:size]) == b"abcdef"


def test_a_large_file_is_not_read(root: Path) -> None:
    make(root, "a.json", text="x" * 10)
    for named in (True, False):
        notice = read_bytes(Found("a.json", str(root / "a.json"), named), 9, no_stdin)
        assert isinstance(notice, Notice)
        assert (notice.kind, notice.fatal) == ("limit", named)
    assert read_bytes(Found("a.json", str(root / "a.json"), named=True), 10, no_stdin) == b"x" * 10


def test_a_file_without_an_end_is_cut_off() -> None:
    notice = read_bytes(Found("/dev/zero", "/dev/zero", named=True), 100, no_stdin)
    assert isinstance(notice, Notice)
    assert notice.kind == "limit"
