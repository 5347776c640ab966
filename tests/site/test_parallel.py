"""Several processes do the work of one, and what they may not do is left to one."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import sphinx.util.docutils
from myst_parser.mdit_to_docutils import base

from conftest import post

POSTS = {
    f"posts/{name}.md": post(f"Text {name}.\n", title=name, date=f"2025-03-{day:02}")
    for day, name in enumerate("abcdefghij", 1)
}
"""More than are read and written in one process anyway."""


def extension(monkeypatch, setup):
    """Let a module be there whose `setup` Sphinx calls."""
    module = ModuleType("an_extension")
    safe = {"parallel_read_safe": True, "parallel_write_safe": True}

    def set_up(app):
        setup(app)
        return safe

    module.setup = set_up
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module.__name__


def test_extension_that_takes_notes_sees_all_documents(site, monkeypatch):
    """What resolves references in its own way does it where it always did."""
    seen = []

    def note(*arguments):
        seen.append(arguments[-1])

    name = extension(monkeypatch, lambda app: app.connect("doctree-resolved", note))
    site(POSTS, extensions=["sphinx_blogtheme", name]).build(parallel=2)

    assert {docname for docname in seen if docname.startswith("2025")} == {
        f"2025/03/{letter}" for letter in "abcdefghij"
    }


def test_warnings_of_workers_are_seen(site):
    """With the place that they are about."""
    files = POSTS | {"posts/z.md": post("[x](/no/such/)\n", title="Z")}
    blog = site(files)
    blog.build(parallel=2, warnings=["z.md:6: WARNING: dead link to '/no/such/'"])


def test_search_finds_what_workers_wrote(site):
    """The words of all documents are in one index, in the same order."""
    blog = site(POSTS, blog_search="sphinx")
    index = "searchindex.js"
    both = [blog.build(fresh=True, parallel=jobs).text(index) for jobs in (1, 2)]

    assert both[0] == both[1]
    assert '"2025/03/j"' in both[0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_functions_of_others_are_theirs_again(site, jobs):
    """What is replaced while documents are read is put back."""
    before = (sphinx.util.docutils._get_settings, base.make_document)
    site(POSTS).build(parallel=jobs)

    assert (sphinx.util.docutils._get_settings, base.make_document) == before
