"""The project's settings: where they are found, what they may say, and who wins."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pinvet.config import ConfigError, Flag, Mistake, Settings, assume, resolve
from pinvet.config.check import faults, is_date, is_version
from pinvet.config.find import config_file, is_inside, relative, repository_root
from pinvet.config.globs import fits, fixed_folder, matches, within
from pinvet.config.keys import SCHEMA, VERSION_PATTERN
from pinvet.config.places import places

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "pinvet.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str, **flags: Flag) -> list[str]:
    write(folder, text)
    with pytest.raises(ConfigError) as caught:
        resolve(flags, folder)
    return [str(mistake) for mistake in caught.value.mistakes]


# The key table


def test_the_published_schema_is_the_key_table() -> None:
    published = json.loads((ROOT / "schemas" / "config.schema.json").read_text(encoding="utf-8"))
    assert published == SCHEMA


def test_the_key_table_is_a_valid_schema_whose_examples_fit() -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for key, schema in SCHEMA["properties"].items():
        assert schema["description"].endswith("."), key
        for example in schema.get("examples", ()):
            jsonschema.validate(example, schema)
            assert not list(faults(example, schema, (key,)))


def test_the_table_tells_the_defaults_that_hold() -> None:
    built_in = Settings(Path("/"))
    for key, schema in SCHEMA["properties"].items():
        if "default" in schema:
            assert getattr(built_in, key.replace("-", "_")) == schema["default"]


@pytest.mark.parametrize(
    "config",
    [
        {"select": "PP"},
        {"select": [1]},
        {"nope": 1},
        {"severity": {"PP101": "fatal"}},
        {"fail-on": "never"},
        {"api-version": "five"},
        {"max-findings": 0},
        {"max-findings": True},
        {"strict": "yes"},
        {"assumptions": [{"files": ["x"]}]},
        {"assumptions": [{"files": [], "assume": []}]},
        {"ignores": [{"files": ["x"], "rules": ["PP"]}]},
        {"ignores": [{"files": ["x"], "rules": [], "reason": "r"}]},
        {"ignores": [{"files": ["x"], "rules": ["PP"], "reason": ""}]},
        {"operations": {"*.json": 3}},
        {"exclude": [""]},
        {"context": ""},
    ],
)
def test_our_checks_and_jsonschema_refuse_the_same(config: dict[str, object]) -> None:
    import jsonschema

    assert list(faults(config, SCHEMA))
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(config))


def test_a_full_configuration_is_read(project: Path) -> None:
    (project / "own").mkdir()
    write(project, "campaigns: {}\n", "context.yaml")
    write(
        project,
        """
select = ["PP", "promotions"]
ignore = ["API301"]
extend-select = ["API901"]
severity = {one-spend-cap = "warning"}
fail-on = "warning"
min-severity = "note"
api-version = "5.23"
as-of = 2027-01-31
assume = ["performance-plus", "objective=sales"]
packs = ["own"]
context = "context.yaml"
exclude = ["fixtures/", "*.schema.json"]
max-findings = 50
fail-deprecated = true
strict = true

[operations]
"payloads/*.json" = "campaigns/create"

[[assumptions]]
files = ["classic/**"]
assume = ["no-performance-plus"]

