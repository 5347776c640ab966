"""A name that several documents define has one owner, in whatever build."""

from __future__ import annotations

import pytest

from conftest import post

DEFINITIONS = {
    "label": "(name)=\n\n## Of {0}\n",
    "equation": "$$a = {0}$$ (name)\n",
    "term": "```{{glossary}}\nname\n  Of {0}.\n```\n",
    "citation": "```{{eval-rst}}\n.. [name] Of {0}.\n```\n",
    "figure": "```{{figure}} /files/x.png\n:name: name\n\nOf {0}.\n```\n",
    "function": "```{{py:function}} name({0})\nText.\n```\n",
    "option": "```{{option}} --name\nOf {0}.\n```\n",
}
LINKS = (
    "{ref}`name`, {eq}`name`, {term}`name`, {numref}`name`, [](#name), "
    "{py:func}`name`, {option}`--name`\n"
)
NAMES = "abcdefgh"


def rival(kind, name):
    """Return a post that defines the name."""
    return post(DEFINITIONS[kind].format(name), title=name)


@pytest.fixture
def blog(site):
    """Return a function that makes a blog with a name that three posts define."""

    def make(kind):
        files = {f"posts/{name}.md": post(title=name) for name in NAMES}
        files |= {f"posts/{name}.md": rival(kind, name) for name in "bdg"}
        return site(files | {"posts/links.md": post(LINKS)}, numfig=True)

    return make


def said(built):
    """Return the warnings of a build, without their order."""
    return sorted(built.warnings)


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_owner_does_not_depend_on_the_number_of_processes(blog, kind):
    """Nor do the warnings, each of which is given once."""
    made = blog(kind)
    alone = made.build(warnings=None)
    shared = made.build(warnings=None, fresh=True, parallel=3)

    told = sum("duplicate" in text for text in alone.warnings)
    assert told == (0 if kind == "option" else 2)  # Sphinx has no warning of options
    assert said(shared) == said(alone)
    assert shared.differences(alone) == []


SOME = ("label", "term", "equation")
EDITS = {
    "first owner is read again": {"posts/b.md": "same"},
    "last owner is read again": {"posts/g.md": "same"},
    "first owner gives it up": {"posts/b.md": "none"},
    "last owner gives it up": {"posts/g.md": "none"},
    "first owner goes": {"posts/b.md": None},
    "last owner goes": {"posts/g.md": None},
    "two owners go": {"posts/b.md": None, "posts/g.md": None},
    "new owner": {"posts/a.md": "same"},
    "new last owner": {"posts/h.md": "same"},
    "last owner is a draft": {"posts/g.md": "draft"},
}


@pytest.mark.parametrize(
    ("kind", "parallel"),
    [("label", 1), *[pytest.param(k, 2, marks=pytest.mark.long) for k in SOME]],
)
@pytest.mark.parametrize("edit", EDITS)
def test_owner_does_not_depend_on_what_was_built_before(blog, kind, edit, parallel):
    """An edit has the owner, and the warnings, of a build from scratch."""
    made = blog(kind)
    made.build(warnings=None)
    for name, what in EDITS[edit].items():
        if what is None:
            made.remove(name)
            continue
        text = rival(kind, name[6]) if what == "same" else post(title=name[6])
        state = "state: draft\n" if what == "draft" else ""
        made.write({name: text.replace("---\n", f"---\n{state}", 1) + "\nMore.\n"})
    built = made.build(warnings=None, parallel=parallel)
    again = made.build(warnings=None)
    clean = made.build(warnings=None, fresh=True)

    assert said(built) == said(clean) == said(again)
    assert built.differences(clean) == []


def test_warning_of_a_document_that_is_read_twice_is_given_once(blog):
    """Its other warnings too."""
    made = blog("label")
    made.write({"posts/d.md": rival("label", "d") + "\n{unknown}`x`\n"})
    alone = made.build(warnings=None)
    shared = made.build(warnings=None, fresh=True, parallel=2)

    assert said(shared) == said(alone)
