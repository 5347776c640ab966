"""Where a forge shows the history of a file, and lets readers edit it."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.config.forges import FORGES, forge_at, repository_of

PATHS = {
    "https://github.com/ann/blog": (
        "/commits/main/docs/posts/a%20b.md",
        "/edit/main/docs/posts/a%20b.md",
    ),
    "https://gitlab.example.org/ann/blog": (
        "/-/commits/main/docs/posts/a%20b.md",
        "/-/edit/main/docs/posts/a%20b.md",
    ),
    "https://codeberg.org/ann/blog": (
        "/commits/branch/main/docs/posts/a%20b.md",
        "/_edit/main/docs/posts/a%20b.md",
    ),
    "https://bitbucket.org/ann/blog": (
        "/history-node/main/docs/posts/a%20b.md",
        "/src/main/docs/posts/a%20b.md?mode=edit",
    ),
    "https://git.sr.ht/~ann/blog": ("/log/main/item/docs/posts/a%20b.md", ""),
}


@pytest.mark.parametrize("end", ["", "/", ".git"])
@pytest.mark.parametrize("url", PATHS)
def test_address_of_a_repository_tells_its_forge(url, end):
    """Each forge has paths of its own for the history and the editor of a file."""
    options = {
        "theme_source_repository": url + end,
        "theme_source_forge": "auto",
        "theme_source_branch": "main",
        "theme_source_directory": "/docs/",
    }
    expected = tuple(path and url + path for path in PATHS[url])

    assert repository_of(options).pages_of("posts/a b.md") == expected


def test_forge_is_named_where_its_address_does_not_tell():
    """A server of one's own may run any forge."""
    own = {"theme_source_repository": "https://code.example.org/blog"}

    assert forge_at("https://code.example.org/blog") == ""
    assert repository_of({**own, "theme_source_forge": "auto"}) is None
    for forge in FORGES:
        assert repository_of({**own, "theme_source_forge": forge}).forge == forge


@pytest.mark.parametrize("forge", ["github", "gitlab", "bitbucket"])
def test_repository_may_be_that_of_other_themes(forge):
    """`html_context` names it, as themes of documentation want it."""
    context = {
        "theme_source_repository": "",
        f"{forge}_user": "ann",
        f"{forge}_repo": "blog",
        f"{forge}_version": "trunk",
        "conf_py_path": "/docs/",
    }
    found = repository_of(context)

    assert found.url.endswith("/ann/blog")
    assert found[1:] == (forge, "trunk", "docs")
    assert repository_of({f"{forge}_user": "ann"}) is None
