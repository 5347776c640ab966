"""Permalinks of an imported blog whose old URLs had categories or authors in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_urls import docname_in_site, settle
from sphinx_blogtheme.model.posts import FrontMatter


def post(name: str, url: str, **facts) -> Document:
    date = datetime(2025, 3, 1, tzinfo=UTC)
    return Document(
        source=name,
        path=f"posts/{name}.md",
        facts=FrontMatter(slug=name, date=date, **facts),
        body="",
        urls=(url,),
    )


@pytest.mark.parametrize(
    ("url", "permalink"),
    [
        ("/{}/2025/03/{}/", "/{category}/{year}/{month}/{slug}/"),
        ("/{}/{}.html", "/{category}/{slug}/"),
    ],
)
def test_pattern_has_the_category_that_differs(url: str, permalink: str) -> None:
    """New posts are where those of their category are; no post needs a URL."""
    names = {"a": "Old Pens", "b": "ink", "c": "paper"}
    documents = [
        post(name, url.format(term.lower().replace(" ", "-"), name), categories=(term,))
        for name, term in names.items()
    ]
    settled = settle(documents, "")

    assert settled.permalink == permalink
    assert not any(one.facts.url for one in settled.documents)
    assert docname_in_site(settled.documents[0], permalink).startswith("old-pens/")


def test_folder_that_all_posts_have_is_no_category() -> None:
    """Even if it has the name of one."""
    documents = [
        post(name, f"/blog/{name}/", categories=("blog",)) for name in ("a", "b")
    ]
    assert settle(documents, "").permalink == "/blog/{slug}/"


def test_post_of_another_category_keeps_its_url() -> None:
    """One that has moved since has a path of its own."""
    names = {"a": "x", "b": "y", "c": "z", "e": "v"}
    documents = [
        post(name, f"/{term}/{name}/", categories=(term,))
        for name, term in names.items()
    ]
    documents.append(post("d", "/x/d/", categories=("w",)))
    settled = settle(documents, "")

    assert settled.permalink == "/{category}/{slug}/"
    assert settled.documents[-1].facts.url == "/x/d/"
