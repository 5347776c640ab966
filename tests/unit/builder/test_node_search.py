"""Trees are searched more quickly than docutils does it, for the same nodes."""

from __future__ import annotations

import typing
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.transforms.references import DanglingReferences
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util.nodes import NodeMatcher

from sphinx_blogtheme.builder.speedups.node_search import fast_searches

KINDS = (nodes.paragraph, nodes.emphasis, nodes.target, nodes.section, nodes.title)
CONDITIONS = (
    *KINDS,
    nodes.Node,
    nodes.Text,
    nodes.Inline,
    nodes.TextElement,
    nodes.image,
    None,
    lambda node: isinstance(node, nodes.title),
)
MATCHERS = (
    NodeMatcher(nodes.paragraph, names=typing.Any),
    NodeMatcher(nodes.title, nodes.Text),
    NodeMatcher(nodes.image),
    NodeMatcher(),
)

trees = st.recursive(
    st.builds(nodes.Text, st.text(max_size=2)),
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from(KINDS),
        st.lists(below, max_size=4),
    ),
    max_leaves=20,
)


def document(*children):
    """Return a document that holds nodes."""
    whole = new_document("")
    whole.extend(children)
    return whole


def found(root):
    """Return what all searches find."""
    return [
        *(list(map(id, root.findall(condition))) for condition in CONDITIONS),
        *(list(map(id, matcher.findall(root))) for matcher in MATCHERS),
    ]


@given(st.lists(trees, max_size=4))
def test_same_nodes_are_found_in_the_same_order(children):
    """In a document, and below any of its nodes."""
    tree = document(*children)
    below = [tree, *tree.findall()]
    expected = [found(root) for root in below]
    with fast_searches():
        assert [found(root) for root in below] == expected


WAYS = {
    "append": lambda tree, node: tree.append(node),
    "insert": lambda tree, node: tree[0].insert(0, node),
    "replace": lambda tree, node: tree[0].replace_self(node),
    "slice": lambda tree, node: tree.__setitem__(slice(0, 1), [node]),
    "within another": lambda tree, node: tree.append(nodes.section("", node)),
    "new children": lambda tree, _: setattr(tree[0], "children", [nodes.image()]),
}


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
def test_node_that_comes_later_is_found(put):
    """A tree may have gained what it didn't have a moment ago."""
    tree, node = document(nodes.paragraph("", "Text")), nodes.image()
    with fast_searches():
        assert not list(tree.findall(nodes.image))
        put(tree, node)
        assert len(list(tree.findall(nodes.image))) == 1


def test_what_lies_below_a_node_that_comes_later_is_found():
    """It may have been made long before, as what is read from a file has been."""
    tree, section = document(), nodes.section("", nodes.image())
    with fast_searches():
        assert not list(tree.findall(nodes.image))
        tree.append(section)
        assert len(list(tree.findall(nodes.image))) == 1


def test_search_begins_when_it_is_asked_for_a_node():
    """A search that waits finds what has come in between, as docutils' own does."""
    tree = document()
    with fast_searches():
        waiting = tree.findall(nodes.image)
        tree.append(nodes.image())
        assert len(list(waiting)) == 1


blocks = st.lists(
    st.one_of(
        st.builds(lambda text: nodes.literal_block(text, text), st.sampled_from("ab")),
        st.builds(lambda: nodes.literal_block("a\na", "a\na", language="c")),
        st.builds(lambda: nodes.section("", nodes.literal_block("", "", linenos=True))),
        st.builds(
            lambda name: addnodes.highlightlang(
                lang=name, force=False, linenothreshold=2
            ),
            st.sampled_from(["rst", "sh"]),
        ),
        st.builds(lambda: type("own", (nodes.literal_block,), {})("", "")),
    ),
    max_size=4,
)


@given(blocks, st.booleans())
def test_blocks_of_code_get_the_same_language(children, may_change):
    """That of the site, or of the directive before them."""
    if not may_change:
        children = [c for c in children if not isinstance(c, addnodes.highlightlang)]
    trees = [document(*(child.deepcopy() for child in children)) for _ in "12"]
    settings = SimpleNamespace(config=SimpleNamespace(highlight_language="python"))
    for tree in trees:
        tree.settings.env = settings
    highlight(trees[0])
    with fast_searches():
        highlight(trees[1])
    assert trees[1].pformat() == trees[0].pformat()


def highlight(tree):
    """Give the blocks of code their languages."""
    HighlightLanguageTransform(tree).apply()


references = st.builds(
    lambda kind, options: kind("a", "a", **options),
    st.sampled_from(
        [
            nodes.reference,
            nodes.footnote_reference,
            nodes.citation_reference,
            type("own", (nodes.reference,), {}),
        ]
    ),
    st.sampled_from(
        [{}, {"refid": "a"}, {"refname": "known"}, {"refname": "twice"}]
        + [{"refname": name} for name in ("unknown", "<a>", "a <b")]
    ),
)


@given(st.lists(st.builds(lambda r: nodes.paragraph("", "", *r), st.lists(references))))
def test_the_same_references_lead_nowhere(children):
    """They become a problem to be told, or a link to what they name."""
    trees = [document(*(child.deepcopy() for child in children)) for _ in "12"]
    for tree in trees:
        tree.settings.report_level = 5
        tree.transformer.unknown_reference_resolvers = []
        for name in ("known", "twice", "twice"):
            target = nodes.target("", "", names=[name])
            tree.note_explicit_target(target)
            tree.append(target)
    DanglingReferences(trees[0]).apply()
    with fast_searches():
        DanglingReferences(trees[1]).apply()
    assert trees[1].pformat() == trees[0].pformat()


def test_docutils_has_its_own_search_again():
    """What was replaced is put back."""
    places = [
        (nodes.Node, "_fast_findall"),
        (nodes.Node, "setup_child"),
        (nodes.Node, "walk"),
        (nodes.Element, "__init__"),
        (NodeMatcher, "findall"),
        (HighlightLanguageTransform, "apply"),
    ]
    before = [vars(place)[name] for place, name in places]
    with fast_searches():
        assert [vars(place)[name] for place, name in places] != before
    assert [vars(place)[name] for place, name in places] == before


steps = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 7),
        st.sampled_from([nodes.image, nodes.paragraph, nodes.raw]),
        st.sampled_from(["make", "put", "move", "search"]),
    ),
    min_size=10,
    max_size=40,
)


@given(steps)
def test_documents_that_are_in_hand_at_once_are_told_apart(todo):
    """What is put into one, by way of another too, is found where it is."""
    with fast_searches():
        trees = [document() for _ in range(8)]
        for one, other, kind, action in todo:
            if action == "make":
                trees[one] = document(nodes.section("", kind()))
            elif action == "put":
                trees[one] += kind()
            elif action == "move" and trees[one].children:
                trees[other] += trees[one].children.pop()
            expected = [n for n in below(trees[one]) if isinstance(n, kind)]
            assert list(map(id, trees[one].findall(kind))) == list(map(id, expected))


def below(node):
    """Return a node and all below it."""
    return [node, *(n for child in node.children for n in below(child))]
