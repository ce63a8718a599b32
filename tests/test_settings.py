"""cleaner.toml: found, checked to the last key, taken as if typed; never able to do harm."""

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cleaner.cli import cli, settings

HEARD = "嗯，我们二零一七年开始的，然后然后就到了今天。\n"


def run(*args: str | Path, **kwargs: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner", **kwargs)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with talks/may in it, which is the working folder."""
    (tmp_path / "talks/may").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv(settings.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path / "talks/may")
    Path("heard.txt").write_text(HEARD, "utf-8")
    return tmp_path


def asked(monkeypatch: pytest.MonkeyPatch, command: str, *args: str) -> dict[str, object]:
    """What a command's function would be called with."""
    got: dict[str, object] = {}
    with monkeypatch.context() as patch:
        patch.setattr(cli.commands[command], "callback", lambda **values: got.update(values))
        result = run(command, *args)
    assert result.stderr == ""
    return got


def complaint(toml: str | bytes, *args: str) -> str:
    """What is said of a file, without "cleaner: "; exit code 2, one line, nothing done."""
    Path("cleaner.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    result = run(*(args or ("clean", "heard.txt")))
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line.removeprefix("cleaner: ")


# What holds


def test_what_stands_at_the_top_holds_for_every_command_that_has_such_an_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("cleaner.toml").write_text('level = "light"\nengine = "faster-whisper"\nnumbers = true\nno-vad = true\n')
    heard = asked(monkeypatch, "transcribe", "talk.m4a")
    assert [heard[name] for name in ("level", "engine", "numbers", "no_vad")] == ["light", "faster-whisper", True, True]
    cleaned = asked(monkeypatch, "clean", "heard.txt")
    assert (cleaned["level"], cleaned["numbers"], "engine" in cleaned) == ("light", True, False)
    assert asked(monkeypatch, "diff", "heard.txt", "script.txt")["level"] == "light"


def test_a_table_holds_for_its_command_and_comes_before_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cleaner.toml").write_text('level = "light"\n[diff]\nlevel = "thorough"\ntarget = 180\n')
    compared = asked(monkeypatch, "diff", "heard.txt", "script.txt")
    assert (compared["level"], compared["target"]) == ("thorough", 180_000)
    assert asked(monkeypatch, "clean")["level"] == "light"


def test_the_command_line_wins_even_over_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cleaner.toml").write_text(
        'level = "light"\nnumbers = true\nno-vad = true\nexplain = true\nembed-audio = true'
    )
    got = asked(
        monkeypatch, "transcribe", "a.m4a", "--level=standard", "--no-numbers", "--vad", "--no-explain", "--link-audio"
    )
    names = ("level", "numbers", "no_vad", "explain", "embed_audio")
    assert [got[name] for name in names] == ["standard", False, False, False, False]


def test_the_script_is_another(home: Path) -> None:
    assert "二零一七年" in run("clean", "heard.txt").stdout
    Path("cleaner.toml").write_text("numbers = true")
    assert "2017年" in run("clean", "heard.txt").stdout
    assert "二零一七年" in run("--no-config", "clean", "heard.txt").stdout


def test_a_path_begins_at_the_folder_of_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "talks/cleaner.toml").write_text('glossary = "names.txt"')
    assert asked(monkeypatch, "clean")["glossary"] == home.resolve() / "talks/names.txt"
    (home / "talks/cleaner.toml").write_text('glossary = "~/names.txt"')
    assert asked(monkeypatch, "clean")["glossary"] == home / "names.txt"


def test_the_name_given_to_output_says_the_format_and_not_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cleaner.toml").write_text('[clean]\nformat = "json"\n')
    assert asked(monkeypatch, "clean")["format_"] == "json"
    assert asked(monkeypatch, "clean", "-o", "talk.srt")["format_"] is None
    assert asked(monkeypatch, "clean", "-o", "out/")["format_"] == "json"
    assert asked(monkeypatch, "clean", "-o", "talk.srt", "--format", "txt")["format_"] == "txt"


# Which file


def test_the_nearest_file_up_to_the_home_folder(home: Path) -> None:
    assert settings.find() is None
    (home.parent / "cleaner.toml").write_text("")  # above the home folder
    assert settings.find() is None
    (home / "cleaner.toml").write_text("")
    assert settings.find() == home.resolve() / "cleaner.toml"
    (home / "talks/cleaner.toml").write_text("")
    assert settings.find() == home.resolve() / "talks/cleaner.toml"
    Path("cleaner.toml").write_text("")
    assert settings.find() == Path("cleaner.toml")
    (home.parent / "cleaner.toml").unlink()


def test_outside_of_the_home_folder_up_to_the_root(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home / "elsewhere"))
    monkeypatch.setenv("USERPROFILE", str(home / "elsewhere"))
    (home / "cleaner.toml").write_text("")
    assert settings.find() == home.resolve() / "cleaner.toml"