[[ignores]]
files = ["legacy/**"]
rules = ["PP103"]
reason = "frozen"
""",
    )
    settings = resolve({}, project)
    assert settings.config_file == "pinvet.toml"
    assert settings.select == ("PP", "promotions")
    assert settings.ignore == ("API301",)
    assert settings.extend_select == ("API901",)
    assert settings.severity == {"one-spend-cap": "warning"}
    assert (settings.fail_on, settings.min_severity) == ("warning", "note")
    assert (settings.api_version, settings.as_of) == ("5.23", "2027-01-31")
    assert settings.packs == (project / "own",)
    assert settings.context == project / "context.yaml"
    assert (settings.max_findings, settings.fail_deprecated, settings.strict) == (50, True, True)
    assert settings.mapped_operation("payloads/a.json") == "campaigns/create"
    assert settings.mapped_operation("elsewhere/a.json") is None
    assert settings.declared("a.json") == {"is_performance_plus": True, "objective_type": "SALES"}
    assert settings.declared("classic/a.json") == {"is_performance_plus": False, "objective_type": "SALES"}
    assert settings.is_excluded("a/fixtures/b.json")
    assert not settings.is_excluded("a/b.json")
    assert settings.ignores[0].reason == "frozen"
    assert settings.ignores[0].origin == "pinvet.toml:25:1"


# Where settings come from


def test_without_a_file_the_built_in_settings_hold(project: Path) -> None:
    assert resolve({}, project) == Settings(project, severity={}, origins={})


def test_the_nearest_file_up_to_the_repository_counts(project: Path) -> None:
    write(project.parent, 'fail-on = "note"')
    below = project / "a" / "b"
    below.mkdir(parents=True)
    assert resolve({}, below).fail_on == "error"
    write(project, 'fail-on = "warning"')
    assert resolve({}, below).fail_on == "warning"
    write(project / "a", "[tool.pinvet]\nfail-on = 'note'\n", "pyproject.toml")
    settings = resolve({}, below)
    assert (settings.fail_on, settings.config_file, settings.root) == ("note", "a/pyproject.toml", project)
    write(project / "a", 'fail-on = "error"')
    assert resolve({}, below).origin("fail_on") == "a/pinvet.toml:1:1"


def test_a_pyproject_without_our_table_is_passed_by(project: Path) -> None:
    write(project, 'fail-on = "note"')
    write(project / "a", '[project]\nname = "pinvet"\n[tool]\n', "pyproject.toml")
    write(project / "a" / "b", "[project]\n", "pyproject.toml")
    assert resolve({}, project / "a" / "b").config_file == "pinvet.toml"


def test_a_broken_pyproject_is_ours_only_where_it_names_our_table(project: Path) -> None:
    write(project, "[tool.pinvet\n", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:1:13: this is not TOML"):
        resolve({}, project)
    write(project, 'name = "pinvet\n', "pyproject.toml")
    assert resolve({}, project).config_file is None


def test_without_a_repository_only_the_folder_itself_is_looked_at(tmp_path: Path) -> None:
    if repository_root(tmp_path):
        pytest.skip("the folder for temporary files lies in a repository")
    write(tmp_path, 'fail-on = "note"')
    below = tmp_path / "a"
    below.mkdir()
    assert resolve({}, below).fail_on == "error"
    assert resolve({}, tmp_path).root == tmp_path


def test_a_file_can_be_named_or_left_out(project: Path) -> None:
    write(project, 'fail-on = "note"')
    write(project / "ci", 'fail-on = "warning"', "other.toml")
    assert resolve({}, project, "ci/other.toml").fail_on == "warning"
    assert resolve({}, project, "ci/other.toml").root == project
    assert resolve({}, project, search=False).fail_on == "error"


def test_a_named_file_outside_of_the_project_leaves_globs_as_they_are(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = write(tmp_path_factory.mktemp("ci"), 'exclude = ["build/"]', "other.toml")
    settings = resolve({}, project, str(outside))
    assert settings.exclude == ("build/",)
    assert settings.config_file == outside.as_posix()


def test_globs_are_relative_to_the_folder_of_the_file(project: Path) -> None:
    write(project / "ads", 'exclude = ["build", "out/*.json"]\n[operations]\n"*.x.json" = "ads/create"\n')
    settings = resolve({}, project / "ads")
    assert settings.is_excluded("ads/deep/build/a.json")
    assert settings.is_excluded("ads/out/a.json")
    assert not settings.is_excluded("out/a.json")
    assert not settings.is_excluded("build/a.json")
    assert settings.mapped_operation("ads/b/a.x.json") == "ads/create"
    assert settings.origin("operations", settings.operations[0][0]) == "ads/pinvet.toml:3:1"


def test_flags_beat_the_file(project: Path) -> None:
    write(
        project,
        'fail-on = "note"\nselect = ["A"]\nignore = ["B"]\nextend-select = ["C"]\nassume = ["performance-plus"]\n'
        '[[assumptions]]\nfiles = ["x/"]\nassume = ["objective=SALES"]\n',
    )
    flags = {
        "fail-on": Flag("warning", "--fail-on"),
        "ignore": Flag(("D",), "--ignore"),
        "assume": Flag(("no-performance-plus", "objective=LEADS"), "PINVET_ASSUME"),
        "operation": Flag("ads/create", "--operation"),
        "cache": Flag(value=False, origin="--no-cache"),
    }
    settings = resolve(flags, project)
    assert settings.fail_on == "warning"
    assert settings.origin("fail_on") == settings.origin("fail-on", 0) == "--fail-on"
    assert settings.origin("select") == "pinvet.toml:2:1"
    assert settings.origin("strict") == "built-in"
    assert (settings.select, settings.ignore, settings.extend_select) == (("A",), ("B", "D"), ("C",))
    assert settings.declared("x/a.json") == {"is_performance_plus": False, "objective_type": "LEADS"}
    assert settings.mapped_operation("a.json") == "ads/create"
    assert settings.cache is False


def test_a_select_flag_sets_the_selection_of_the_file_aside(project: Path) -> None:
    write(project, 'select = ["A"]\nignore = ["B"]\nextend-select = ["C"]\n')
    flags = {"select": Flag(("X",), "--select"), "ignore": Flag(("Y",), "--ignore")}
    settings = resolve(flags, project)
    assert (settings.select, settings.ignore, settings.extend_select) == (("X",), ("Y",), ())


def test_packs_of_flags_lie_anywhere_and_add_to_those_of_the_file(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("packs")
    (project / "own").mkdir()
    write(project, 'packs = ["own"]')
    write(project, "{}", "account.json")
    flags = {
        "rules": Flag((str(outside), "own"), "--rules"),
        "context": Flag("account.json", "--context"),
    }
    settings = resolve(flags, project)
    assert settings.packs == (project / "own", outside)
    assert settings.context == project / "account.json"
    assert settings.origin("packs") == "--rules"


def test_the_settings_can_be_shown_as_json(project: Path) -> None:
    (project / "own").mkdir()
    write(
        project,
        'packs = ["own"]\nseverity = {a = "note"}\n[[ignores]]\nfiles=["x"]\nrules=["PP"]\nreason="r"\n',
    )
    shown = json.loads(json.dumps(resolve({}, project).as_dict()))
    assert shown["packs"] == {"value": [str(project / "own")], "from": "pinvet.toml:1:1"}
    assert shown["severity"] == {"value": {"a": "note"}, "from": "pinvet.toml:2:1"}
    assert shown["ignores"]["value"][0]["reason"] == "r"
    assert shown["fail-on"] == {"value": "error", "from": "built-in"}


# Mistakes


def test_every_mistake_is_told_at_its_place(project: Path) -> None:
    assert mistakes(
        project,
        """fail_on = "error"
