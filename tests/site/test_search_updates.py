"""After an edit, the index of Sphinx's search is that of a clean build."""

from __future__ import annotations

import random

import pytest

from conftest import one_process_or_two, post

WORDS = ("quill", "ink", "paper", "écriture", "羽根ペン", "x1", "42", "titles", "terms")

MARKUP = (
    "### {word} tools\n",
    '### "{word}", {other}:[1,\n',
    "```{{index}} single: {word}; {other}\n```\n",
    "```{{index}} see: {word}; {other}\n```\n",
    "```{{glossary}}\n{word}-{name}\n  A {other}.\n```\n",
    "```{{py:function}} {other}.{name}()\n```\n",
    "```{{js:function}} {name}()\n```\n",
    "```{{meta}}\n:keywords: {word}, a {other}[1], 7\n```\n",
)

HEADERS = (
    *({} for _ in range(5)),
    {"state": "draft"},
    {"index": "false"},
    {"nosearch": "true"},
    {"state": "unfinished"},
)

ODD = "docname 'A', <b> & \\"


def some_post(chance, name):
    """Return a post with some words, headings, index entries and objects."""
    pieces = [" ".join(chance.sample(WORDS, 4))]
    for markup in chance.sample(MARKUP, 2):
        word, other = chance.sample(WORDS, 2)
        pieces.append(markup.format(word=word, other=other, name=name))
    month = 1 + WORDS.index(chance.choice(WORDS))
    title = chance.choice([name, *WORDS, ODD])
    header = chance.choice(HEADERS)
    return post("\n\n".join(pieces), title=title, date=f"2025-{month:02}-01", **header)


def edit(chance, blog):
    """Write or remove some posts."""
    for _ in range(chance.choice([1, 1, 2, 6])):
        name = f"p{chance.randrange(14)}"
        path = blog.source / f"posts/{name}.md"
        if path.exists() and chance.random() < 0.3:
            path.unlink()
        else:
            blog.write({f"posts/{name}.md": some_post(chance, name)})


@one_process_or_two
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_index_after_edits_is_that_of_a_clean_build(site, builder, seed, parallel):
    """Whatever is edited: texts, titles, index entries, objects, or who is public."""
    chance = random.Random(f"{builder} {seed}")  # noqa: S311 -- the same edits each time
    blog = site({"about.md": "# About\n\nInk.\n"}, blog_search="sphinx")
    blog.write({f"posts/p{n}.md": some_post(chance, f"p{n}") for n in range(14)})
    blog.build(builder, parallel=parallel, warnings=None)
    for _ in range(4):
        for _ in range(2):
            edit(chance, blog)
            edited = blog.build(builder, parallel=parallel, warnings=None)
        clean = blog.build(builder, fresh=True, warnings=None)

        assert edited.files() == clean.files()


DAMAGE = {
    "is lost": None,
    "is no index": ("Search", "Find"),
    "is cut off": ("})", ""),
    "is of another version": ('"sphinx":', '"sphinx":1'),
    "lacks a title": ('"titles":["*P0*",', '"titles":['),
    "names no document": ('"ink":[0', '"ink":[99,0'),
    "has something that is no number": ('"ink":[0', '"ink":[zero'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_index_that_cannot_be_read_is_made_anew(site, damage):
    """All documents are in it, as they are shown, and nothing is said twice."""
    body = "Ink {}, see {{doc}}`/about` and [x](/no/).\n"
    files = {f"posts/p{n}.md": post(body.format(n), title=f"*P{n}*") for n in range(9)}
    blog = site({**files, "about.md": "# About\n\nInk.\n"}, blog_search="sphinx")
    warnings = ["dead link to '/no/'"] * 9
    index = blog.build(warnings=warnings).out / "searchindex.js"
    if damage is None:
        index.unlink()
    else:
        text = index.read_text(encoding="utf-8")
        assert damage[0] in text
        index.write_text(text.replace(*damage), encoding="utf-8")
    blog.write({"posts/p3.md": post("No [x](/no/), and blots.\n")})
    built = blog.build(warnings=warnings)

    assert built.files() == blog.build(fresh=True, warnings=warnings).files()
