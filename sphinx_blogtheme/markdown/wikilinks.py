"""Wikilinks: ``[[Note]]``, ``[[Note#Part|text]]``, ``![[picture.png|300]]``.

They are read where ``blog_wikilinks`` is on. The notation is Obsidian's, which Foam,
Logseq and many wikis share: https://help.obsidian.md/links
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_blogtheme.discovery.lookups import look_up
from sphinx_blogtheme.markdown.emphasis import EmphasisRenderer
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

WIKILINK = "wikilink"
"""The ``reftype`` of wikilinks to pages, which `site.wikilink_targets` resolves."""

PICTURES = (*(".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),)
"""Suffixes of files that an embed shows as a picture."""

_WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|#\n]*)(?P<fragment>#[^\[\]|\n]*)?"
    r"(?:\|(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*))?\]\](?![(\[])"
)
_SIZE = re.compile(r"(?P<width>\d{1,4})(?:x(?P<height>\d{1,4}))?")
_PAGES = (".md", ".markdown", ".rst", ".ipynb")


class Wikilink(NamedTuple):
    """The parts of a wikilink."""

    target: str
    """Title, file name, path or slug; empty for a part of the same page."""
    fragment: str
    """Heading, or ``^id`` of a block; empty for none."""
    text: str
    """Text after ``|``; empty for none."""
    is_embed: bool
    source: str
    """The wikilink as it is written."""

    @property
    def suffix(self) -> str:
        """Suffix of a file other than a page, in lower case; empty if it names none."""
        suffix = PurePosixPath(self.target).suffix.lower()
        named = re.fullmatch(r"\.[a-z]\w{1,4}", suffix)
        return suffix if named and suffix not in _PAGES else ""

    @property
    def shown(self) -> str:
        """The text for readers: ``Note > Part`` for ``[[Note#Part]]``."""
        parts = [self.target, *self.fragment.removeprefix("^").split("#")]
        return self.text or " > ".join(part.strip() for part in parts if part.strip())


def wikilinks_in(text: str) -> list[tuple[int, int, Wikilink]]:
    """Return the wikilinks of a text without code, each with its start and its end."""
    found = ((match, wikilink_of(match)) for match in _WIKILINK.finditer(text))
    return [(m.start(), m.end(), link) for m, link in found if link]


def wikilink_of(match: re.Match[str]) -> Wikilink | None:
    """Return the wikilink of a match; None if it names nothing."""
    fragment = (match["fragment"] or "")[1:].strip()
    target = match["target"].strip().removesuffix("\\")
    if not target and not fragment:
        return None
    return Wikilink(
        target=target,
        fragment=fragment,
        text=(match["text"] or "").strip(),
        is_embed=bool(match["embed"]),
        source=match[0],
    )


_NAME = "blog_wikilink"


def use_wikilinks(md: MarkdownIt, config: Config) -> None:
    """Add the rule for wikilinks to a parser, if the site has them."""
    if config.blog_wikilinks and _NAME not in md.get_all_rules()["inline"]:
        md.inline.ruler.before("link", _NAME, _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    link = wikilink_of(match) if match else None
    if match is None or link is None:
        return False
    if not silent:
        token = state.push(WIKILINK, "", 0)
        token.content, token.meta = match[0], {"link": link}
    state.pos = match.end()
    return True


class WikilinkRenderer(EmphasisRenderer):
    """A renderer of wikilinks: to pages, to files, and of pictures."""

    def render_wikilink(self, token: SyntaxTreeNode) -> None:
        """Render a wikilink."""
        link: Wikilink = token.meta["link"]
        file = _find_file(self.sphinx_env, link.target) if link.suffix else ""
        node: nodes.Element
        if link.is_embed and link.suffix in PICTURES:
            node = _image(link, file)
        elif file:
            node = addnodes.download_reference(
                reftarget=file, refdoc=self.sphinx_env.docname
            )
            node += nodes.Text(link.text or PurePosixPath(link.target).name)
        else:
            node = addnodes.pending_xref(
                refdomain=None,
                reftype=WIKILINK,
                reftarget=link.target,
                fragment=link.fragment,
                given=link.text,
                written=link.source,
                refdoc=self.sphinx_env.docname,
                refexplicit=bool(link.text),
            )
            node += nodes.Text(link.shown)
        self.add_line_and_source_path(node, token)
        node.line = token_line(token, 0) or node.line
        self.current_node.append(node)


def _image(link: Wikilink, file: str) -> nodes.image:
    """Return a picture; a number after ``|`` is its width in pixels."""
    size = _SIZE.fullmatch(link.text.rpartition("|")[2].strip())
    text = link.text.rpartition("|")[0].strip() if size else link.text
    image = nodes.image(uri=quote(file or link.target), alt=text)
    if size:
        image["width"] = f"{size['width']}px"
        image["classes"].append("no-scaled-link")
        if size["height"]:
            image["height"] = f"{size['height']}px"
    return image


def _find_file(env: BuildEnvironment, name: str) -> str:
    """Return the URL or path from the root of a file; empty if there is none.

    It is looked for beside the document, from the source folder, in the folders of
    ``blog_files``, and at last by its name in all folders.
    """
    root = Path(env.srcdir)
    beside = Path(env.doc2path(env.docname)).parent
    path = name.strip("/")
    if ".." not in path.split("/"):
        for folder in (beside, root):
            if look_up(env, folder / path):
                return f"/{(folder / path).relative_to(root).as_posix()}"
        for folder_name in env.config.blog_files:
            if look_up(env, root / folder_name / path):
                return f"/{path}"
    out = getattr(env.project, "outputs", ())
    found = _files_by_name(root, tuple(root / name for name in out), id(env))
    places = [
        place
        for place in found.get(PurePosixPath(path).name.casefold(), ())
        if f"/{place}".casefold().endswith(f"/{path}".casefold())
    ]
    if not places:
        return ""
    place = min(places, key=lambda one: (one.count("/"), one))
    look_up(env, root / place)
    for folder_name in env.config.blog_files:
        if place.startswith(f"{folder_name}/"):
            return place.removeprefix(folder_name)
    return f"/{place}"


@lru_cache(maxsize=2)
def _files_by_name(
    root: Path, without: tuple[Path, ...], build: int
) -> Mapping[str, list[str]]:
    """Return the paths of all files below a folder, by their names in lower case.

    :param without: folders that are left out.
    :param build: tells one build from the next, whose files may be others.
    """
    del build
    found: dict[str, list[str]] = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith((".", "_")) and Path(folder, name) not in without
        ]
        place = Path(folder).relative_to(root)
        for name in files:
            if not name.startswith("."):
                path = (place / name).as_posix()
                found.setdefault(name.casefold(), []).append(path)
    return found


def warn_of_empty_link(source: str, line: int) -> None:
    """Warn of a link such as ``[text]()``."""
    warn(
        WarningKind.LINK,
        "the link has no address: expected one between its parentheses; only its text"
        " is shown.",
        location=f"{source}:{line}",
    )
