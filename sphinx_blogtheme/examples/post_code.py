"""Read the code of a post, and what its header says of it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.discovery.source_files import with_empty_lines
from sphinx_blogtheme.examples.markdown_code import markdown_parts
from sphinx_blogtheme.examples.notebook_code import notebook_blocks, other_language
from sphinx_blogtheme.examples.pairing import blocks_of
from sphinx_blogtheme.examples.post_runs import PostCode
from sphinx_blogtheme.examples.rst_code import rst_parts
from sphinx_blogtheme.examples.verdicts import CodeFault
from sphinx_blogtheme.markdown.notebooks import notebook_header
from sphinx_blogtheme.markdown.parser import BlogParser
from sphinx_blogtheme.model.code_needs import CodeNeeds
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.excerpt_separators import with_marker
from sphinx_blogtheme.model.posts import MARKDOWN, NOTEBOOK, RST

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.post_source import Source
    from sphinx_blogtheme.examples.blocks import CodeBlock
    from sphinx_blogtheme.model.posts import Header

_KEY = re.compile(r"^\W*python\W", re.IGNORECASE)


def read_post_code(
    env: BuildEnvironment, folder: Path, path: str, shown: str, source: Source | None
) -> PostCode:
    """Return the code of a file.

    :param env: the environment of the blog.
    :param folder: the blog's folder.
    :param path: path of the file from there, with forward slashes.
    :param shown: its path as it is shown.
    :param source: the post that it is; None if it is an ordinary page.
    """
    text = read_source(folder / path)
    markup = _markup_of(env, path)
    header = source.header if source else _header_of(env, path, markup)
    needs = header.front_matter.python or CodeNeeds()
    head = text.split("\n")[: header.body_line]
    lines = (n for n, line in enumerate(head, 1) if _KEY.match(line))
    post = PostCode(
        path=path,
        file=shown,
        folder=folder,
        needs=needs,
        needs_line=next(lines, 1),
        faults=tuple(
            CodeFault(line=problem.line or 1, message=problem.message)
            for problem in header.problems
            if problem.message.startswith("python: ")
        ),
    )
    try:
        blocks = _blocks_of(env, source, header, text, markup)
    except ValueError as error:
        message = f"the file cannot be read as a notebook: {error}"
        return replace(post, faults=(CodeFault(line=1, message=message),))
    return replace(post, blocks=tuple(blocks))


def read_blocks(
    env: BuildEnvironment, path: str, source: Source | None, text: str
) -> list[CodeBlock]:
    """Return the code that a file would have with another text; ``read_post_code``.

    :raises ValueError: if it is to be a notebook, and is none.
    """
    markup = _markup_of(env, path)
    header = source.header if source else _header_of(env, path, markup)
    return _blocks_of(env, source, header, text, markup)


def _markup_of(env: BuildEnvironment, path: str) -> str:
    """Return the file type of a source, as in ``source_suffix``."""
    if path.endswith(".ipynb"):
        return NOTEBOOK
    project = env.project
    suffixes = project.suffixes if isinstance(project, BlogProject) else {}
    known = (markup for suffix, markup in suffixes.items() if path.endswith(suffix))
    return next(known, RST if path.endswith(".rst") else MARKDOWN)


def _header_of(env: BuildEnvironment, path: str, markup: str) -> Header:
    project = env.project
    assert isinstance(project, BlogProject)  # noqa: S101 -- `read_blog` has looked
    return project.headers.read(path, markup=markup, expected=False)[0]


def _blocks_of(
    env: BuildEnvironment,
    source: Source | None,
    header: Header,
    text: str,
    markup: str,
) -> list[CodeBlock]:
    """Return the blocks of a text.

    :raises ValueError: if it is to be a notebook, and is none.
    """
    if markup == NOTEBOOK:
        return notebook_blocks(text)
    body = with_empty_lines(text, header.body_line)
    if markup == RST:
        return blocks_of(rst_parts(body))
    if separator := header.front_matter.excerpt_separator:
        body = with_marker(body, separator)
    parser = BlogParser.for_tokens(env, source, body)
    blocks = blocks_of(markdown_parts(body, partial(_tokens, parser)))
    other = other_language(notebook_header(text) or {})
    if other:
        reason = f"the notebook is in {other}"
        blocks = [
            replace(block, options=replace(block.options, skip=reason))
            for block in blocks
        ]
    return blocks


def _tokens(parser: MarkdownIt, text: str) -> list[Token]:
    return parser.parse(text, {})
