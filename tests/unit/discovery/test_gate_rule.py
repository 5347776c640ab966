"""The rule by which a file is a post or a page, and is public or held back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sphinx_blogtheme.config.options import BlogConfig
from sphinx_blogtheme.discovery.gate import Gate, Sign, Verdict
from sphinx_blogtheme.model.posts import FrontMatter, Header, Reason, Status

TODAY = datetime(2025, 6, 15, tzinfo=UTC)
PAST, FUTURE = TODAY - timedelta(days=60), TODAY + timedelta(days=60)

GATE = Gate(BlogConfig(), ("matched/*",), "index")
NEWS = Gate(BlogConfig(sections={"news": {"posts": "news"}}), (), "index")


def judged(path: str, body_line: int = 0, gate: Gate = GATE, **facts: Any) -> Verdict:
    """Return what a file is whose header says some facts."""
    header = Header(front_matter=FrontMatter(**facts), body_line=body_line)
    return gate.judge(path, path.rpartition(".")[0], header, TODAY)


SIGNS = {
    Sign.SAYS_POST: ("a.md", {"is_post": True, "date": PAST}),
    Sign.HAS_DATE: ("a.md", {"date": PAST}),
    Sign.IS_DRAFT: ("a.md", {"status": Status.DRAFT}),
    Sign.MATCHES: ("matched/a.md", {}),
    Sign.JEKYLL_FOLDER: ("_posts/a.md", {}),
    Sign.DATED_NAME: ("posts/2025-03-01-a.md", {}),
    Sign.IS_FRONT_PAGE: ("index.md", {"date": PAST, "is_post": True}),
    Sign.SAYS_PAGE: ("_posts/a.md", {"date": PAST, "is_post": False}),
    Sign.NO_SECTION: ("a.md", {"date": PAST}),
    Sign.ELSEWHERE: ("a.md", {"title": "A"}),
    Sign.NO_DATE: ("posts/a.md", {"title": "A"}),
    Sign.NO_POST_KEYS: ("posts/a.md", {"body_line": 3}),
    Sign.NO_HEADER: ("posts/a.md", {}),
}


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_given_for_a_file(sign: Sign) -> None:
    """Every answer of the rule has a file that gets it."""
    path, facts = SIGNS[sign]
    gate = NEWS if sign is Sign.NO_SECTION else GATE

    assert judged(path, gate=gate, **facts).sign is sign


@pytest.mark.parametrize(
    ("path", "facts", "docname", "reason"),
    [
        ("news/a.md", {"date": PAST}, "news/2025/04/a", None),
        ("a.md", {"date": PAST}, "a", None),
        ("a.md", {"date": FUTURE}, "a", Reason.SCHEDULED),
        ("posts/2025-09-01-a.md", {}, "posts/2025-09-01-a", Reason.SCHEDULED),
        ("posts/2025/09/01/a.md", {}, "posts/2025/09/01/a", Reason.SCHEDULED),
        ("a.md", {"scheduled": True}, "a", Reason.DRAFT),
        ("a.md", {"scheduled": True, "is_post": False}, "a", Reason.DRAFT),
        ("a.md", {"scheduled": True, "date": FUTURE}, "a", Reason.SCHEDULED),
        ("a.md", {"scheduled": True, "date": PAST}, "a", None),
        ("posts/2025-03-01-a.md", {"scheduled": True}, "posts/2025-03-01-a", None),
        ("a.md", {"is_post": True}, "a", Reason.DRAFT),
    ],
)
def test_file_of_no_section_is_a_page_that_is_held_back_like_a_post(
    path: str, facts: dict[str, Any], docname: str, reason: Reason | None
) -> None:
    """A typing error in a pattern publishes nothing before its time."""
    verdict = judged(path, gate=NEWS, **facts)

    assert (verdict.docname, verdict.reason) == (docname, reason)
    assert verdict.is_post == (verdict.section == "news")


@pytest.mark.parametrize(
    ("path", "facts", "reason", "moment"),
    [
        ("a.md", {"date": PAST}, None, None),
        ("a.md", {"date": FUTURE}, Reason.SCHEDULED, FUTURE),
        ("a.md", {"date": PAST, "publish_date": FUTURE}, Reason.SCHEDULED, FUTURE),
        ("a.md", {"date": PAST, "expires": PAST}, Reason.EXPIRED, PAST),
        ("a.md", {"date": FUTURE, "status": Status.DRAFT}, Reason.DRAFT, None),
        ("a.md", {"undated": True}, Reason.DRAFT, None),
        ("a.md", {"is_post": True}, Reason.DRAFT, None),
        ("posts/2025-02-30-a.md", {}, Reason.DRAFT, None),
        (
            "posts/2025-09-01-a.md",
            {},
            Reason.SCHEDULED,
            datetime(2025, 9, 1, tzinfo=UTC),
        ),
        ("posts/2025-09-01-a.md", {"date": PAST}, None, None),
        ("a.md", {"title": "A", "expires": PAST}, Reason.EXPIRED, PAST),
        ("a.md", {"is_post": False, "status": Status.DRAFT}, Reason.DRAFT, None),
        ("a.md", {"is_post": False, "date": FUTURE}, None, None),
        ("index.md", {"status": Status.DRAFT}, None, None),
        ("index.md", {"expires": PAST}, None, None),
    ],
)
def test_file_is_held_back_for_one_reason(
    path: str, facts: dict[str, Any], reason: Reason | None, moment: datetime | None
) -> None:
    """A draft before all else; the front page never."""
    verdict = judged(path, **facts)

    assert (verdict.reason, verdict.moment) == (reason, moment)
    assert verdict.overruled == (path == "index.md")


@pytest.mark.parametrize(
    ("path", "facts", "docname"),
    [
        ("a/b.md", {"date": PAST}, "2025/04/b"),
        ("a/b.md", {"date": PAST, "slug": "c"}, "2025/04/c"),
        ("a/b/index.md", {"date": PAST}, "2025/04/b"),
        ("posts/2025-03-01-b.md", {}, "2025/03/b"),
        ("posts/2025-03-01-b.md", {"date": PAST}, "2025/04/b"),
        ("posts/2025/03/01/b.md", {}, "2025/03/b"),
        ("blog/posts/2025/3/1/b/index.md", {}, "2025/03/b"),
        ("posts/2025/03/01/b.md", {"date": PAST}, "2025/04/b"),
        ("notes/2025/03/01/b.md", {}, "notes/2025/03/01/b"),
        ("posts/2025/03/b.md", {}, "posts/2025/03/b"),
        ("a/b.md", {"date": PAST, "url": "/x/y/"}, "x/y"),
        ("a/b.md", {}, "a/b"),
        ("a/b.md", {"is_post": False, "date": PAST, "slug": "c"}, "a/b"),
    ],
)
def test_post_has_a_permalink_and_a_page_its_path(
    path: str, facts: dict[str, Any], docname: str
) -> None:
    """The docname is where the file is published, now or later."""
    assert judged(path, **facts).docname == docname


def test_draft_without_date_has_no_fixed_place() -> None:
    """Its URL would be another each day."""
    assert not judged("a.md", status=Status.DRAFT).is_fixed
    assert judged("a.md", status=Status.DRAFT, date=PAST).is_fixed
