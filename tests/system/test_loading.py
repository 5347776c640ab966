"""A build loads what it needs: little where nothing changed, once where much did."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import DOT, ROOT, post

BODY = """\
Text with $x^2$ and [a link](/about/).

<!--more-->

![Dot](/i/dot.png) <img src="/i/dot.png" alt="The dot">

<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>
"""

FILES = {
    "index.md": "# Front\n",
    "about.md": "---\norphan:\n---\n# About\n",
    "files/i/dot.png": DOT,
} | {
    f"posts/{name}.md": post(BODY, title=name, date=f"2025-03-{day:02}", tags="a, b")
    for day, name in enumerate("abcdefgh", 1)
}

READING = {
    *("markdown.contents", "markdown.dialect", "markdown.html", "markdown.html_images"),
}
"""Modules with which documents are read."""

HEADERS = {
    *("discovery.header_reader", "front_matter.dialects", "front_matter.header"),
    "model.date_forms",
}

WRITING = {
    *("features.metadata.facts", "features.metadata.page", "features.metadata.picture"),
    *("feeds.llms_txt", "feeds.opml", "feeds.paging", "feeds.sitemap", "feeds.writers"),
    *("markdown.embeds.frames", "markdown.embeds.services", "markdown.image_sizes"),
    *("markdown.mathml", "output.feed_files", "output.generated_files"),
    *("output.resources", "pages.excerpts"),
}
"""Modules with which pages and other files are made."""

UNASKED = {
    *("config.comment_systems", "features.cards.deck", "site.contest_reports"),
    "markdown.shortcodes.plugin",
}
"""Modules for what this site doesn't have."""

PROGRAM = """\
import sys
from sphinx.application import Sphinx

source, out, jobs = sys.argv[1:]

def show(*_):
    names = (name.partition(".") for name in sys.modules)
    print(*(rest for name, _, rest in names if name == "sphinx_blogtheme"))

app = Sphinx(source, source, out, f"{out}.doctrees", "dirhtml", status=None,
             warningiserror=True, parallel=int(jobs))
app.connect("env-before-read-docs", show, priority=900)
app.build()
show()
"""


def loaded(blog, jobs="1"):
    """Build a site in a process of its own.

    Return the modules that were loaded before reading, and at the end.
    """
    folders = [str(blog.source), str(blog.outputs / "out")]
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *folders, jobs],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    before, after = (set(line.split()) for line in result.stdout.splitlines())
    return before, after


@pytest.fixture(scope="module")
def builds(module_site):
    """Return the modules of a first build, and those of a second one."""
    blog = module_site(FILES)
    return [loaded(blog)[1] for _ in range(2)]


def test_unchanged_build_loads_nothing_to_read_or_write_with(builds):
    """What only a change has a use for is not waited for."""
    first, second = builds

    assert first >= READING | HEADERS | WRITING
    assert second & (READING | HEADERS | WRITING) == set()


def test_site_loads_nothing_for_what_it_has_not(builds):
    """Other engines' texts, cards, comments and redirects wait until there are some."""
    assert builds[0] & UNASKED == set()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no workers")
def test_workers_load_nothing_for_themselves(site):
    """What many documents need is there before the work is shared out."""
    before, _ = loaded(site(FILES), jobs="2")

    assert before >= READING | {
        *("markdown.embeds.frames", "markdown.image_sizes", "markdown.mathml"),
    }
