"""What an older version, a killed build or a hand has left in the output."""

from __future__ import annotations

import json
import os

import pytest

import sphinx_blogtheme
from conftest import DOT, one_process_or_two, post

OLD_ENVIRONMENT = b"csphinx_blogtheme.reading\nBlogDomain\n."
"""A pickle that names a class where an older version had it."""


def test_environment_of_an_older_version_is_dropped_quietly(site):
    """Everything is built anew, without a warning."""
    blog = site({"posts/a.md": post("A text.\n")})
    before = blog.build().files()
    (blog.outputs / "doctrees-dirhtml/environment.pickle").write_bytes(OLD_ENVIRONMENT)

    assert blog.build().files() == before


def test_output_of_another_version_is_not_taken_for_current(site, monkeypatch):
    """A release that changes a page need not ask its users to clean up."""
    blog = site({"posts/a.md": post()})
    before = blog.build().files()
    pages = {name for name in before if name.endswith((".html", ".xml", ".txt"))}
    for name in pages:
        (blog.outputs / "dirhtml" / name).write_text("old")
    monkeypatch.setattr(sphinx_blogtheme, "__version__", "99.0")

    after = blog.build().files()

    assert [name for name in pages if after[name] == b"old"] == []


def test_template_with_an_older_date_is_noticed(site):
    """Sphinx compares dates, which a checkout can set back."""
    footer = "{% extends '!layout.html' %}{% block footer %}[FOOTER]{% endblock %}"
    blog = site(
        {
            "templates/layout.html": footer.replace("[FOOTER]", "Before"),
            "posts/a.md": post(tags="t"),
        },
        templates_path=["templates"],
    )
    assert "Before" in blog.build().text("2025/03/a/index.html")

    blog.write({"templates/layout.html": footer.replace("[FOOTER]", "After")})
    os.utime(blog.source / "templates/layout.html", (0, 0))
    built = blog.build()

    for page in ("2025/03/a", "tag/t", "archives"):
        assert "After" in built.text(f"{page}/index.html")


@one_process_or_two
@pytest.mark.parametrize("how", ["anew", "env_anew", "both"])
def test_changed_output_is_repaired_on_demand(site, how, parallel):
    """With `-a`, `-E` or both, each page and file is that of a clean build."""
    blog = site(
        {
            "posts/a.md": post("![x](dot.png)\n", tags="t", aliases="/b/"),
            "posts/dot.png": DOT,
            "files/own.txt": "own",
            "notes.md": "---\norphan:\n---\n# Notes\n",
        },
        blog_search="sphinx",
    )
    before = blog.build().files()
    for name in before:
        file = blog.outputs / "dirhtml" / name
        file.write_bytes(file.read_bytes() + b"<!-- changed -->")

    flags = {"anew": how != "env_anew", "env_anew": how != "anew"}
    after = blog.build(parallel=parallel, **flags).files()

    assert [name for name in before if after[name] != before[name]] == []


LEFT_OVER = [
    "2025/03/a/.index.html.999.tmp",
    "2025/03/a/.index.html.999-1234567.tmp",
    ".sitemap.xml.31-7.tmp",
    "searchindex.js.tmp",
    "gone/.index.html.4.tmp",
]


def test_unfinished_files_of_a_killed_build_are_deleted(site):
    """They hold whole pages, perhaps of a post that is a draft by now."""
    blog = site({"posts/a.md": post(), "files/.b.1.tmp": "own"})
    out = blog.build().out
    for name in LEFT_OVER:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("A secret.")
    (out / ".mine.tmp").write_text("x")
    manifest = blog.outputs / "doctrees-dirhtml/blog/dirhtml/manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**found, "digests": {}}), encoding="utf-8")
    blog.write({"posts/a.md": post(state="draft")})

    built = blog.build()

    assert [name for name in LEFT_OVER if built.exists(name)] == []
    assert built.exists(".mine.tmp")
    assert built.text(".b.1.tmp") == "own"
