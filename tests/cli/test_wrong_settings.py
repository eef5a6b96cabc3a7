"""A wrong setting is one clear sentence and exit code 2, and never a traceback."""

from __future__ import annotations

import socket

import pytest

from tests.cli.dojo import Dojo

TOKEN = "123456:a-token-that-nobody-has"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_TOKEN", "nonsense-that-is-secret", "does not look like a token from @BotFather"),
        ("BOT_TOKEN", ":too-short", "does not look like a token"),
        ("PLAYGROUND_PORT", "eighty", "valid integer"),
        ("PLAYGROUND_PORT", "70000", "less than or equal to 65535"),
        ("DATABASE_URL", "mysql://somebody:secret@host/name", "must begin with sqlite:/// or postgresql://"),
        ("DEFAULT_TIME_ZONE", "Mars/Olympus", "is not an IANA time zone"),
        ("BOT_API_URL", "telegram.org", "must begin with http:// or https://"),
        ("PROXY_URL", "ftp://proxy", "must begin with http://, https:// or socks5://"),
        ("SEND_RATE", "0", "greater than or equal to 1"),
        ("TYPING_PAUSE", "-1", "greater than or equal to 0"),
        ("KEEP_HOURS", "many", "valid integer"),
        ("LOG_LEVEL", "LOUD", "must be DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "xml", "'text' or 'json'"),
    ],
)
def test_a_wrong_setting_is_named(dojo: Dojo, name: str, value: str, words: str) -> None:
    ended = dojo.run("run", **{name: value})
    assert ended.returncode == 2
    (line,) = ended.stderr.strip().splitlines()
    assert line.startswith(f"{name}: ")
    assert words in line
    assert "secret" not in ended.stderr + ended.stdout


def test_several_are_all_named(dojo: Dojo) -> None:
    ended = dojo.run("doctor", LOG_LEVEL="LOUD", PLAYGROUND_PORT="x")
    assert ended.returncode == 2
    assert {line.partition(":")[0] for line in ended.stderr.strip().splitlines()} == {"LOG_LEVEL", "PLAYGROUND_PORT"}


def test_a_dotenv_file_is_read(dojo: Dojo) -> None:
    (dojo.folder / ".env").write_text("LOG_LEVEL=LOUD\n", encoding="utf-8")
    assert dojo.run("doctor").returncode == 2
    assert dojo.run("db", "upgrade", LOG_LEVEL="ERROR").returncode == 0, "the environment wins over the file"


def test_a_port_that_is_taken(dojo: Dojo) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        for command in ("run", "playground"):
            ended = dojo.run(command, PLAYGROUND_PORT=str(port))
            assert ended.returncode == 2
            assert ended.stderr.strip().startswith(f"PLAYGROUND_PORT: port {port} is taken.")
            assert "Traceback" not in ended.stderr


def test_a_bot_api_that_does_not_answer(dojo: Dojo) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        ended = dojo.run("run", BOT_TOKEN=TOKEN, BOT_API_URL=url)
    assert ended.returncode == 2
    assert "The Bot API cannot be reached." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "a-token-that-nobody-has" not in ended.stderr + ended.stdout


def test_a_database_that_cannot_be_opened(dojo: Dojo) -> None:
    (dojo.folder / "file").write_text("not a folder", encoding="utf-8")
    ended = dojo.run("db", "upgrade", DATABASE_URL="sqlite:///file/dojo.db")
    assert ended.returncode == 2
    assert ended.stderr.strip().startswith("DATABASE_URL")
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_database(dojo: Dojo) -> None:
    (dojo.folder / "dojo.db").write_text("certainly no database, but long enough to be read" * 100, encoding="utf-8")
    ended = dojo.run("db", "upgrade", DATABASE_URL="sqlite:///dojo.db")
    assert ended.returncode == 2
    assert ended.stderr.strip().startswith("DATABASE_URL")
    assert "Traceback" not in ended.stderr


def test_a_postgres_that_is_not_there(dojo: Dojo) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        ended = dojo.run("db", "upgrade", DATABASE_URL=f"postgresql://dojo:hush-hush@127.0.0.1:{port}/dojo")
    assert ended.returncode == 2
    assert ended.stderr.strip().startswith("DATABASE_URL")
    assert "Traceback" not in ended.stderr
    assert "hush-hush" not in ended.stderr
