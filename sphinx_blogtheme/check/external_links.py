"""Ask other sites whether the pages that a blog links to still exist.

Requests to one host are made one after the other, with a pause between them, while
many hosts are asked in parallel. The user agent names the program and its purpose. A
host that answers 429 (Too Many Requests) is not asked again. Answers are stored, so
that the next check asks about new links only.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urldefrag, urlsplit

from requests.exceptions import ConnectionError as NoConnectionError
from requests.exceptions import RequestException, SSLError, Timeout

from sphinx_blogtheme import __version__
from sphinx_blogtheme.check.questions import (
    ask_for_headers,
    ask_for_json,
    open_session,
    printable,
)
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sphinx_blogtheme.check.questions import AnonymousSession, Reply
    from sphinx_blogtheme.check.sources import SourceText

USER_AGENT = f"sphinx-blogtheme/{__version__} (checks the links of a blog)"

_GONE = frozenset([HTTPStatus.NOT_FOUND, HTTPStatus.GONE])
_PERMANENT = frozenset([HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT])
_HOSTS = 16
"""Number of hosts that are asked in parallel."""

_RETRY = 2.0
"""Time before the second attempt, in pauses between requests."""

_NO_HOST = "there is no such host"
_NO_ANSWER = "no answer"
_LATE = "it took too long"
_OFFLINE = "no host could be looked up; is this computer online?"

_LONG_URL = 2000
"""Number of characters of an address that is shown whole."""

_NO_JSON = (ValueError, TypeError, AttributeError)
"""What reading an answer of another form raises."""

_NO_NAME = ("NameResolutionError", "getaddrinfo", "Name or service not known")
"""Parts of messages on a host name that cannot be resolved."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalLink:
    """A link to a page, or the URL of an image, on another site."""

    url: str
    """URL with its scheme and fragment."""
    path: str
    """Path of the source file, from the blog's folder."""
    line: int
    """1-based line in the file."""
    date: datetime | None
    """Date of the post."""


def external_links(sources: Iterable[SourceText], *, own: str) -> list[ExternalLink]:
    """Return the links and images of published documents that are on other sites.

    :param own: URL of the published blog, or ""; links to it are left out.
    """
    own = own.rstrip("/")
    found = []
    for source in sources:
        if not source.docname:
            continue
        places = [(link.url, link.line) for link in source.body.links]
        places += [(image.url, image.line) for image in source.body.images]
        for url, line in places:
            address = f"https:{url}" if url.startswith("//") else url
            is_own = own and (address == own or address.startswith(f"{own}/"))
            if not is_own and _host(address):
                found.append(
                    ExternalLink(
                        url=address,
                        path=source.path,
                        line=line,
                        date=source.header.front_matter.date,
                    )
                )
    return found


def _host(url: str) -> str:
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.netloc.rpartition("@")[2].lower()
    return ""