severity = {PP103 = "eror"}
api-version = 5.28
as-of = "31.1.2027"
select = ["PP", 3]

[[ignores]]
files = ["a"]
rules = []
""",
    ) == [
        "pinvet.toml:1:1: unknown key 'fail_on' (did you mean 'fail-on'?)",
        "pinvet.toml:2:13: 'PP103' must be error, warning or note, not 'eror' (did you mean 'error'?)",
        "pinvet.toml:3:1: 'api-version' must be a text in quotes (for example \"5.28\")",
        "pinvet.toml:4:1: 'as-of' must be a day written YYYY-MM-DD, not '31.1.2027'",
        "pinvet.toml:5:17: entry 2 of 'select' must be a text in quotes",
        (
            "pinvet.toml:7:1: the key 'reason' is missing from entry 1 of 'ignores' "
            "(Why; it is shown beside what it suppresses.)"
        ),
        "pinvet.toml:9:1: 'rules' must not be an empty list",
    ]


def test_a_list_of_tables_is_no_text(project: Path) -> None:
    assert mistakes(project, 'ignores = "PP103"\n') == ["pinvet.toml:1:1: 'ignores' must be a list"]


def test_a_mistake_in_pyproject_stands_in_its_table(project: Path) -> None:
    write(project, '[project]\nname = "x"\n\n[tool.pinvet]\nselekt = []\n', "pyproject.toml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:5:1: unknown key 'selekt' \(did you mean 'select'\?\)$"):
        resolve({}, project)
    write(project, "[tool]\npinvet = 3\n", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:1:1: the configuration must be a table$"):
        resolve({}, project)


def test_what_is_never_read_from_a_file_is_an_unknown_key(project: Path) -> None:
    for key in ("output-file", "format", "rules", "allow-file-refs", "operation", "config"):
        assert mistakes(project, f'{key} = "x"')[0].startswith(f"pinvet.toml:1:1: unknown key '{key}'")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('select = ["PP"', "1:15: this is not TOML: the list is not closed"),
        ("select", "1:7: this is not TOML: an equals sign is missing after the key"),
        ('a = "x"\na = "y"\n', "2:8: this is not TOML: this key or table was given before"),
        (
            "fail-on = error\n",
            "1:11: this is not TOML: the value is no text in quotes, number, true, false, list or table",
        ),
        ('a = "x" y\n', "1:9: this is not TOML: more text follows the value on its line"),
        ("a = 2026-02-31\n", "1:5: this is not TOML: there is no such day"),
        ("[a\n", "1:3: this is not TOML: the name of the table is not closed"),
        (
            'a = "x\nb = 1\n',
            "1:7: this is not TOML: a text is not closed on its line, or holds a control character",
        ),
        ('a = """x\n', "2:1: this is not TOML: the text is not closed"),
        ("a = " + "9" * 5000, "1:1: a number is too long, or tables are nested too deeply"),
        ("a = " + "[" * 20_000, "1:1: a number is too long, or tables are nested too deeply"),
    ],
)
def test_what_is_no_toml_is_told_without_quoting_it(project: Path, text: str, said: str) -> None:
    assert mistakes(project, text)[0].removesuffix(' (a line reads key = "value")') == f"pinvet.toml:{said}"


