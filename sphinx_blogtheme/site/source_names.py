"""Give other extensions the source file of a post where they derive it from a docname.

For Sphinx alone, the docname ``posts/x`` is the path ``posts/x.md`` without its suffix,
and many extensions and themes make one from the other. The docname of a post is its
permalink, ``2025/03/x``. All that leads from one to the other for code that is not ours
is in this module:

- `SourceName` is the docname that listeners get: with the suffix of the source after
  it, it is the path of the source. Templates get a `WrittenSourceName`.
- `adapt_listeners` is for the listeners that need more than that.
- `note_source_folders` is for diagrams, whose program runs in the folder of the source;
  `draw_by_page` is for the links in them.
- `store_code_by_docname` is for the reverse: sphinx-codeautolink stores by path what it
  looks up by docname.
"""

from __future__ import annotations

import posixpath
from posixpath import splitext
from typing import TYPE_CHECKING, Any, Self

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    Listener = Callable[..., Any]

_EVENT = "html-page-context"


class SourceName(str):
    """A docname; with the suffix of its source after it, the path of the source.

    With the docname ``2025/03/x`` of ``posts/x.md``, ``name + ".md"`` is
    ``posts/x.md``, and ``name + ".html"`` is ``2025/03/x.html``.
    """

    __slots__ = ("stem", "suffix")
    stem: str
    suffix: str

    def __new__(cls, docname: str, path: str) -> Self:
        """Return the name of a document with a source path, such as ``posts/x.md``."""
        self = super().__new__(cls, docname)
        self.stem, self.suffix = splitext(path)
        return self

    def __add__(self, other: str) -> str:
        """Return the path of the source if `other` is its suffix."""
        return (self.stem if other == self.suffix else str.__str__(self)) + other

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is copied: with its path."""
        return type(self), (str.__str__(self), self.stem + self.suffix)


class WrittenSourceName(SourceName):
    """A `SourceName` that is the path also where it is written before the suffix.

    Templates write ``{{ pagename }}{{ page_source_suffix }}``, and functions
    ``f"{pagename}{suffix}"``. It is equal to the docname, and is found by it.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Return the path of the source without its suffix."""
        return self.stem

    def __format__(self, spec: str) -> str:
        """Return the path of the source without its suffix."""
        return format(self.stem, spec)

    def __radd__(self, other: str) -> str:
        """Return it after another text: ``base + pagename + suffix``."""
        return other + self.stem


def source_name(
    env: BuildEnvironment, docname: str, kind: type[SourceName] = SourceName
) -> str:
    """Return the docname of a post as a `SourceName`, that of another page as it is."""
    source = source_of(env, docname)
    return kind(docname, source.path) if source else docname


def name_source(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Let ``pagename`` in templates be the path of the source where it is written.

    It is called last on ``html-page-context``.
    """
    del templatename, doctree
    context["pagename"] = source_name(app.env, pagename, WrittenSourceName)


def adapt_listeners(app: Sphinx) -> None:
    """Adapt what needs more than a `SourceName` (on ``builder-inited``).

    What is connected here is called directly after all listeners of that priority.
    """
    if not makes_site(app.builder):
        return
    draw_by_page(app)
    for listener in list(app.events.listeners.get(_EVENT, ())):
        handler: Listener = listener.handler
        match getattr(handler, "__module__", ""):
            case "pydata_sphinx_theme.edit_this_page":
                added = _with_written_name(handler)
            case "sphinx_book_theme.header_buttons.launch":
                added = lead_buttons_to_source
            case "sphinx_codeautolink.extension":
                app.disconnect(listener.id)
                added = _with_folder(handler)
            case _:
                continue
        app.connect(_EVENT, added, priority=listener.priority)


def _with_written_name(listener: Listener) -> Listener:
    """Return a listener that calls another for posts, with a `WrittenSourceName`."""

    def call(app: Sphinx, pagename: str, *args: Any) -> None:
        name = source_name(app.env, pagename, WrittenSourceName)
        if name is not pagename:
            listener(app, name, *args)

    return call


