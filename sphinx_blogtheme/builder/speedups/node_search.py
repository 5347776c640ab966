"""Turn searches of a doctree for what it doesn't hold into no search at all.

Docutils, Sphinx and MyST look through the whole tree some fifty times for each
document, mostly for what few documents have: citations, glossaries, aliases of C.
That is a fifth of the time that reading takes, and there is no hook
(https://github.com/sphinx-doc/sphinx/issues/14277).  So docutils' search (0.22) is
replaced, while documents are read or written and no longer, by one that yields the
same nodes in the same order and knows which classes of node a document has.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import (
    HighlightLanguageTransform,
    HighlightLanguageVisitor,
)
from sphinx.util.nodes import NodeMatcher

from sphinx_blogtheme.builder.speedups.switch import is_on
from sphinx_blogtheme.patching import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


MOST_KNOWN = 4
"""Documents that are kept in mind: the one in hand, and what is drawn beside it."""


class Census:
    """Knows classes of nodes that a document may have, and none besides.

    A tree gains a class by a node that is made or put into it, perhaps by way of
    another tree. That nodes are taken away is no reason to look again: what may be
    there is searched for.
    """

    def __init__(self) -> None:
        self._classes: dict[nodes.Node, set[type]] = {}
        self._noted: set[type] = set()
        """Classes that every document in mind may have."""
        self._held: dict[object, bool] = {}

    def making(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and notes the node that is made."""

        def make(node: nodes.Node, *arguments: Any, **options: Any) -> Any:
            if type(node) not in self._noted:
                if isinstance(node, nodes.document):
                    self._begin(node, {type(node)})
                else:
                    self._note(node)
            return function(node, *arguments, **options)

        return make

    def putting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and notes what is put into a tree."""

        def put(parent: nodes.Node, child: nodes.Node) -> Any:
            for node in walk(child, nodes.Node) if child.children else (child,):
                if type(node) not in self._noted:
                    self._note(node)
            return function(parent, child)

        return put

    def _note(self, node: nodes.Node) -> None:
        self._noted.add(type(node))
        for classes in self._classes.values():
            classes.add(type(node))
        self._held.clear()

    def _begin(self, document: nodes.Node, classes: set[type]) -> None:
        if len(self._classes) == MOST_KNOWN:
            del self._classes[next(iter(self._classes))]
        self._classes[document] = classes
        self._noted.clear()
        self._held.clear()

    def holds(self, document: nodes.Node, classes: type | tuple[type, ...]) -> bool:
        """Tell whether a document may have a node of one of the classes."""
        if document not in self._classes:
            self._begin(document, {type(node) for node in walk(document, nodes.Node)})
        key = document, classes
        if key not in self._held:
            self._held[key] = any(
                issubclass(kind, classes) for kind in self._classes[document]
            )
        return self._held[key]


def walk(root: nodes.Node, classes: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Yield the nodes of the classes at and below `root`, in the order of the text."""
    if isinstance(root, classes):
        yield root
    above: list[Iterator[nodes.Node]] = []
    level = iter(root.children)
    while True:
        for node in level:
            if isinstance(node, classes):
                yield node
            if node.children:
                above.append(level)
                level = iter(node.children)
                break
        else:
            if not above:
                return
            level = above.pop()


def highlighting_by_search(walking: Callable[..., None]) -> Callable[..., None]:
    """Return what gives code its language as `walking` does, without a walk.

    Sphinx walks through the whole document for its blocks of code, on account of
    the directive that changes the language from there on.
    """

    def apply(transform: HighlightLanguageTransform, **options: Any) -> None:
        document = transform.document
        if any(document.findall(addnodes.highlightlang)) or any(
            document.findall(addnodes.start_of_file)
        ):
            walking(transform, **options)
            return
        language = transform.config.highlight_language
        visitor = HighlightLanguageVisitor(document, language)
        visitor.visit_document(document)
        for block in document.findall(nodes.literal_block):
            if type(block).__name__ == "literal_block":  # by which a walk chooses
                visitor.visit_literal_block(block)

    return apply


def references_by_search(
    search: Callable[..., Iterator[nodes.Node]], walking: Callable[..., bool]
) -> Callable[..., bool]:
    """Return what visits nodes as `walking` does, and searches for references.

    Docutils walks through the whole document for those that lead nowhere.
    """
    kinds = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)

    def walk_for(root: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
        if type(visitor) is not DanglingReferencesVisitor:
            return walking(root, visitor)
        for reference in list(search(root, kinds)):
            visitor.dispatch_visit(reference)
        return False

    return walk_for


@contextmanager
def quick_searches() -> Iterator[None]:
    """Search trees as described while the block runs."""
    if not is_on("node_search"):
        yield
        return
    census = Census()

    def search(root: nodes.Node, classes: Any) -> Iterator[nodes.Node]:
        if isinstance(root, nodes.document) and not census.holds(root, classes):
            return iter(())
        return walk(root, classes)

    def match(matcher: NodeMatcher[Any], root: nodes.Node) -> Iterator[nodes.Node]:
        yield from filter(matcher.match, search(root, matcher.classes or nodes.Node))

    with ExitStack() as stack:
        for place, name, replacement in (
            (nodes.Element, "__init__", census.making),
            (nodes.Node, "setup_child", census.putting),
            (nodes.Node, "_fast_findall", lambda _: search),
            (nodes.Node, "walk", partial(references_by_search, search)),
            (NodeMatcher, "findall", lambda _: match),
            (HighlightLanguageTransform, "apply", highlighting_by_search),
        ):
            stack.enter_context(replaced(place, name, replacement))
        yield