def test_a_file_that_cannot_be_read_is_a_mistake(project: Path) -> None:
    with pytest.raises(ConfigError, match=r"^none\.toml:1:1: the configuration cannot be read: No such file"):
        resolve({}, project, "none.toml")
    (project / "pinvet.toml").write_bytes(b"a = 1\n# \xff\n")
    with pytest.raises(ConfigError, match=r"^pinvet\.toml:2:1: the configuration is not UTF-8$"):
        resolve({}, project)
    (project / "pinvet.toml").write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(ConfigError, match=r"larger than 1048576 bytes$"):
        resolve({}, project)


def test_a_byte_order_mark_and_windows_line_ends_are_taken(project: Path) -> None:
    (project / "pinvet.toml").write_bytes(b'\xef\xbb\xbfstrict = true\r\nfail-on = "note"\r\n')
    assert resolve({}, project).origin("fail_on") == "pinvet.toml:2:1"


def test_paths_of_the_file_stay_in_the_project(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project / "link").symlink_to(outside)
    (project / "away").symlink_to(outside.parent)
    said = mistakes(
        project,
        'packs = ["../x", "link", "away/outside", "none"]\ncontext = "../c.yaml"\nexclude = ["../**"]\n',
    )
    assert [line.partition(" (")[0] for line in said] == [
        "pinvet.toml:1:10: '../x' leads out of the project",
        "pinvet.toml:1:18: 'link' leads out of the project",
        "pinvet.toml:1:26: 'away/outside' leads out of the project",
        "pinvet.toml:1:42: there is no 'none' beside this file",
        "pinvet.toml:2:1: '../c.yaml' leads out of the project",
        "pinvet.toml:3:12: the glob '../**' leads out of the folder of this file",
    ]
    assert "(outside of it, use --rules or --context on the command line)" in said[0]


def test_names_that_no_system_takes_lead_nowhere(project: Path) -> None:
    long = "x" * 5000
    said = mistakes(project, f'context = "a\\u0000b"\npacks = ["{long}", "\\u0000"]\n', context=Flag(long, "--context"))
    assert [line.partition(": ")[0] for line in said] == [
        "pinvet.toml:1:1",
        "pinvet.toml:2:10",
        "pinvet.toml:2:5014",
        "--context",
    ]


