"""The pages of a site of documentation, which become ordinary pages in toctrees.

MyST reads them, so that their bodies have to be in its Markdown. Their paths are those
of the old site, and with them their URLs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.model.inline_markdown import escape_markdown
from sphinx_blogtheme.model.posts import FrontMatter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_HEADING = re.compile(r"^(?:#[ \t]+\S|<h1[\s>]|[^\n]+\n=+[ \t]*$)", re.MULTILINE)
_FENCED = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1", re.MULTILINE | re.DOTALL)
_WEB = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class TreeEntry:
    """An entry of a site's navigation: a page, a link elsewhere, or a group."""

    title: str = ""
    """The title that the navigation gives it, or ""."""
    path: str = ""
    """Path of the page's file in the new blog, or a URL; "" for a group."""
    children: list[TreeEntry] = field(default_factory=list)

    def pages(self) -> Iterator[str]:
        """Yield the paths of the entry and of all below it."""
        if self.path and not self.path.startswith(_WEB):
            yield self.path
        for child in self.children:
            yield from child.pages()


def ordinary_page(
    source: str,
    target: str,
    facts: FrontMatter,
    body: str,
    aliases: Sequence[str] = (),
) -> Document:
    """Return the document of a page.

    :param target: path of its file in the new blog.
    :param facts: of which title, description, aliases and language are kept.
    :param body: in the Markdown of MyST; a title is added if it has none.
    :param aliases: other old URLs that lead to it.
    """
    path = target if target == "index.md" else new_path(target)
    place = PurePosixPath(path)
    bare = place.parent if place.stem == "index" else place.with_suffix("")
    url = "/" if bare.as_posix() == "." else f"/{bare.as_posix()}/"
    header = FrontMatter(
        description=facts.description,
        tags=facts.tags,
        language=facts.language,
        aliases=tuple(alias for alias in (*facts.aliases, *aliases) if alias != url),
        is_post=False if "posts" in place.parts[:-1] else None,
        extra={"orphan": True} if facts.extra.get("orphan") else {},
    )
    text = write_header(header) if header != FrontMatter() else ""
    if facts.title and not has_title(body):
        body = f"# {escape_markdown(facts.title)}\n\n{body.lstrip()}"
    whole = f"{text}\n{body}" if text else body
    return Document(
        source=source,
        path=path,
        facts=replace(facts, url=url, aliases=header.aliases),
        body="",
        urls=(url,),
        page=True,
        as_it_is=(whole.rstrip() + "\n").encode(errors="replace"),
    )


def has_title(body: str) -> bool:
    """Return whether a body has a heading of the first level."""
    return _HEADING.search(_FENCED.sub("", body)) is not None


def toctrees(entries: Iterable[TreeEntry], folder: str = "") -> str:
    """Return the toctrees that show some entries, in MyST.

    A group becomes a toctree with a caption, or, if its first page has no title of its
    own in the navigation, an entry that this page's own toctree goes on from.

    :param folder: folder of the file that they are written to.
    """
    parts: list[str] = []
    plain: list[str] = []

    def close(lines: list[str], caption: str) -> None:
        if lines:
            head = [f":caption: {caption}"] if caption else []
            parts.append(
                "\n".join(
                    [
                        "```{toctree}",
                        ":hidden:",
                        ":titlesonly:",
                        *head,
                        "",
                        *lines,
                        "```",
                    ]
                )
            )

    for entry in entries:
        if entry.path or not entry.title:
            plain += _lines(entry, folder)
        else:
            close(plain, "")
            plain = []
            inner = [line for child in entry.children for line in _lines(child, folder)]
            close(inner, entry.title)
    close(plain, "")
    return "\n\n".join(parts)


def _lines(entry: TreeEntry, folder: str) -> Iterator[str]:
    """Yield the lines of a toctree for an entry; those of a group without a page."""
    if not entry.path:
        for child in entry.children:
            yield from _lines(child, folder)
        return
    if entry.path.startswith(_WEB):
        yield f"{entry.title or entry.path} <{entry.path}>"
        return
    name = f"/{PurePosixPath(entry.path).with_suffix('').as_posix()}"
    title = " ".join(entry.title.replace("<", "").replace(">", "").split())
    yield f"{title} <{name}>" if title else name


def with_toctrees(
    documents: Sequence[Document], entries: Sequence[TreeEntry], front: str
) -> list[Document]:
    """Return documents of which each page that others are below has its toctree.

    Pages in no toctree get the key ``orphan``.

    :param front: path of the front page, which has the toctrees of all other entries.
    """
    trees: dict[str, str] = {}
    # Posts are in no toctree: a draft is no document.
    known = {one.path for one in documents if one.page}
    entries = _known(entries, known)
    _collect(entries, trees)
    others = [entry for entry in entries if entry.path != front]
    for entry in entries:
        if entry.path == front:
            others = [*entry.children, *others]
    trees[front] = toctrees(others)
    listed = {path for entry in entries for path in entry.pages()} | {front}
    return [_with_tree(one, trees, listed) for one in documents]


def _known(entries: Iterable[TreeEntry], known: set[str]) -> list[TreeEntry]:
    """Return the entries whose pages there are: a folder is that of a blog."""
    found = []
    for entry in entries:
        children = _known(entry.children, known)
        is_there = entry.path in known or not entry.path.endswith(".md")
        if (entry.path and is_there) or children:
            path = entry.path if is_there else ""
            found.append(TreeEntry(entry.title, path, children))
    return found


def _collect(entries: Iterable[TreeEntry], trees: dict[str, str]) -> None:
    for entry in entries:
        if entry.path and entry.children:
            trees[entry.path] = toctrees(entry.children)
        _collect(entry.children, trees)


def _with_tree(
    document: Document, trees: Mapping[str, str], listed: set[str]
) -> Document:
    if document.as_it_is is None or not document.page:
        return document
    text = document.as_it_is.decode()
    if tree := trees.get(document.path):
        text = f"{text}\n{tree}\n"
    elif document.path not in listed:
        bare = text.removeprefix("---\n") if text.startswith("---\n") else None
        text = (
            f"---\norphan: true\n{bare}"
            if bare
            else f"---\norphan: true\n---\n\n{text}"
        )
    return replace(document, as_it_is=text.encode())