@pytest.mark.skipif(os.name == "nt", reason="files have no owner there")
def test_a_file_of_another_user_is_told_and_not_taken(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("cleaner.toml").write_text("")
    (home / "cleaner.toml").write_text("")
    owner = Path("cleaner.toml").stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    if owner == 0:  # root is trusted by everybody
        assert settings.find() == Path("cleaner.toml")
        os.chown("cleaner.toml", 12345, -1)
        os.chown(home / "cleaner.toml", 1, -1)
        monkeypatch.setattr(os, "geteuid", lambda: 1)
        assert settings.find() == home.resolve() / "cleaner.toml"
    else:
        assert settings.find() is None
    assert capsys.readouterr().err.startswith("cleaner: not used: cleaner.toml: it belongs to another user; ")


def test_another_file_and_none(home: Path) -> None:
    Path("cleaner.toml").write_text('level = "broken')
    (home / "mine.toml").write_text("numbers = true")
    assert "2017年" in run("--config", home / "mine.toml", "clean", "heard.txt").stdout
    assert "2017年" in run("clean", "heard.txt", env={settings.VARIABLE: str(home / "mine.toml")}).stdout
    assert run("--no-config", "clean", "heard.txt").exit_code == 0
    Path("cleaner.toml").unlink()
    said = "cleaner: --no-config stands before the command, right after cleaner (see cleaner clean --help)\n"
    assert run("clean", "heard.txt", "--no-config").stderr == said


def test_a_folder_that_is_gone_has_no_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert settings.find() is None


# What is wrong with it

KEYS = [
    ('levl = "light"', "line 1: unknown key 'levl': did you mean 'level'?"),
    ("\n[transcribe]\nbeam_size = 3", "line 3: unknown key 'beam_size': did you mean 'beam-size'?"),
    (
        "[clean]\nbeam_size = 3",
        "line 2: unknown key 'beam_size': did you mean 'beam-size' of [transcribe], [diff] or [batch]?",
    ),
    ("vad = false", "line 1: unknown key 'vad': did you mean 'no-vad'?"),
    ("[Transcribe]\nnumbers = true", "line 1: unknown table 'Transcribe': did you mean 'transcribe'?"),
    ("[rules]\nnumbers = true", "line 1: unknown table 'rules': known are transcribe, clean, diff, batch"),
    ("clean = 3", "line 1: [clean] is a table: write clean's settings on the lines after it"),
    ('clean.formt = "srt"', "line 1: unknown key 'formt': did you mean 'format'?"),
    ("[clean]\nengine = 'x'", "line 2: cleaner clean has no --engine; [transcribe], [diff] or [batch] can have it"),
    (
        "format = 'txt'",
        "line 1: 'format' is not the same for every command: write it under [transcribe], [clean], [diff] or [batch]",
    ),
]
VALUES = [
    ("level = 'heavy'", "line 1: Invalid value for 'level': 'heavy' is not one of 'light', 'standard', 'thorough'."),
    ("# numbers\nnumbers = 1", "line 2: Invalid value for 'numbers': 1 is not true or false, without quotes"),
    ("beam-size = '5'", "line 1: Invalid value for 'beam-size': '5' is not a whole number, without quotes"),
    ("beam-size = 5.7", "line 1: Invalid value for 'beam-size': 5.7 is not a whole number, without quotes"),
    ("beam-size = true", "line 1: Invalid value for 'beam-size': True is not a whole number, without quotes"),
    ("beam-size = 0", "line 1: Invalid value for 'beam-size': 0 is not in the range x>=1."),
    ("hanzi = ['keep']", "line 1: Invalid value for 'hanzi': a list is not a text in quotes"),
    ("[clean]\n[clean.hanzi]", "Invalid value for 'hanzi': a table is not a text in quotes"),
    ("target = 00:03:00", "line 1: Invalid value for 'target': a date or time is not a text in quotes"),
    (
        "target = '3:99'",
        "line 1: Invalid value for 'target': '3:99' is no length of time: write 3:00, 1:02:30, or seconds, as in 180",
    ),
    ('glossary = "a\\u0000"', "line 1: Invalid value for 'glossary': there is a NUL in it"),
]


@pytest.mark.parametrize(("toml", "said"), [*KEYS, *VALUES])
def test_a_mistake_is_told_with_its_place(toml: str, said: str) -> None:
    place = "cleaner.toml, " if said.startswith("line") else "cleaner.toml: "
    assert complaint(toml) == place + said


BROKEN = [
    (b"a = \n", "not TOML: Invalid value (at line 1, column 5)"),
    (b"a = " + b"[" * 100_000, "not TOML: nested too deep"),
    (b"level='a'\nlevel='b'\n", "not TOML: Cannot overwrite a value (at line 2, column 10)"),
    (b"#" * (1 << 20) + b"\n", "too large for settings; to do without it: --no-config"),
]


@pytest.mark.parametrize(("toml", "said"), BROKEN, ids=["syntax", "deep", "twice", "large"])
def test_what_is_no_toml(toml: bytes, said: str) -> None:
    assert complaint(toml) == f"cleaner.toml: {said}"


def test_other_encodings() -> None:
    assert complaint("a = 1\nprompt = '排练'".encode("gbk")) == "cleaner.toml, line 2: not UTF-8: save it as UTF-8"
    Path("cleaner.toml").write_bytes("numbers = true".encode("utf-8-sig"))
    assert "2017年" in run("clean", "heard.txt").stdout


def test_what_is_no_file() -> None:
    Path("cleaner.toml").mkdir()
    said = "cleaner: cleaner.toml: not a file; settings stand in a text file\n"
    assert run("clean", "heard.txt").stderr == said
    Path("cleaner.toml").rmdir()
    if os.name != "nt":
        os.mkfifo("cleaner.toml")  # reading it would wait for ever
        assert run("clean", "heard.txt").stderr == said
    assert run("--config", "none.toml", "clean").stderr == (
        "cleaner: none.toml: No such file or directory; to do without it: --no-config\n"
    )


def test_no_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cleaner.toml").write_text("")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    result = run("clean", "heard.txt")
    assert result.stderr == "cleaner: cleaner.toml: Permission denied; to do without it: --no-config\n"


def test_help_is_there_whatever_the_file_is_like() -> None:
    Path("cleaner.toml").write_text("levl = 1")
    result = run("clean", "--help")
    assert (result.exit_code, result.stdout[:6]) == (0, "Usage:")
    assert result.stderr == "cleaner: cleaner.toml, line 1: unknown key 'levl': did you mean 'level'?\n"
    assert run("rules", "filler").exit_code == run("completion", "bash").exit_code == 0


# No harm


@pytest.mark.parametrize("key", sorted(settings.REFUSED))
def test_what_may_not_stand_in_it(key: str) -> None:
    for toml in (f'{key} = "x"', f'[clean]\n{key} = "x"'):
        assert (
            complaint(toml).split(", ", 1)[1].partition(": ")[2].partition(", since")[0]
            == f"{key!r} cannot be set here"
        )


@pytest.mark.parametrize("model", ["m.pt", "../base", "~/base", "/base", "owner/base", "tiny\\x", "", "malicious"])
def test_a_model_only_by_its_name(model: str) -> None:
    said = complaint(f"model = '{model}'")
    assert said.startswith(f"cleaner.toml, line 1: Invalid value for 'model': {model!r} is not the name of a model; ")


@pytest.mark.parametrize(
    "model", ["tiny", "large-v3", "large-v3-turbo", "turbo", "base.en", "distil-large-v3.5", "embedded"]
)
def test_names_of_models(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cleaner.toml").write_text(f"model = '{model}'")
    assert asked(monkeypatch, "transcribe", "talk.m4a")["model"] == model


def test_somebody_has_thought_of_every_option() -> None:
    options = {
        settings.key_of(option)
        for command in cli.commands.values()
        for option in command.params
        if isinstance(option, click.Option)
    }
    assert options - settings.ALLOWED - settings.REFUSED.keys() == set()
    assert settings.ALLOWED & settings.REFUSED.keys() == set()


def test_every_flag_that_may_be_set_can_be_taken_back() -> None:
    flags = [
        (name, option.opts)
        for name, command in cli.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and settings.key_of(option) in settings.ALLOWED
        if option.is_flag and not option.secondary_opts
    ]
    assert flags == []


# What is seen of it


def test_help_shows_what_the_file_says() -> None:
    Path("cleaner.toml").write_text("level = 'thorough'\nglossary = 'names.txt'\n")
    page = " ".join(run("clean", "--help").stdout.split())
    assert "[default: thorough]" in page
    assert "[default: names.txt]" in page


def test_cleaner_settings() -> None:
    result = run("settings")
    assert (result.stdout, result.exit_code) == ("", 0)
    Path("cleaner.toml").write_text("level = 'light'\nnumbers = true\n[transcribe]\nbeam-size = 2\n")
    assert run("settings").stdout.splitlines() == [
        str(Path("cleaner.toml").absolute()),
        "  level      light  (transcribe, clean, diff, batch)",
        "  numbers    true  (transcribe, clean, diff, batch)",
        "  beam-size  2  (transcribe)",
    ]
    assert complaint("levl = 1", "settings") == "cleaner.toml, line 1: unknown key 'levl': did you mean 'level'?"
