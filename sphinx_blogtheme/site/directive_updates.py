"""The updates that ABlog's ``update`` directives declare: the change notes of a post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.model.inline_markdown import escape_markdown
from sphinx_blogtheme.model.posts import ChangeNote
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sphinx.environment import BuildEnvironment


def read_updates(
    env: BuildEnvironment,
    found: Iterable[nodes.Element],
    date_of: Callable[[BuildEnvironment, str, nodes.Element], datetime | None],
    title_of: Callable[[nodes.Element, datetime | None], str],
) -> None:
    """Read the updates of a document; those of a post are change notes.

    One with a date in the future is held back, if it is a post's.

    :param found: the nodes of the directives, in order.
    :param date_of: returns the date in a text; it warns of one that cannot be read.
    :param title_of: returns the title of an update.
    """
    domain, docname = blog_domain(env), env.docname
    post, project = domain.posts.get(docname), env.project
    noted = []
    for node in found:
        date = date_of(env, node["date"], node)
        if post and date and isinstance(project, BlogProject):
            held = date > project.today
            # The environment, which is stored, has no text that isn't public.
            text = "" if held else _first_words(node)
            noted.append((ChangeNote(date=date, text=text, in_text=True), node))
            if held:
                node.replace_self([])
                continue
        node.insert(0, nodes.title("", title_of(node, date)))
        node["classes"] = ["note", "update"]
    if not post or not noted:
        return
    domain.updates[docname] = tuple(note for note, _ in noted)
    post = domain.with_notes(post)
    domain.add_post(post)
    ids = {
        replace(note, id=""): note.id for note in reversed(post.changes) if note.in_text
    }
    for note, node in noted:
        if note in ids:
            node["ids"].append(ids.pop(note))


def _first_words(node: nodes.Element) -> str:
    """Return the first paragraph of an update as Markdown that shows its text."""
    first = next((n.astext() for n in node.findall(nodes.paragraph)), "")
    return escape_markdown(" ".join(first.split()))
