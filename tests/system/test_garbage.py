"""What a build leaves in memory: no search for garbage at its end, and no site."""

from __future__ import annotations

import gc

from sphinx.application import Sphinx

from conftest import post

COUNT = """
import gc, pathlib

def setup(app):
    file = pathlib.Path(__file__).with_name("counts")
    for priority in (999, 1001):
        app.connect("build-finished", lambda *_: note(file), priority)

def note(file):
    count = sum(generation["collections"] for generation in gc.get_stats())
    with file.open("a") as counts:
        print(count, file=counts)
"""


def test_what_a_build_made_is_not_searched_for_garbage_at_its_end(site):
    """A process that goes on finds its own threshold after the next search."""
    gc.collect()  # ends what the build before this one began
    before = gc.get_threshold()
    blog = site({"index.md": "# Front\n"})
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(COUNT)
    blog.build()

    assert len(set((blog.source / "counts").read_text("utf-8").split())) == 1
    assert gc.get_threshold() != before
    blog.build()
    gc.collect()
    assert gc.get_threshold() == before


def test_site_that_was_built_is_forgotten(site):
    """A process can build one after another; ABlog and Sphinx's log keep the last."""
    before = sites()
    for number in range(4):
        site({"posts/a.md": post(title=f"{number}")}).build()

    assert sum(found not in before for found in sites()) <= 2


def sites():
    """Return the sites that are in memory."""
    gc.collect()
    return [found for found in gc.get_objects() if isinstance(found, Sphinx)]
