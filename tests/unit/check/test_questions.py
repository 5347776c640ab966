"""Other sites may say what they like, for as long as they like."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from requests import RequestException

from sphinx_blogtheme.check.questions import (
    ask_for_headers,
    ask_for_json,
    open_session,
    printable,
)
from sphinx_blogtheme.cli.console import visible

FOREVER = 1 << 30


@contextmanager
def server(*answers, pause=0.0, again=1):
    """Give the address of a server that sends these bytes, one answer a connection."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk():
            for answer in answers:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return  # nobody asked as often as that
                with connection, suppress(OSError):
                    asked.append(connection.recv(9999).decode())
                    first, rest = answer if isinstance(answer, tuple) else (answer, b"")
                    connection.sendall(first)
                    for _ in range(again if rest else 0):
                        connection.sendall(rest)
                        time.sleep(pause)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n"

SLOW = {
    "headers, one after the other": ((b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), 0.1),
    "one header, byte by byte": ((b"HTTP/1.1 200 OK\r\nX: ", b"y"), 0.1),
    "nothing": ((b"", b""), 0),
}


@pytest.mark.parametrize("kind", SLOW)
def test_question_ends_in_time(kind):
    """However slowly the answer comes: each byte is no new beginning."""
    answer, pause = SLOW[kind]
    begin = time.monotonic()
    with (
        server(answer, pause=pause, again=300) as (address, _),
        open_session("x") as session,
        pytest.raises((TimeoutError, RequestException)),
    ):
        ask_for_headers(session, "GET", address, 0.5)

    assert time.monotonic() - begin < 20


def test_bodies_are_not_read():
    """Neither that of a redirect nor that of the page."""
    endless = (MOVED, b"x" * 65536)
    page = (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)
    with (
        server(endless, page, again=FOREVER) as (address, asked),
        open_session("x") as session,
    ):
        reply = ask_for_headers(session, "GET", address, 60)

    assert (reply.status, reply.url, reply.moves) == (200, f"{address}/there", (302,))
    assert len(asked) == 2


def test_redirects_that_never_end_are_given_up():
    """A server may lead round and round."""
    with (
        server(*[MOVED] * 40) as (address, _),
        open_session("x") as session,
        pytest.raises(RequestException, match="redirects"),
    ):
        ask_for_headers(session, "GET", address, 60)


def test_no_credentials_are_sent(tmp_path, monkeypatch):
    """Also after a redirect; what the author uses elsewhere is nobody's business."""
    (tmp_path / ".netrc").write_text("default login ann password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with (
        server(MOVED, OK, OK) as (address, asked),
        open_session("x") as session,
    ):
        ask_for_headers(session, "GET", address, 60)
        with suppress(ValueError):
            ask_for_json(session, address, {}, 60)

    assert len(asked) == 3
    assert "authorization" not in "".join(asked).lower()


def test_long_json_is_not_read_to_its_end():
    """An API that has gone mad fills no memory."""
    endless = (b"HTTP/1.1 200 OK\r\n\r\n[", b"1," * 65536)
    with (
        server(endless, again=FOREVER) as (address, _),
        open_session("x") as session,
        pytest.raises(ValueError, match=r"line 1"),
    ):
        ask_for_json(session, address, {}, 60)


NASTY = ["\x1b[31m", "\x1b]0;title\x07", "\x9b31m", "\x00", "\x7f", "\r", "\u202e"]


@pytest.mark.parametrize("nasty", NASTY)
def test_control_characters_are_not_shown(nasty):
    """They are commands for the terminal."""
    for shown in (printable(f"Not{nasty}Found"), visible(f"Not{nasty}Found")):
        assert shown.startswith("Not")
        assert shown.isprintable()


def test_reason_of_a_server_has_no_control_characters():
    """It is shown, and kept."""
    answer = (
        b"HTTP/1.1 404 Not\x1b[31mFound\x1b]0;title\x07\r\nContent-Length: 0\r\n\r\n"
    )
    with server(answer) as (address, _), open_session("x") as session:
        reply = ask_for_headers(session, "HEAD", address, 60)

    assert (reply.status, reply.reason.isprintable()) == (404, True)


def test_ordinary_text_is_shown_as_it_is():
    """With tabs, lines, and letters of any language."""
    text = "a\tb\nnaïve — 日本 🖋"
    assert visible(text) == text