def test_assumptions_are_words_that_are_known(project: Path) -> None:
    said = mistakes(
        project,
        'assume = ["performance+"]\n[[assumptions]]\nfiles = ["x"]\nassume = ["xyz", "objective="]\n',
        assume=Flag(("objektive=SALES",), "--assume"),
    )
    known = f"known: {', '.join(assume.KNOWN)}"
    assert said == [
        "pinvet.toml:1:11: nothing is known about the assumption 'performance+' (did you mean 'performance-plus'?)",
        f"pinvet.toml:4:11: nothing is known about the assumption 'xyz' ({known})",
        "pinvet.toml:4:18: nothing is known about the assumption 'objective=' (did you mean 'objective=NAME'?)",
        "--assume: nothing is known about the assumption 'objektive=SALES' (did you mean 'objective=NAME'?)",
    ]


def test_flags_are_checked_as_the_file_is(project: Path) -> None:
    flags = {
        "as-of": Flag("tomorrow", "PINVET_AS_OF"),
        "api-version": Flag("5", "--api-version"),
        "rules": Flag(("none",), "--rules"),
        "context": Flag("none.yaml", "--context"),
    }
    with pytest.raises(ConfigError) as caught:
        resolve(flags, project)
    assert sorted(map(str, caught.value.mistakes)) == [
        "--api-version: 'api-version' must be a version such as 5.28, not '5'",
        "--context: there is no file 'none.yaml'",
        "--rules: there is no folder 'none'",
        "PINVET_AS_OF: 'as-of' must be a day written YYYY-MM-DD, not 'tomorrow'",
    ]


def test_no_word_of_a_file_steers_a_terminal(project: Path) -> None:
    said = mistakes(project, '"\\u001b[31m\\u202e' + "x" * 100 + '" = 1')
    assert said[0].isprintable()
    assert said[0].startswith("pinvet.toml:1:1: unknown key '\\x1b[31m\\u202exxx")
    assert len(said[0]) < 400


# Places, globs, words


def test_places_of_keys_and_entries() -> None:
    text = """# a comment = 1
a = 1 # not b = 2
"c.d" = 'x = "y"'
e.f.g = [ 1,
  # h = 3
  [2, "]", '''
i = 4 '''], {j = {k = 5}, l = "\\"}"}
]
m = \"\"\"
[n]
\\\"\"\" \"\"\"\"\"
[o]
p = 2027-01-31 10:00:00
  [o.q]
r = {}
[[s]]
t = 1
[[s]]
t = 2
[s.u]
v = [
]
["w\\u0078".'y']
z=true"""
    tomllib.loads(text)
    found = places(text)
    assert found == {
        ("a",): (2, 1),
        ("c.d",): (3, 1),
        ("e",): (4, 1),
        ("e", "f"): (4, 1),
        ("e", "f", "g"): (4, 1),
        ("e", "f", "g", 0): (4, 11),
        ("e", "f", "g", 1): (6, 3),
        ("e", "f", "g", 1, 0): (6, 4),
        ("e", "f", "g", 1, 1): (6, 7),
        ("e", "f", "g", 1, 2): (6, 12),
        ("e", "f", "g", 2): (7, 13),
        ("e", "f", "g", 2, "j"): (7, 14),
        ("e", "f", "g", 2, "j", "k"): (7, 19),
        ("e", "f", "g", 2, "l"): (7, 27),
        ("m",): (9, 1),
        ("o",): (12, 1),
        ("o", "p"): (13, 1),
        ("o", "q"): (14, 3),
        ("o", "q", "r"): (15, 1),
        ("s",): (16, 1),
        ("s", 0): (16, 1),
        ("s", 0, "t"): (17, 1),
        ("s", 1): (18, 1),
        ("s", 1, "t"): (19, 1),
        ("s", 1, "u"): (20, 1),
        ("s", 1, "u", "v"): (21, 1),
        ("wx",): (23, 1),
        ("wx", "y"): (23, 1),
        ("wx", "y", "z"): (24, 1),
    }


