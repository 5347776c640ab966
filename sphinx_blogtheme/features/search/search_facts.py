"""What the search of documentation knows of pages and of the objects of an API.

A program interface is looked up by its names, which are no words of a text: neither
Pagefind nor a stemmer finds `split` in `text.split_lines`. So the objects of all domains
are in a file of their own, with the pages that they are on, and the search page lists
those whose names fit before the pages whose texts do. A blog without documentation has
no such file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.files import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.output.build import Build

FACTS = "searchfacts.json"
"""The file, beside Sphinx's ``searchindex.js``."""

_PAGE, _NOTEBOOK_PAGE, _POST = "page", "notebook", "post"
"""Kinds of documents, as filters name them; there is also ``api``, for objects."""

_NOTEBOOKS = (".ipynb",)

_PARAMETERS = {"functionParam", "templateParam"}
"""Types of C and C++ that are parts of a signature, with no place of their own."""


def has_documentation(env: BuildEnvironment) -> bool:
    """Return whether a site has a tree of pages."""
    return bool(env.toctree_includes)


def search_kind(build: Build, docname: str) -> str:
    """Return the kind of a document.

    A post that is a notebook is a post. Markdown is a notebook if MyST-NB has read it
    as one, of which it takes a note.
    """
    if docname in build.domain.posts:
        return _POST
    env: Any = build.env
    noted = getattr(env, "nb_metadata", {}).get(docname, {})
    is_notebook = str(env.doc2path(docname)).endswith(_NOTEBOOKS)
    return _NOTEBOOK_PAGE if is_notebook or "exec_data" in noted else _PAGE


def write_facts(build: Build, folder: Path, docnames: Iterable[str]) -> list[str]:
    """Write the file for the documents that the search finds; return its path.

    Its keys are ``pages``, with name, URL, title, kind and date of each, ``types``, the
    words for the types of objects, and ``objects``, with name, type, page and anchor,
    which is empty if it is the name. Types and pages are indices.

    :return: a list with the path in the output; empty for a site without documentation.
    """
    if not has_documentation(build.env):
        return []
    names = sorted(docnames)
    types: dict[str, int] = {}
    numbers = {name: number for number, name in enumerate(names)}
    found = [
        [name, types.setdefault(kind, len(types)), numbers[page], anchor]
        for name, kind, page, anchor in _objects(build, numbers)
    ]
    pages = [_page(build, name) for name in names]
    facts = {"types": [*types], "pages": pages, "objects": found}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    write_changed(folder / FACTS, text.encode("utf-8"))
    return [FACTS]


def _page(build: Build, docname: str) -> list[str]:
    builder = build.builder
    post = build.domain.posts.get(docname)
    shown = build.editions.of(docname).pages.post(post) if post else None
    title = post.title if post else build.env.titles[docname].astext()
    return [
        builder.search_name(docname),
        builder.get_target_uri(docname),
        title,
        search_kind(build, docname),
        shown.date_text if shown and shown.dated else "",
    ]


def _objects(
    build: Build, docnames: dict[str, int]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, type, document and anchor of each object, the important ones first.

    Those that Sphinx's own search leaves out, such as labels, are not among them, nor
    are parameters.
    """
    found = []
    for domain in build.env.domains.sorted():
        for name, shown, kind, docname, anchor, priority in domain.get_objects():
            if priority < 0 or docname not in docnames or kind in _PARAMETERS:
                continue
            described = domain.object_types.get(kind)
            word = str(domain.get_type_name(described)) if described else kind
            word = word[:1].upper() + word[1:]
            short = "" if anchor == shown else anchor
            found.append((priority, shown or name, word, docname, short))
    for _, *item in sorted(found):
        name, word, docname, anchor = item
        yield name, word, docname, anchor