class LinkChecker:
    """A client that asks other sites about their pages."""

    def __init__(self, *, timeout: float, delay: float) -> None:
        """
        Take the times.

        :param timeout: seconds to wait for an answer.
        :param delay: seconds between two requests to one host.
        """
        self._timeout = timeout
        self._delay = delay
        self._stopped = False
        self.interrupted = False
        """Whether Ctrl-C ended the asking before its end."""

    def all(
        self,
        urls: Iterable[str],
        answers: AnswerStore,
        watched: Callable[[Sequence[list[str]], str], Iterable[list[str]]],
    ) -> dict[str, Answer]:
        """Return the answer for each URL, by URL without its fragment.

        After an interruption, these are the answers that there were until then.

        :param urls: URLs with or without fragments.
        :param answers: stored answers, to which the new ones are added.
        :param watched: yields the items it is given, and shows the progress; the second
            argument is a label.
        """
        found: dict[str, Answer] = {}
        known: dict[str, Answer] = {}
        by_host: dict[str, list[str]] = {}
        for url in dict.fromkeys(urldefrag(url)[0] for url in urls):
            if answer := answers.get(url):
                known[url] = answer
            else:
                by_host.setdefault(_host(url), []).append(url)
        pool = ThreadPoolExecutor(max_workers=_HOSTS)
        asked: list[tuple[Future[dict[str, Answer]], list[str]]] = []
        try:
            asked += [
                (pool.submit(self._host, wanted, answers), wanted)
                for wanted in by_host.values()
            ]
            futures = iter(asked)
            for _ in watched([wanted for _, wanted in asked], "asking other sites"):
                found |= next(futures)[0].result()
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            # After an interruption, each thread ends after its current request.
            self._stopped = True
            pool.shutdown(cancel_futures=True)
        if self.interrupted:
            done = (future for future, _ in asked if not future.cancelled())
            return known | {
                url: a for future in done for url, a in future.result().items()
            }
        nameless = {url: a for url, a in found.items() if a.reason == _NO_HOST}
        if nameless and not self._is_online(found, known):
            offline = Answer(verdict=UNSURE, reason=_OFFLINE)
            return known | found | dict.fromkeys(nameless, offline)
        for url, answer in nameless.items():
            answers.put(url, answer)
        return known | found

    def _is_online(
        self, found: Mapping[str, Answer], known: Mapping[str, Answer]
    ) -> bool:
        """Return whether a host could be reached, now and not some time ago.

        :param found: the answers of this check.
        :param known: those of earlier checks.
        """
        if any(map(_was_reached, found.values())):
            return True
        reached = [url for url, answer in known.items() if _was_reached(answer)]
        return any(_was_reached(self._ask(url)) for url in reached[-1:])

    def _host(self, urls: Sequence[str], answers: AnswerStore) -> dict[str, Answer]:
        """Ask one host about its pages, one after the other."""
        found: dict[str, Answer] = {}
        rest = ""
        with open_session(USER_AGENT) as session:
            for number, url in enumerate(urls):
                if self._stopped:
                    break
                if rest:
                    found[url] = Answer(verdict=UNSURE, reason=rest)
                    continue
                if number:
                    time.sleep(self._delay)
                answer = self._twice(session, url)
                found[url] = answer
                if answer.reason != _NO_HOST:  # or is there no network?
                    answers.put(url, answer)
                if answer.reason.startswith(str(int(HTTPStatus.TOO_MANY_REQUESTS))):
                    rest = "the host asked for a rest"
        return found

    def _twice(self, session: AnonymousSession, url: str) -> Answer:
        answer = self._once(session, url)
        again = answer.reason.startswith(("5", _NO_ANSWER, "connection refused"))
        if answer.verdict == UNSURE and again and not self._stopped:
            time.sleep(self._delay * _RETRY)
            answer = self._once(session, url)
        return replace(answer, at=time.time())

    def _ask(self, url: str) -> Answer:
        with open_session(USER_AGENT) as session:
            return self._once(session, url)

    def _once(self, session: AnonymousSession, url: str) -> Answer:
        answer = Answer(verdict=UNSURE)
        # Some servers know no HEAD, or answer it wrongly.
        for method in ("HEAD", "GET"):
            if method == "GET":
                time.sleep(self._delay)
            try:
                reply = ask_for_headers(session, method, url, self._timeout)
                answer = _judged(url, reply)
            except (Timeout, TimeoutError):
                return Answer(verdict=UNSURE, reason=_LATE)
            except NoConnectionError as error:
                if any(part in str(error) for part in _NO_NAME):
                    return Answer(verdict=GONE, reason=_NO_HOST)
                return Answer(verdict=UNSURE, reason=_in_words(error))
            except (RequestException, ValueError) as error:
                return Answer(verdict=UNSURE, reason=printable(str(error)))
            if answer.verdict in (GOOD, MOVED):
                break
        return answer

    def archive(self, api: str) -> Callable[[str, datetime | None], str]:
        """Return a function that suggests an archived copy of a URL near a date.

        Its results are such as ``write https://web.archive.org/web/2020/...``.

        :param api: URL of the Wayback Machine's availability API
            (https://archive.org/help/wayback_api.php), or "" to ask nobody.
        """
        session = open_session(USER_AGENT)
        reachable = bool(api)

        def copy_of(url: str, date: datetime | None) -> str:
            nonlocal reachable
            day = f"{date:%Y%m%d}" if date else "2"
            guess = f"https://web.archive.org/web/{day}/{url}"
            if not reachable:
                return f"try {guess}"
            try:
                params = {"url": url, "timestamp": day}
                known = ask_for_json(session, api, params, self._timeout)
                closest = known["archived_snapshots"]
                found = closest.get("closest", {})
            except (RequestException, TimeoutError, LookupError, *_NO_JSON):
                reachable = False
                return f"try {guess}"
            if not found.get("available") or not found.get("url"):
                return "no archived copy is known"
            address = printable(str(found["url"]), limit=_LONG_URL)
            if address.startswith("http://web.archive.org/"):
                address = address.replace("http:", "https:", 1)
            return f"write {address}"

        return copy_of


