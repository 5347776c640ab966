"""Links to other sites are tried, with care for those who run them."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import post
from serving import closed_port
from sphinx_blogtheme.check.external_links import (
    GONE,
    GOOD,
    Answer,
    AnswerStore,
    LinkChecker,
)
from sphinx_blogtheme.cli.main import main

SNAPSHOT = "http://web.archive.org/web/20250302000000/http://x/gone"


class Host(BaseHTTPRequestHandler):
    """A site whose paths say how it answers: ``/404``, ``/301``, ``/no-head``."""

    def do_HEAD(self):
        """Answer without a body."""
        self._answer()

    def do_GET(self):
        """Answer with one."""
        self._answer()

    def _answer(self):
        self.server.asked.append((self.command, self.path))
        self.server.agents.add(self.headers["User-Agent"])
        path, body = self.path.partition("?")[0].rpartition("/")[2], b""
        if path == "archive":
            body = json.dumps(self.server.archived).encode()
        status = int(path) if path.isdecimal() else 200
        if path == "no-head" and self.command == "HEAD":
            status = 404
        if path == "flaky" and Counter(p for _, p in self.server.asked)["/flaky"] < 3:
            status = 503
        if path == "hang-up":
            self.close_connection = True
            return
        if path == "slow":
            self.server.patient.wait()
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/new")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # who waited has gone
            self.wfile.write(body)

    def log_message(self, *args):
        """Write no log."""


@contextmanager
def host():
    """Run a site, which remembers what it was asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.asked, server.agents = [], set()
        server.patient = threading.Event()
        server.archived = {"archived_snapshots": {}}
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.patient.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def other():
    with host() as server:
        yield server


def check(site, capsys, *links, archive="", delay="0.01", timeout="300", source=None):
    """Check a post of 1 March 2025 with links, and return what is said of each."""
    body = "\n".join(f"[x]({link})\n" for link in links)
    source = source or site({"posts/x.md": post(body, description="D")}).source
    code = main(
        [
            *("check", str(source), "--external", "--format", "json"),
            *("--delay", delay, "--timeout", timeout, "--archive-api", archive),
        ]
    )
    found = json.loads(capsys.readouterr().out)["findings"]
    return code, [(f["line"], f["rule"], f["message"], f["suggestion"]) for f in found]


def test_link_that_is_gone_has_an_archived_copy(site, capsys, other):
    """Readers can be led to what the author saw."""
    url = f"{other.url}/404"
    other.archived = {
        "archived_snapshots": {"closest": {"available": True, "url": SNAPSHOT}}
    }

    code, found = check(
        site, capsys, url, f"{other.url}/", archive=f"{other.url}/archive"
    )

    assert code == 1
    assert found == [
        (
            *(7, "dead-external-link", f"{url} is gone: 404 Not Found"),
            "write https://web.archive.org/web/20250302000000/http://x/gone",
        )
    ]
    (question,) = [path for _, path in other.asked if "archive" in path]
    assert "timestamp=20250301" in question


def test_nobody_has_a_copy(site, capsys, other):
    """A copy that does not exist is not suggested."""
    found = check(site, capsys, f"{other.url}/410", archive=f"{other.url}/archive")[1]

    assert [suggestion for *_, suggestion in found] == ["no archived copy is known"]


@pytest.mark.parametrize("archive", ["", "http://127.0.0.1:{port}/archive"])
def test_archive_that_is_not_asked_is_named(site, capsys, other, archive):
    """Its addresses have the date, so that the author can try."""
    url = f"{other.url}/404"

    with closed_port() as port:
        found = check(site, capsys, url, archive=archive.format(port=port))[1]

    assert found[0][3] == f"try https://web.archive.org/web/20250301/{url}"


@pytest.mark.parametrize("path", ["200", "no-head", "302", "flaky", "200#there"])
def test_link_that_works_is_no_finding(site, capsys, other, path):
    """Whatever a server makes of HEAD, of a detour, or of its worse moments."""
    assert check(site, capsys, f"{other.url}/{path}") == (0, [])


def test_link_that_moved_is_named(site, capsys, other):
    """Only where the move is for good."""
    url = f"{other.url}/301"

    code, found = check(site, capsys, f"{url}#part")

    assert code == 1
    assert found == [
        (
            *(7, "moved-link", f"{url}#part has moved for good (301)"),
            f"write {other.url}/new#part",
        )
    ]


@pytest.mark.parametrize("path", ["401", "403", "429", "500", "slow"])
def test_unclear_answer_is_a_hint(site, capsys, other, path):
    """A server that shuts programs out may let readers in."""
    timeout = "0.2" if path == "slow" else "300"
    code, found = check(site, capsys, f"{other.url}/{path}", timeout=timeout)

    assert (code, [rule for _, rule, *_ in found]) == (0, ["unsure-link"])


def test_host_that_lets_nobody_in_is_told_in_words(site, capsys):
    """What a library calls it helps no author."""
    with closed_port() as port:
        url = f"http://127.0.0.1:{port}/"
        found = check(site, capsys, url)[1]

    assert [said for *_, said, _ in found] == [
        f"{url} gave no clear answer: connection refused"
    ]


