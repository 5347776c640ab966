"""Give the generated pages that a toctree names a title in the tree of pages.

Sphinx's tree takes the titles of documents from a table, ``env.tocs``. The pages are
in it only after sections have been numbered, since they are no documents with numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.pages.titles import Titles
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def remove_page_titles(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove what the last build has entered (on ``env-updated``)."""
    del app
    for name in env.tocs.keys() - env.all_docs.keys():
        del env.tocs[name]
        env.titles.pop(name, None)


def add_page_titles(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Enter the titles of the pages that toctrees name (on ``env-get-updated``).

    :return: the documents that change by it, which are none.
    """
    names = set(named_pages(env))
    if not names:
        return []
    session = session_of(env)
    blog = read_config(app.config)
    titles = {e.folder: Titles(app.config, blog, e) for e in session.editions}
    folder = session.editions.lists[0].folder
    for name in names & session.pages.keys():
        # With other builders it leads to the published site.
        url = name if makes_site(app.builder) else f"{site_url(app.config)}{name}/"
        view = session.pages[name]
        heading = titles.get(view.folder, titles[folder]).heading(view)
        title = nodes.Text(_(heading))
        link = nodes.reference("", "", title, internal=True, refuri=url, anchorname="")
        paragraph = addnodes.compact_paragraph("", "", link)
        env.titles[name] = nodes.title("", "", title.copy())  # for other themes
        env.tocs[name] = nodes.bullet_list("", nodes.list_item("", paragraph))
    return []


def named_pages(env: BuildEnvironment) -> Iterator[str]:
    """Yield the entries of toctrees that are no documents."""
    for docname in env.toctree_includes.keys() & env.tocs.keys():
        for toctree in env.tocs[docname].findall(addnodes.toctree):
            for _title, target in toctree["entries"]:
                if target not in env.all_docs:
                    yield target