def _was_reached(answer: Answer) -> bool:
    """Return whether a host answered, with whatever status."""
    return answer.reason[:1].isdigit() or answer.verdict in (GOOD, MOVED)


def _in_words(error: NoConnectionError) -> str:
    """Return why there was no connection, in a few words for the report."""
    if isinstance(error, SSLError):
        return "no secure connection: its certificate or protocol is not accepted"
    # The system's message is wrapped in those of three libraries.
    return "connection refused" if "refused" in str(error) else _NO_ANSWER


def _judged(url: str, reply: Reply) -> Answer:
    reason = f"{reply.status} {reply.reason}".strip()
    if reply.status in _GONE:
        return Answer(verdict=GONE, reason=reason)
    if reply.status >= HTTPStatus.BAD_REQUEST:
        return Answer(verdict=UNSURE, reason=reason)
    if reply.moves and all(status in _PERMANENT for status in reply.moves):
        target = urldefrag(reply.url)[0]
        if target != url:
            return Answer(verdict=MOVED, reason=str(reply.moves[0]), target=target)
    return Answer(verdict=GOOD)


GOOD, GONE, MOVED, UNSURE = "good", "gone", "moved", "unsure"
"""Verdicts on a URL; `MOVED` means permanent redirects only."""


DAY = 24 * 60 * 60


KEEP = {GOOD: 30 * DAY, MOVED: 30 * DAY, GONE: DAY}
"""Seconds for which an answer is valid, by verdict; an unsure one is not reused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The answer of another site on a URL."""

    verdict: str
    """One of `GOOD`, `GONE`, `MOVED` and `UNSURE`."""
    reason: str = ""
    """Status or error, such as ``404 Not Found``; empty if it is good."""
    target: str = ""
    """New URL of a page that has moved."""
    at: float = 0.0
    """Time of the request, in seconds since 1970."""


class AnswerStore:
    """A store of answers in a JSON file; it is written even after an interruption."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Answer] = {}

    def __enter__(self) -> Self:
        """Read the file; if it cannot be read, begin without answers."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            stored: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
            self._known = {url: Answer(**facts) for url, facts in stored.items()}
        return self

    def __exit__(self, *_: object) -> None:
        """Write the file."""
        kept = {url: asdict(answer) for url, answer in sorted(self._known.items())}
        write_whole(self._file, json.dumps(kept, indent=1).encode())

    def get(self, url: str) -> Answer | None:
        """Return the answer on a URL that is still valid, or None."""
        answer = self._known.get(url)
        if answer and 0 <= time.time() - answer.at < KEEP.get(answer.verdict, 0):
            return answer
        return None

    def put(self, url: str, answer: Answer) -> None:
        """Store the answer on a URL."""
        self._known[url] = answer
