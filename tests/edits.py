"""What an author does between two builds of a small blog, as data for Hypothesis.

Every kind of thing that a page can show of another file is in it: labels, links by file,
shared pictures, included files, defaults of a folder, templates, options.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace

from hypothesis import strategies as st

from conftest import DOT, WIDE, post

NAMES = tuple(f"posts/{name}.md" for name in ("a", "b", "c", "d", "e", "f", "g"))
PICTURES = [DOT, WIDE]

GLOSSARY = "```{glossary}\nword\n  Text.\n```\n\n"

TEXTS = (
    "Some text.\n\n<!--more-->\n\n## Part\n\nMore.\n",
    "![x](dot.png) and $x^2$, see [](b.md) and [c](/2025/03/c/).\n",
    "```python\nprint(1)\n```\n\nNote[^1].\n\n[^1]: Here.\n",
    "(lab)=\n\n## Lab\n\nText. ![x](/dot.png)\n\n## Part\n",
    "(lab)=\n\n## Bench\n\n[p](#part) and [q](a.md#part).\n",
    "See {ref}`lab`, [](#lab), [](a.md#lab) and [t](a.md#lab).\n",
    "{any}`lab`, {doc}`/about`, {term}`word`, {ref}`g <lab>`, {numref}`fig`.\n",
    "[](d.md), [d](d.md), [e](e.md#part), [n](new.md) and [f](part.txt).\n",
    "[m](../about.md), {doc}`a`, {doc}`d`, [g](../guide.md#term), [](#guide-title)\n",
    "```{include} part.txt\n```\n\n```{literalinclude} data.txt\n```\n",
    '<img src="dot.png" alt=""> <img src="/dot.png" alt="">\n\n![y](dot.png)\n',
    "{unknown}`x`\n\n## A\n\n#### B\n\n```{nothing}\n```\n",
    '{{< ref "d" >}} and {{< relref "e.md" >}} and {{< other >}}\n',
    "[^none] and [](nothing), ![z](missing.png), [l](/nowhere/)\n",
    "(fig)=\n\n```{figure} dot.png\n:name: fig\n\nFigure.\n```\n",
    "$$a = b$$ (eq)\n\n{eq}`eq`, {ref}`Bench <lab>`\n",
    "{eq}`eq` and {term}`other`\n",
    GLOSSARY + "And {term}`word`.\n",
    "```{csv-table}\n:file: data.txt\n```\n\n{download}`d <data.txt>` [p](data.txt)\n",
    "```{image} dot.png\n:target: part.txt\n```\n\n[](../case.md) and [](../Case.md)\n",
    "Text of words.\n\n```{toctree}\n/notes\n/guide\n```\n\n```{postlist}\n```\n",
    "```{only} html\nShown.\n```\n\n[s](/own.txt), [o](/llms.txt), [t](/tag/t/)\n",
)
_PAGE = "---\norphan:\n---\n"
GUIDES = (
    f"{_PAGE}# Guide\n\n(guide-title)=\n\n## Title\n\n## Term\n\n{GLOSSARY}{{ref}}`lab`\n",
    f"{_PAGE}# Manual\n\n## Term\n\n{GLOSSARY}```{{include}} posts/part.txt\n```\n",
    f"{_PAGE}# Manual\n\n(lab)=\n\n## Twice\n\n![g](posts/dot.png)\n",
)
NOTES = (
    ":orphan:\n\nNotes\n=====\n\n:ref:`lab`, :doc:`guide`, :term:`word`.\n",
    ":orphan:\n\nNotes\n=====\n\n.. include:: posts/part.txt\n\n:any:`lab`\n",
    ":orphan:\n\nNotes\n===\n\n.. _lab:\n\nPart\n----\n\n.. unknown::\n",
)
WORDS = '#, fuzzy\nmsgid ""\nmsgstr ""\n\nmsgid "Text of words."\nmsgstr "{}"\n'
PAGE = (
    "{{% extends '!page.html' %}}{{% block body %}}{}{{{{ super() }}}}{{% endblock %}}"
)
FIRST = {
    "index.md": "# Blog\n\nHello.\n",
    "about.md": "---\norphan:\n---\n# About\n\n[a](posts/a.md)\n",
    "guide.md": GUIDES[0],
    "notes.rst": NOTES[0],
    "posts/part.txt": "Part.\n",
    "posts/data.txt": "1, 2\n",
    "posts/dot.png": PICTURES[0],
    "files/dot.png": PICTURES[0],
    "_templates/slots/footer-end.html": "<p>One</p>\n",
    "_static/mine.css": "p { color: red }\n",
    "mine/theme.conf": "[theme]\ninherit = sphinx_blogtheme\n",
    "mine/static/theme.css": "p { color: red }\n",
}
FIRST |= {
    name: post(TEXTS[number % 6], title=name, date=f"2025-0{number + 1}-01")
    for number, name in enumerate(NAMES)
}
OPTIONS = {
    "blog_search": "sphinx",
    "templates_path": ["_templates"],
    "html_static_path": ["_static"],
    "html_css_files": ["mine.css"],
    "numfig": True,
}

headers = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two", "$3 & <four>"]),
        "date": st.sampled_from(
            ["2025-03-01", "2025-03-02", "2024-12-31", "2026-02-01"]
        ),
        "categories": st.sampled_from([None, "python", "ai, python", "Ünder wegs"]),
    },
    optional={
        "slug": st.sampled_from(["c", "elsewhere"]),
        "state": st.sampled_from(["draft", "published"]),
        "tags": st.just("tag one, t"),
        "author": st.just("Ann"),
        "series": st.just("Serial"),
        "index": st.just("false"),
        "on-menu": st.just("true"),
        "updated": st.just("2025-06-01"),
        "image": st.sampled_from(["dot.png", "/dot.png", "none.png"]),
        "language": st.sampled_from(["de", "nonsense"]),
        "odd-key": st.just("1"),
        "aliases": st.sampled_from(["/old/", "/archives/", "/2025/03/c/"]),
        "pinned": st.just("true"),
        "canonical": st.just("https://example.com/x"),
        "template": st.sampled_from(["own.html", "none.html"]),
    },
)
confs = st.sampled_from(
    [
        {"blog_page_size": 2},
        {"blog_page_size": 10},
        {"blog_title": "Other"},
        {"blog_categories": {"ai": "Artificial"}},
        {"blog_menu": ["archives", ("Home", "/")]},
        {"blog_menu": ["about", ("C", "/2025/03/c/"), "feed"]},
        {"html_theme_options": {"colour_scheme": "dark"}},
        {"html_theme_options": {}},
        {"blog_search": "none"},
        {"blog_search": "sphinx"},
        {"blog_feeds": ["atom"]},
        {"nitpicky": True},
        {"nitpicky": False},
        {"suppress_warnings": ["myst"]},
        {"suppress_warnings": ["ref", "docutils", "blogtheme.link"]},
        {"suppress_warnings": []},
        {"blog_vocabularies": ["category"]},
        {"blog_permalink": "/{year}/{slug}/"},
        {"blog_drafts": True},
        {"exclude_patterns": ["posts/f.md"]},
        {"language": "de"},
        {"templates_path": []},
        {"show_warning_types": False},
        {"html_theme": "mine", "html_theme_path": ["."]},
        {"html_theme": "sphinx_blogtheme"},
        {"html_static_path": []},
        {"html_static_path": ["_static", "posts/data.txt"]},
        {"html_logo": "files/dot.png"},
        {"html_last_updated_fmt": "%Y"},
        {"html_extra_path": ["extra"]},
        {"html_copy_source": False},
        {"locale_dirs": ["locale"], "gettext_compact": "all", "language": "de"},
        {"rst_prolog": "Before.\n", "myst_enable_extensions": ["deflist"]},
        {"html_baseurl": "https://example.org/blog/"},
        {"blog_trust": "prose"},
        {"blog_default_author": "Eve"},
        {"content_security_policy": False},
    ]
)

OLD, SAME, LATE = 1_500_000_000, 1_600_000_000, 4_000_000_000
"""Times of files, in seconds: of a backup, of an archive that has but one, and of a
machine whose clock is wrong."""
BUILDERS = st.sampled_from(["dirhtml", "dirhtml", "html"])

times = st.sampled_from([None, None, None, OLD, SAME])
files = st.one_of(
    *(
        st.tuples(st.just(name), st.sampled_from(contents))
        for name, contents in {
            "posts/dot.png": [*PICTURES, None],
            "files/dot.png": [*PICTURES, None],
            "posts/part.txt": ["Part.\n", "Other {ref}`lab`.\n", "Pact.\n", None],
            "posts/data.txt": ["1, 2\n", "3, 4\n", None],
            "posts/missing.png": [*PICTURES, None],
            "posts/nothing": ["x", None],
            "posts/_defaults.yml": [
                "author: Bob\n",
                "state: draft\n",
                "tags: [x]\n",
                None,
            ],
            "_templates/slots/footer-end.html": ["<p>One</p>\n", "<p>Two</p>\n", None],
            "_templates/slots/post-after.html": ["<p>After</p>\n", None],
            "_static/mine.css": ["p { color: red }\n", "p { color: tan }\n", None],
            "_static/new.js_t": ["{{ project }}\n", "2\n", None],
            "_templates/page.html": [PAGE.format("1"), PAGE.format("2"), None],
            "_templates/own.html": [PAGE.format("3"), PAGE.format("4"), None],
            "mine/static/theme.css": ["p { color: tan }\n", None],
            "mine/page.html": [PAGE.format("5"), PAGE.format("6"), None],
            "files/llms.txt": ["own\n", None],
            "files/own.txt": ["own\n", "other\n", None],
            "files/tag/t/index.html": ["<title>Own</title>\n", None],
            "files/_static/mine.css": ["p { color: blue }\n", None],
            "extra/own.txt": ["extra\n", None],
            "locale/de/LC_MESSAGES/all.po": [
                WORDS.format("Da."),
                WORDS.format("Ja."),
                None,
            ],
            "case.md": [_PAGE + "# Lower\n", None],
            "Case.md": [_PAGE + "# Upper\n", None],
            "posts/index.md": ["# Posts\n", None],
            "archives.md": [_PAGE + "# Own archives\n", _PAGE, None],
            "tag/t.md": [_PAGE + "# Own tag\n", None],
            "index.md": [
                "# Blog\n\nHello.\n",
                "# Log\n\n{ref}`lab`\n",
                "# Log\n\n```{toctree}\n:glob:\n*\nposts/a\n```\n",
            ],
            "guide.md": [*GUIDES, None],
            "notes.rst": [*NOTES, None],
            "about.md": ["---\norphan:\n---\n# On me\n", FIRST["about.md"], None],
        }.items()
    )
)
moves = st.one_of(
    st.tuples(st.just("times"), st.sampled_from([None, OLD, LATE])),
    st.tuples(st.just("move"), st.sampled_from(["source", "source-2", "deep/source"])),
    st.tuples(
        st.just("restore"),
        st.sampled_from([0, 0, 1, 2]),
        st.sampled_from(["out", "out-2"]),
        st.booleans(),
    ),
)
"""What changes the place, the times or the age of files, and none of them."""
edits = st.one_of(
    st.tuples(
        st.just("write"),
        st.sampled_from(NAMES),
        headers,
        st.sampled_from(TEXTS),
        times,
    ),
    st.tuples(st.just("file"), files, times),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("configure"), confs),
    st.tuples(st.just("clock"), st.sampled_from([1_740_000_000, 1_780_000_000])),
    st.just(("litter",)),
    st.tuples(st.just("case"), st.sampled_from([*NAMES, "case.md", "Case.md"])),
    st.tuples(st.just("build"), BUILDERS),
    st.tuples(st.just("anew"), BUILDERS),
    moves,
)


def make(blog, edit):
    """Do what an author or a pipeline does, and return the site where it is then."""
    kind, *rest = edit
    if kind == "write":
        name, header, text, time = rest
        write(blog, name, post(text, **header), time)
    elif kind == "file":
        write(blog, *rest[0], rest[1])
    elif kind == "configure":
        blog.configure(**rest[0])
    elif kind == "clock":
        os.environ["SOURCE_DATE_EPOCH"] = str(rest[0])
    elif kind in WHOLE:
        return WHOLE[kind](blog, *rest) or blog
    elif (blog.source / rest[0]).is_file():
        change(kind, blog.source / rest[0], blog.source / rest[-1])
    return blog


def change(kind, file, other):
    """Remove or rename a file."""
    if kind == "remove":
        file.unlink()
    elif kind == "case":
        file.rename(file.with_name(file.name.swapcase().replace(".MD", ".md")))
    else:
        file.rename(other)


def _set_times(blog, time):
    """Give all sources one time, or the present one."""
    for path in blog.source.rglob("*"):
        if path.is_file():
            os.utime(path, time and (time, time))


def _move(blog, name):
    """Move the source folder."""
    target = blog.outputs.parent / name
    if target != blog.source:
        target.parent.mkdir(exist_ok=True)
        blog.source.rename(target)
    return replace(blog, source=target)


def _restore(blog, steps, name, from_archive):
    """Go on from a copy of what a build left, as a pipeline does from its cache.

    :param steps: how many builds it is older than the last.
    :param name: the folder where it is put.
    :param from_archive: whether the copy is as an archive has it, with the times of
        files, and below a new checkout.
    """
    caches = sorted(caches_of(blog).iterdir())
    outputs = blog.outputs.with_name(name)
    shutil.rmtree(outputs, ignore_errors=True)
    copy = shutil.copy2 if from_archive else shutil.copy
    shutil.copytree(caches[-1 - steps % len(caches)], outputs, copy_function=copy)
    if from_archive:
        _set_times(blog, None)
    return replace(blog, outputs=outputs)


def keep_cache(blog):
    """Keep a copy of what a build left, with its place in the order of builds."""
    target = caches_of(blog) / f"{len(list(caches_of(blog).glob('*'))):03}"
    shutil.copytree(blog.outputs, target, ignore=shutil.ignore_patterns("fresh-*"))


def caches_of(blog):
    """Return the folder with the copies of what the builds left."""
    return blog.outputs.with_name("caches")


def _litter(blog):
    """Leave what a killed build leaves, below the output and the doctrees."""
    for folder in blog.outputs.glob("*"):
        for name in ("2025/03/c/.index.html.99-1.tmp", ".rss.xml.7.tmp"):
            path = folder / name
            if folder.is_dir() and not folder.name.startswith("fresh"):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("A secret.")
    for path in blog.outputs.rglob("manifest.json"):
        found = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**found, "digests": {}}), encoding="utf-8")


WHOLE = {"times": _set_times, "move": _move, "restore": _restore, "litter": _litter}


def build(blog, edit):
    """Build as an edit says, where it is a build; ``anew`` is with -a -E."""
    kind, builder = edit
    anew = kind == "anew"
    for path in (blog.outputs / builder).rglob("*.*") if anew else ():
        if path.is_file():
            path.write_bytes(path.read_bytes() + b" by hand")
    return blog.build(
        builder,
        warnings=None,
        parallel=1 if anew else 2,
        doctrees="doctrees",
        anew=anew,
        env_anew=anew,
    )


def write(blog, name, content, time):
    """Write a file, with a time of its own if one is given, or remove it."""
    path = blog.source / name
    if content is None:
        path.unlink(missing_ok=True)
        return
    blog.write({name: content})
    if time is not None:
        os.utime(path, (time, time))
