"""Static files: what a folder no longer has, the output has no longer."""

from __future__ import annotations

import pytest

from conftest import DOT, post

FILES = {
    "posts/a.md": post(),
    "_static/mine.css": "p { color: red }\n",
    "_static/deep/other.js": "1\n",
    "_static/made.txt.jinja": "{{ project }}\n",
    "_static/old.txt_t": "{{ project }}\n",
    "_static/.hidden": "x",
    "single.txt": "single",
    "logo.png": DOT,
    "files/own.txt": "own",
}
CONF = {
    "html_css_files": ["mine.css"],
    "html_static_path": ["_static", "single.txt"],
    "html_logo": "logo.png",
    "language": "de",
}


def remove(*names):
    """Return an edit that removes files."""
    return lambda blog: [blog.remove(name) for name in names]


def configure(**conf):
    """Return an edit of options."""
    return lambda blog: blog.configure(**conf)


EDITS = {
    "file": remove("_static/mine.css"),
    "folder": remove("_static/deep/other.js"),
    "template": remove("_static/made.txt.jinja", "_static/old.txt_t"),
    "served file": remove("files/own.txt"),
    "entry": configure(html_static_path=["_static"]),
    "pattern": configure(exclude_patterns=["mine.css", "**/mine.css"]),
    "logo": configure(html_logo=None),
    "theme": configure(html_theme="basic"),
    "language": configure(language="fr"),
    "no path": configure(html_static_path=[]),
}


@pytest.mark.parametrize("search", ["sphinx", "none"])
@pytest.mark.parametrize("edit", EDITS)
def test_static_file_that_goes_is_gone(site, edit, search):
    """It is not deployed for ever."""
    blog = site(FILES, blog_search=search, **CONF)
    before = blog.build(warnings=None)
    assert before.text("_static/deep/other.js") == "1\n"
    (before.out / "_static/by-hand.txt").write_text("mine")

    EDITS[edit](blog)
    built = blog.build(warnings=None)
    again = blog.build(warnings=None)
    clean = blog.build(warnings=None, fresh=True)

    assert built.differences(clean) == ["_static/by-hand.txt"]
    assert again.differences(clean) == ["_static/by-hand.txt"]
