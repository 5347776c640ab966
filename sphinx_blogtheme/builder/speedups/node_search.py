"""Search a doctree only for nodes of classes that the document may have.

Docutils, Sphinx and MyST search the whole tree some fifty times for each document,
mostly for nodes that few documents have: citations, glossaries, aliases of C. That is a
fifth of the time of reading, and there is no hook
(https://github.com/sphinx-doc/sphinx/issues/14277).  So docutils' search (0.22) is
replaced while documents are read or written by one that yields the same nodes in the
same order, but knows which classes of nodes a document has.
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


MAX_DOCUMENTS = 4
"""Documents whose classes are kept: the current one and those drawn with it."""


class NodeClasses:
    """The classes of the nodes that each document may have.

    A document gains a class if a node is made, or put into any tree. Removed nodes are
    not counted: their classes are searched for in vain.
    """

    def __init__(self) -> None:
        self._classes: dict[nodes.Node, set[type]] = {}
        self._noted: set[type] = set()
        """Classes that every document in mind may have."""
        self._held: dict[object, bool] = {}

    def making(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function like `Element.__init__` that notes the node's class."""

        def make(node: nodes.Node, *arguments: Any, **options: Any) -> Any:
            if type(node) not in self._noted:
                if isinstance(node, nodes.document):
                    self._begin(node, {type(node)})
                else:
                    self._note(node)
            return function(node, *arguments, **options)

        return make

    def putting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function like `Node.setup_child` that notes the nodes' classes."""

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
        if len(self._classes) == MAX_DOCUMENTS:
            del self._classes[next(iter(self._classes))]
        self._classes[document] = classes
        self._noted.clear()
        self._held.clear()

    def holds(self, document: nodes.Node, classes: type | tuple[type, ...]) -> bool:
        """Return whether a document may have a node of one of the classes."""
        if document not in self._classes:
            self._begin(document, {type(node) for node in walk(document, nodes.Node)})
        key = document, classes
        if key not in self._held:
            self._held[key] = any(
                issubclass(kind, classes) for kind in self._classes[document]
            )
        return self._held[key]


def walk(root: nodes.Node, classes: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Yield the nodes of the classes at and below `root`, in document order."""
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
    """Return a function like `walking` that finds blocks of code by a search.

    Sphinx visits all nodes of a document for its blocks of code, because a directive
    may change the language for those that follow.

    :param walking: `HighlightLanguageTransform.apply`.
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
            if type(block).__name__ == "literal_block":  # as a visitor compares it
                visitor.visit_literal_block(block)

    return apply


def references_by_search(
    search: Callable[..., Iterator[nodes.Node]], walking: Callable[..., bool]
) -> Callable[..., bool]:
    """Return a function like `walking` that finds references by a search.

    Docutils visits all nodes of a document for its dangling references.

    :param search: yields the nodes of a tree that are of some classes.
    :param walking: `Node.walk`.
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
def fast_searches() -> Iterator[None]:
    """Replace the searches of docutils and Sphinx while the block runs."""
    if not is_on("node_search"):
        yield
        return
    census = NodeClasses()

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
