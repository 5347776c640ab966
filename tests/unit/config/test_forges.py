"""Where a forge shows a file and its history, and lets readers edit it."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.config.forges import (
    FORGES,
    Repository,
    forge_at,
    repository_of,
)

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


LINES = {
    "github": "/blob/main/docs/a%20b.py#L3-L7",
    "gitlab": "/-/blob/main/docs/a%20b.py#L3-7",
    "forgejo": "/src/branch/main/docs/a%20b.py#L3-L7",
    "bitbucket": "/src/main/docs/a%20b.py#lines-3:7",
    "sourcehut": "/tree/main/item/docs/a%20b.py#L3-7",
}


@pytest.mark.parametrize("forge", FORGES)
def test_lines_of_a_file_have_an_address(forge):
    """Each forge has paths of its own; without lines it is that of the file."""
    url = "https://code.example.org/blog"
    found = Repository(url, forge, "main", "docs")

    assert found.lines_of("a b.py", 3, 7) == url + LINES[forge]
    assert found.lines_of("a b.py", 0, 0) == url + LINES[forge].partition("#")[0]
    assert found.lines_of("../b.py", 0, 0).endswith("/b.py")
    assert found.lines_of("../../b.py", 3, 7) == ""


def test_lines_of_a_file_with_a_page_are_those_of_its_text():
    """A forge shows Markdown as a page, which has no lines."""
    github = Repository("https://github.com/ann/blog", "github", "main", "")

    assert github.lines_of("README.md", 3, 7).endswith("README.md?plain=1#L3-L7")