def lead_buttons_to_source(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Let the buttons of sphinx-book-theme lead to the source of a post."""
    del templatename, doctree
    source = source_of(app.env, pagename)
    waiting = list(context.get("header_buttons", ())) if source else []
    while source and waiting:
        button = waiting.pop()
        waiting += button.get("buttons", ())
        if isinstance(url := button.get("url"), str):
            path = f"{pagename}{splitext(source.path)[1]}"
            button["url"] = url.replace(path, source.path)


def _with_folder(listener: Listener) -> Listener:
    """Return sphinx-codeautolink's listener, whose links count folders of the name."""

    def call(app: Sphinx, pagename: str, *args: Any) -> None:
        blocks = app.env.sphinx_codeautolink_transforms  # type: ignore[attr-defined]
        if pagename not in blocks or source_of(app.env, pagename) is None:
            listener(app, pagename, *args)
            return
        page = f"{pagename}/index"
        blocks[page] = blocks[pagename]
        try:
            listener(app, page, *args)
        finally:
            del blocks[page]

    return call


def note_source_folders(app: Sphinx, doctree: nodes.document) -> None:
    """Let Graphviz run in the folder of a post's source (on ``doctree-read``).

    Sphinx runs it in the folder of the docname, which need not exist.
    """
    source = source_of(app.env)
    if source is None or "sphinx.ext.graphviz" not in app.extensions:
        return
    from sphinx.ext.graphviz import graphviz

    for node in doctree.findall(graphviz):
        options: dict[str, Any] = node.get("options", {})
        if "docname" in options:
            node["options"] = options | {"docname": splitext(source.path)[0]}


def draw_by_page(app: Sphinx) -> None:
    """Let links in the diagrams of a post go by its page.

    Sphinx takes those of an SVG file for links from the file ``NAME.html``.
    """
    if "sphinx.ext.graphviz" not in app.extensions:
        return
    from sphinx.ext.graphviz import graphviz, html_visit_graphviz

    def visit(translator: HTML5Translator, node: graphviz) -> None:
        document, name = translator.document, translator.builder.current_docname
        source, written = source_of(app.env, name), document["source"]
        if source is not None:  # Sphinx looks for the docname of this path
            index = f"{name}/index{splitext(source.path)[1]}"
            document["source"] = str(app.srcdir / index)
        try:
            html_visit_graphviz(translator, node)
        finally:
            document["source"] = written

    app.add_node(graphviz, override=True, html=(visit, None))


class PlaceDiagramLinks(SphinxPostTransform):
    """Makes the links of inheritance diagrams go by the root of the site.

    Sphinx takes them for links from the file ``NAME.html``, while the page of a post
    is a folder.
    """

    default_priority = 700  # when references are resolved
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the links in one document."""
        del kwargs
        builder = session_of(self.env).builder
        if not makes_site(builder) or "graphviz_output_format" not in self.config:
            return
        from sphinx.ext.inheritance_diagram import inheritance_diagram

        page = builder.get_target_uri(self.env.docname)
        # The links of an SVG file pass `os.path.relpath`, which drops a slash.
        index = "index.html" if self.config.graphviz_output_format == "svg" else ""
        for diagram in self.document.findall(inheritance_diagram):
            for link in diagram.findall(nodes.reference):
                if "refid" in link:
                    link["refuri"] = _by_root(page, f"#{link['refid']}", index)
                elif link.get("internal") and "refuri" in link:
                    link["refuri"] = _by_root(page, link["refuri"], index)


def _by_root(page: str, uri: str, index: str) -> str:
    """Return a URI, relative to a page, as one that goes up to the root first.

    :param index: name of the file of a folder, if that is to be named.
    """
    path, mark, fragment = uri.partition("#")
    folder = posixpath.dirname(page)
    target = posixpath.normpath(posixpath.join("/", folder, path)) if path else page
    if target.endswith("/") or path.endswith(("/", ".")):
        target = f"{target.rstrip('/')}/{index}"
    return f"{'../' * page.count('/')}{target.lstrip('/')}{mark}{fragment}"


def store_code_by_docname(app: Sphinx, doctree: nodes.document) -> None:
    """Store what sphinx-codeautolink found in a post (on ``doctree-read``).

    It has stored it by the path of the source.
    """
    del doctree
    blocks = getattr(app.env, "sphinx_codeautolink_transforms", None)
    source = source_of(app.env)
    if blocks is None or source is None:
        return
    found = blocks.pop(splitext(source.path)[0], ())
    for block in found:
        block.example.document = app.env.docname
    blocks[app.env.docname] = list(found)


_OLD_CODE = "_blogtheme_old_code"


def keep_code(app: Sphinx) -> None:
    """Remember the last build's blocks of code (first on ``builder-inited``).

    sphinx-codeautolink forgets those of Markdown, and would not link a page that is
    written again, but not read again.
    """
    blocks = getattr(app.env, "sphinx_codeautolink_transforms", None)
    if blocks:
        setattr(app, _OLD_CODE, blocks)


def restore_code(app: Sphinx) -> None:
    """Give sphinx-codeautolink the blocks of code back (last on ``builder-inited``)."""
    blocks = getattr(app.env, "sphinx_codeautolink_transforms", None)
    for docname, found in getattr(app, _OLD_CODE, {}).items():
        if blocks is not None:
            blocks.setdefault(docname, found)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlaceDiagramLinks)