def test_host_that_hangs_up_is_told_in_words(site, capsys, other):
    """It takes the question, and gives no answer."""
    found = check(site, capsys, f"{other.url}/hang-up")[1]

    assert [said.rpartition(": ")[2] for *_, said, _ in found] == ["no answer"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--archive-api", "notaurl", "expected a URL such as https://"),
        ("--archive-api", "https://", "expected a URL such as https://"),
        ("--delay", "-1", "expected a number, 0 or more, got '-1'"),
    ],
)
def test_option_that_makes_no_sense_is_refused(tmp_path, capsys, option, value, said):
    """Before anything is built or asked."""
    with pytest.raises(SystemExit) as stop:
        main(["check", str(tmp_path), option, value])

    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_host_that_asks_for_a_rest_gets_it(site, capsys, other):
    """It is asked nothing more."""
    found = check(site, capsys, f"{other.url}/429", f"{other.url}/200")[1]

    assert {path for _, path in other.asked} == {"/429"}
    assert [rule for _, rule, *_ in found] == ["unsure-link"] * 2


def test_nobody_is_online(site, capsys, other):
    """Without a network, no link is said to be gone, nor later with one."""
    link = "http://nowhere.invalid/"
    source = site({"x.md": post(f"[x]({link})\n", description="D")}).source
    code, found = check(site, capsys, source=source)

    assert (code, [rule for _, rule, *_ in found]) == (0, ["unsure-link"])
    assert "online?" in found[0][2]
    stored = json.loads((source / "_build/check/external.json").read_text("utf-8"))
    assert stored == {}


def test_earlier_answer_is_no_network(site, capsys):
    """A host that answered last week may be asked again, whether there is one now."""
    with host() as server:
        text = f"[x]({server.url}/a)\n"
        blog = site({"x.md": post(text, description="D")})
        assert check(site, capsys, source=blog.source) == (0, [])
        text += "\n[y](http://nowhere.invalid/)\n"
        blog.write({"x.md": post(text, description="D")})
        rules = [r for _, r, *_ in check(site, capsys, source=blog.source)[1]]
        assert rules == ["dead-external-link"]
        (blog.source / "_build/check/external.json").write_text(
            json.dumps({f"{server.url}/a": {"verdict": GOOD, "at": time.time()}})
        )

    rules = [r for _, r, *_ in check(site, capsys, source=blog.source)[1]]
    assert rules == ["unsure-link"]


def test_host_that_does_not_exist_is_gone(site, capsys, other):
    """Where others answer, the network is there."""
    found = check(site, capsys, "http://nowhere.invalid/", f"{other.url}/200")[1]

    assert [rule for _, rule, *_ in found] == ["dead-external-link"]


def test_each_host_is_asked_in_turn(site, capsys, other, monkeypatch):
    """With a pause, under a name of ours; hosts do not wait for each other."""
    pauses, both = {}, threading.Barrier(2)

    def pause(seconds):
        """Note what was asked, and at first wait for whoever asks the other host."""
        mine = pauses.setdefault(threading.get_ident(), [])
        mine.append((seconds, len(other.asked), len(second.asked)))
        if len(mine) == 1:
            both.wait(timeout=60)

    with host() as second:
        urls = [f"{h.url}/{n}" for h in (other, second) for n in ("a", "b", "c")]
        monkeypatch.setattr(time, "sleep", pause)
        check(site, capsys, *urls, *urls, delay="0.2")

        assert [len(server.asked) for server in (other, second)] == [3, 3]
    noted = [[*zip(*mine, strict=True)] for mine in pauses.values()]
    assert [seconds for seconds, *_ in noted] == [(0.2, 0.2)] * 2
    for counts in zip(*(counts for _, *counts in noted), strict=True):
        assert (1, 2) in counts
    (agent,) = other.agents
    assert agent.startswith("sphinx-blogtheme/")


def test_answers_are_kept(site, capsys, other):
    """The next check asks about new links only."""
    source = site(
        {"posts/x.md": post(f"[x]({other.url}/a)\n\n[y]({other.url}/404)\n")}
    ).source
    first = check(site, capsys, source=source)
    asked = len(other.asked)

    assert check(site, capsys, source=source) == first
    assert len(other.asked) == asked


def test_nobody_is_asked_unless_told(site, capsys, other):
    """A check of the blog alone needs no network."""
    source = site({"posts/x.md": post(f"[x]({other.url}/404)\n")}).source

    assert main(["check", str(source)]) == 0
    assert other.asked == []


def test_answers_outlive_an_interruption(tmp_path):
    """Whoever stops a long check does not begin it again."""
    file = tmp_path / "external.json"
    answer = Answer(verdict=GOOD, at=time.time())

    def interrupted():
        with AnswerStore(file) as answers:
            answers.put("https://example.com/", answer)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    with AnswerStore(file) as answers:
        assert answers.get("https://example.com/") == answer


def test_interruption_leaves_the_answers_that_there_are(tmp_path, other):
    """The report of a long check that was stopped has what was found."""

    def stopped(hosts, _label):
        yield hosts[0]
        raise KeyboardInterrupt

    checker = LinkChecker(timeout=5, delay=0)
    with AnswerStore(tmp_path / "external.json") as answers:
        found = checker.all([f"{other.url}/404"], answers, watched=stopped)

    assert checker.interrupted
    assert found[f"{other.url}/404"].verdict == GONE


@pytest.mark.parametrize("content", ["", "[]", '{"x": 1}', '{"x": {"y": 1}}'])
def test_broken_answers_are_no_answers(tmp_path, content):
    """Another version's file, or half of one, costs some questions."""
    file = tmp_path / "external.json"
    file.write_text(content, encoding="utf-8")

    with AnswerStore(file) as answers:
        assert answers.get("x") is None
