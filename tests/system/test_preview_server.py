"""The preview shows drafts, so it is for the author's own browser only."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import unquote

import pytest

pytest.importorskip("sphinx_autobuild")

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, WebSocketRoute

from sphinx_blogtheme.cli.preview_server import OwnNames, OwnVisitors, Published

OWN = ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"]

STRANGE = [
    *("evil.example", "evil.example:8000", "127.0.0.1.evil.example:8000", ""),
    *("127.0.0.1", "localhost:8001", "localhost.:8000", "localhost:8000@evil.example"),
    *(
        "evil.example:80@localhost:8000",
        "localhost:8000/",
        "localhost:x",
        "[::1",
        "::1",
    ),
    *("192.168.0.7:8000", "0.0.0.0:8000", "10.0.0.1:8000", "localhost:8000, evil"),
]


@pytest.mark.parametrize("name", OWN)
def test_preview_answers_by_its_own_names(name):
    """With its own port."""
    assert OwnNames("127.0.0.1", 8000).has(name)


@pytest.mark.parametrize("name", STRANGE)
def test_preview_does_not_answer_by_another_name(name):
    """A page of others can give any name of its own this computer's address."""
    assert not OwnNames("127.0.0.1", 8000).has(name)


@pytest.mark.parametrize(
    ("host", "port", "name", "expected"),
    [
        ("blog.test", 8000, "blog.test:8000", True),
        ("blog.test", 8000, "sub.blog.test:8000", False),
        ("192.168.0.7", 8000, "192.168.0.7:8000", True),
        ("192.168.0.7", 8000, "192.168.0.8:8000", False),
        ("fe80::1", 8000, "[fe80::1]:8000", True),
        ("0.0.0.0", 8000, "192.168.0.7:8000", True),  # noqa: S104 -- not bound
        ("::", 8000, "[fe80::1]:8000", True),
        ("0.0.0.0", 8000, "evil.example:8000", False),  # noqa: S104
        ("localhost", 80, "localhost", True),
        ("localhost", 80, "localhost:80", True),
    ],
)
def test_preview_answers_by_the_name_that_it_is_given(host, port, name, expected):
    """At all addresses, each address is one: nobody else can have it for a name."""
    assert OwnNames(host, port).has(name) is expected


def ask(app, path, kind="http", **headers):
    """Return status, headers and text of an answer, as a web server gets them."""
    headers = {"Host": "127.0.0.1:8000"} | headers
    scope = {
        "type": kind,
        "method": "GET",
        "path": unquote(path),
        "root_path": "",
        "query_string": b"",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }
    sent = []

    told = iter(["websocket.connect" if kind == "websocket" else "http.request"])

    async def receive():
        if message := next(told, None):
            return {"type": message}
        return await asyncio.Future()  # a client that stays

    async def send(message):
        sent.append(message)

    # In a thread of its own: in this one, a browser of other tests has a loop.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    if kind == "websocket":
        return sent[0]["type"] == "websocket.accept"
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m["body"] for m in sent[1:]).decode()


@pytest.fixture
def client(tmp_path):
    """Return a client of a preview with a draft, and with files that are no pages."""
    files = {
        "index.html": "<h1>Draft</h1>",
        ".doctrees/environment.pickle": "secret",
        ".buildinfo": "secret",
        "a/.env": "secret",
        "trees/environment.pickle": "secret",
        ".well-known/security.txt": "public",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "link").symlink_to(".doctrees")

    async def reload(socket):
        await socket.accept()
        await socket.close()

    pages = Published(directory=tmp_path, hidden=(tmp_path / "trees").resolve())
    routes = [WebSocketRoute("/websocket-reload", reload), Mount("/", pages)]
    names = OwnNames("127.0.0.1", 8000)
    app = Starlette(routes=routes, middleware=[Middleware(OwnVisitors, names=names)])
    return partial(ask, app)


@pytest.mark.parametrize(
    "path",
    [
        *("/.doctrees/environment.pickle", "/.buildinfo", "/a/.env", "/.env"),
        *("/%2edoctrees/environment.pickle", "/a/../.buildinfo", "/a//.env"),
        *("/trees/environment.pickle", "/link/environment.pickle", "/..%2f..%2fetc"),
    ],
)
def test_hidden_files_are_not_served(client, path):
    """Doctrees hold what no page shows."""
    status, _, text = client(path)

    assert status == 404
    assert "secret" not in text


def test_pages_are_served_for_this_site_only(client):
    """Others can't load them as scripts or pictures."""
    _, headers, text = client("/")

    assert "Draft" in text
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert client("/.well-known/security.txt")[2] == "public"


@pytest.mark.parametrize("name", ["evil.example", "evil.example:8000", ""])
def test_stranger_gets_no_page(client, name):
    """But the names that work."""
    status, _, text = client("/", Host=name)

    assert status == 403
    assert "Draft" not in text
    assert "localhost" in text


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "http://localhost:8000"}, True),
        ({"Origin": "https://127.0.0.1:8000"}, False),
        ({"Origin": "http://127.0.0.1:3000"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}, False),
    ],
)
def test_socket_is_for_pages_of_the_preview(client, headers, expected):
    """A page of another site is not told when the author saves."""
    assert client("/websocket-reload", "websocket", **headers) is expected
