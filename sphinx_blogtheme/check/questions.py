"""One question to another site, which may take its time, talk without end, or lie.

No answer is read further than its headers or some kilobytes, a question with all its
redirects is given up when its time is over, and what a server says has no control
characters. No credentials are sent.
"""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urljoin

import requests
from requests.auth import AuthBase
from requests.exceptions import Timeout, TooManyRedirects
from requests.utils import requote_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_LONG_JSON = 1 << 16
"""Number of bytes of JSON that are read; the answers that we ask for have some hundred."""

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """The headers of an answer, after all redirects."""

    status: int
    reason: str
    """Status in words, such as ``Not Found``."""
    url: str
    """URL of the page that answered."""
    moves: tuple[int, ...] = ()
    """Status of each redirect."""


class _NoLogin(AuthBase):
    """Sends no credentials; without it, Requests sends those of ``~/.netrc``.

    The proxies that the environment names are used all the same.
    """

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class AnonymousSession(requests.Session):
    """A session that follows no redirects by itself: Requests reads their bodies.

    It does so even where it is told not to follow them, to know the next request.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return None, as for an answer that is no redirect."""
        del resp
        return None

    def target(self, response: requests.Response) -> str | None:
        """Return the URL of a redirect, perhaps relative, or None if it is none."""
        return super().get_redirect_target(response)


def open_session(user_agent: str) -> AnonymousSession:
    """Return a session without credentials."""
    session = AnonymousSession()
    session.headers["User-Agent"] = user_agent
    session.auth = _NoLogin()
    return session


def ask_for_headers(
    session: AnonymousSession, method: str, url: str, timeout: float
) -> Reply:
    """Ask for a page, and follow its redirects.

    :param timeout: seconds for all of it.
    :raises requests.RequestException: if there is no answer.
    :raises TimeoutError: if there is none in time.
    """
    return _in_time(timeout, partial(_headers, session, method, url, timeout))


def ask_for_json(
    session: AnonymousSession, url: str, params: Mapping[str, str], timeout: float
) -> Any:
    """Ask for a small JSON document.

    :param params: the query.
    :raises requests.RequestException: if there is no answer.
    :raises TimeoutError: if there is none in time.
    :raises ValueError: if it is none.
    """

    def ask() -> Any:
        query = f"{url}?{urlencode(params)}"
        with _answer(session, "GET", query, timeout) as (response, _):
            response.raise_for_status()
            return json.loads(next(response.iter_content(_LONG_JSON), b""))

    return _in_time(timeout, ask)


def printable(text: str, limit: int = 100) -> str:
    """Return a text of others on one line, without control characters."""
    shown = "".join(c for c in text if c.isprintable() or c.isspace())
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _in_time(seconds: float, ask: Callable[[], _T]) -> _T:
    """Return what a function returns, or give it up.

    Time limits of sockets begin anew with each byte, and looking up a name has none. So
    the function runs in a thread, which is left behind: it ends at its next step, or
    with the program.

    :raises TimeoutError: if it takes longer.
    """
    result: Future[_T] = Future()

    def run() -> None:
        try:
            result.set_result(ask())
        except BaseException as error:  # noqa: BLE001 -- it is raised by `result`
            result.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return result.result(timeout=seconds)


def _headers(session: AnonymousSession, method: str, url: str, timeout: float) -> Reply:
    with _answer(session, method, url, timeout) as (response, moves):
        return Reply(
            status=response.status_code,
            reason=printable(response.reason or ""),
            url=response.url,
            moves=moves,
        )


@contextmanager
def _answer(
    session: AnonymousSession, method: str, url: str, timeout: float
) -> Iterator[tuple[requests.Response, tuple[int, ...]]]:
    """Yield an answer, and the status of each redirect before it."""
    end = time.monotonic() + timeout
    moves = list[int]()
    while (left := end - time.monotonic()) > 0:
        with session.request(method, url, timeout=left, stream=True) as response:
            target = session.target(response)
            if target is None:
                yield response, tuple(moves)
                return
            if len(moves) == session.max_redirects:
                raise TooManyRedirects(f"more than {len(moves)} redirects")
            moves.append(response.status_code)
            url = urljoin(response.url, requote_uri(target))
    raise Timeout
