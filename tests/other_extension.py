"""An extension as others write them, which knows nothing of ours.

It writes what it finds into ``answers.json`` in the output.
"""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path
from queue import SimpleQueue

from docutils import nodes
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

STOCK = {"html": StandaloneHTMLBuilder, "dirhtml": DirectoryHTMLBuilder}

QUESTIONS = {
    "type": lambda builder, kind: type(builder) is kind,
    "one of a tuple": lambda builder, _: type(builder) in tuple(STOCK.values()),
    "key of a table": lambda builder, kind: {kind: True}.get(type(builder), False),
    "name of the class": lambda builder, kind: type(builder).__name__ == kind.__name__,
    "__class__": lambda builder, kind: builder.__class__ is kind,
    "isinstance": isinstance,
    "name": lambda builder, kind: STOCK[builder.name] is kind,
}

WIDGET = "widget"
"""Class of the elements for which a page gets style sheets and scripts."""

ANSWERS: dict[str, object] = {}
"""What was found in the last build."""


def _ask(builder):
    kind = STOCK[builder.name]
    return {name: ask(builder, kind) for name, ask in QUESTIONS.items()}


def _note(event, builder):
    ANSWERS.setdefault(event, _ask(builder))


def _list_page(app, pagename):
    """Note a page for a sitemap, as sphinx-sitemap does."""
    uri = f"{pagename}.html"
    if app.builder.name == "dirhtml":
        uri = "" if pagename == "index" else f"{pagename}/"
    if not any(fnmatch(uri, pattern) for pattern in app.config.sitemap_excludes):
        app.sitemap_links.put((uri, None))


def _on_page(app, pagename, templatename, context, doctree):
    _note("html-page-context", app.builder)
    _list_page(app, pagename)
    if doctree is None:
        return
    classes = {
        name for node in doctree.findall(nodes.Element) for name in node["classes"]
    }
    if WIDGET in classes:
        app.add_css_file("widget.css", media="screen")
        app.add_js_file("widget.js", defer="defer")
        app.add_js_file(None, body="widget()", priority=900)


def _on_resolved(app, doctree, docname):
    _note("doctree-resolved", app.builder)


def _visit(translator, node):
    _note("visitor", translator.builder)
    raise nodes.SkipNode


class Asking(nodes.General, nodes.Element):
    """A node that is drawn as nothing."""


def _on_read(app, doctree):
    doctree.append(Asking())


def _finish(app, exception):
    ANSWERS["sitemap"] = []
    while not app.sitemap_links.empty():
        ANSWERS["sitemap"].append(app.sitemap_links.get()[0])
    _note("build-finished", app.builder)
    Path(app.outdir, "answers.json").write_text(json.dumps(ANSWERS), "utf-8")


def setup(app):
    """Register what most extensions do."""
    ANSWERS.clear()
    app.sitemap_links = SimpleQueue()
    app.add_config_value("sitemap_excludes", [], "")
    app.add_node(Asking, html=(_visit, None))
    for event, handler in {
        "builder-inited": lambda app: _note("builder-inited", app.builder),
        "doctree-read": _on_read,
        "doctree-resolved": _on_resolved,
        "html-page-context": _on_page,
        "build-finished": _finish,
    }.items():
        app.connect(event, handler)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