@pytest.mark.parametrize(
    ("glob", "path", "fit"),
    [
        ("*.json", "a.json", True),
        ("*.json", "x/y/a.json", True),
        ("*.json", "a.yaml", False),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("build", "x/build/y/z.json", True),
        ("build/", "build/z.json", True),
        ("build", "builder/z.json", False),
        ("x/*.json", "x/a.json", True),
        ("./x/*.json", "x/a.json", True),
        ("/x/*.json", "x/a.json", True),
        ("x/*.json", "y/x/a.json", False),
        ("x/*.json", "x/y/a.json", False),
        ("x/**/a.json", "x/a.json", True),
        ("x/**/a.json", "x/y/z/a.json", True),
        ("**/x/**", "y/x/a.json", True),
        ("x/**", "x/a.json", True),
        ("**", "a", True),
        ("*", "a/b", True),
        ("a*b*c", "a--b--c", True),
        ("a*b*c", "a--c--b", False),
        ("[ab].json", "a.json", False),
        ("[ab].json", "[ab].json", True),
    ],
)
def test_globs(glob: str, path: str, fit: bool) -> None:
    assert matches(path, glob) is fit


def test_no_glob_takes_long() -> None:
    assert not matches("a" * 4000, "*a" * 2000 + "b")
    assert not matches("a/" * 1000, "**/a/" * 500 + "b")


def test_a_glob_of_the_command_line_fits_to_its_end() -> None:
    assert fits("/x/a.json", "/x/*.json")
    assert not fits("/x/a.json/b", "/x/*.json")
    assert fits("/x/y/z/b", "/x/**/b")
    assert fixed_folder("/x/y/*.json") == "/x/y"
    assert fixed_folder("/*.json") == "/"
    assert fixed_folder("*.json") == ""
    assert fixed_folder("/x/a.json") == "/x/a.json"
    assert within("a", "") == "a"


def test_versions_and_days_are_what_they_seem() -> None:
    import re

    for text in ("5.28", "5.28.1", "5", "v5.28", "5.", ".5", "5.٣", "", "5.28 "):
        assert is_version(text) is bool(re.search(VERSION_PATTERN, text)), text
    assert is_date("2028-02-29")
    for text in ("2027-02-29", "20270131", "2027-1-31", "2027-W04-7", ""):
        assert not is_date(text)


def test_paths_relative_to_the_root(tmp_path: Path) -> None:
    assert relative("/a/b/c.json", "/a") == "b/c.json"
    assert relative("/a", "/a") == "."
    assert relative("/ab/c.json", "/a") == "/ab/c.json"
    assert relative("/x.json", "/") == "x.json"
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to("/")
    assert is_inside(tmp_path / "in", tmp_path)
    assert not is_inside(tmp_path / "link" / "etc", tmp_path)
    assert config_file(tmp_path, tmp_path) is None


@examples(max_examples=60, deadline=None)
@given(st.data())
def test_no_text_of_a_configuration_breaks_the_reader(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(["", '"', "'", "[", "]", "{", "}", "=", ".", "\n", "#", "\\", "x", '"""', "1"])
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 3)) :]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "pinvet.toml").write_bytes(text.encode())
        found: tuple[Mistake, ...] = ()
        try:
            resolve({}, folder)
        except ConfigError as error:
            found = error.mistakes or (Mistake("", 0, 0, ""),)
        assert all(mistake.line >= 1 and mistake.column >= 1 for mistake in found)


TEXTS = (
    'select = ["PP", "NC"]\nseverity = {a.b = "note", "c d" = "error"}\nas-of = 2027-01-31\n',
    '[operations]\n"x/*.json" = "ads/create"\n\n[[ignores]]\nfiles = ["x"]\nrules = ["PP"]\nreason = """r\nr"""\n',
    "# c\nassume = ['performance-plus'] # d\n[[assumptions]]\nfiles = ['a']\nassume = []\n[[assumptions]]\n",
)
