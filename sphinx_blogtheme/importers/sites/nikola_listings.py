"""Pages of Nikola that no text has: those of listings, and lists of joined names.

By Nikola's “Handbook” (Listings, Authors): each file of a folder of listings has a page
that shows it, and each folder one with its files.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from pygments.lexers import find_lexer_class_for_filename

from sphinx_blogtheme.importers.bodies.markdown_text import escaped_text, fenced
from sphinx_blogtheme.importers.documents import UnreadableError, read_text_file
from sphinx_blogtheme.importers.list_slugs import SLUGS
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.model.former_urls import fields_in, with_values
from sphinx_blogtheme.model.posts import FrontMatter
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_blogtheme.importers.site_folder import SiteFolder

_LONGEST = 200_000
"""Size in bytes up to which a file has a page of its own, and not its copy only."""


def listing_pages(
    tree: SiteFolder, folder: str, target: str, taken: set[str]
) -> Iterator[Document]:
    """Yield the pages of a folder of listings.

    :param folder: path of the folder in the site.
    :param target: path of the folder in the output.
    :param taken: paths of documents that there are.
    """
    below: dict[str, dict[str, str]] = {}
    for path in sorted(tree.paths(folder)):
        place = PurePosixPath(target, PurePosixPath(path).relative_to(folder))
        code = _code(tree, path)
        page = new_path(f"{place.with_name(place.name.replace('.', '-'))}.md")
        if code is None or page in taken:
            continue
        taken.add(page)
        # Not at the old URL without its suffix: the file itself is there.
        urls = f"/{page.removesuffix('.md')}/", f"/{place}.html"
        yield _page(path, page, place.name, _shown(code, place.name), *urls)
        for inner in (place, *place.parents):
            if inner.parent.as_posix() == "." or inner.as_posix() == target:
                break
            is_file = inner == place
            link = page if is_file else f"{inner}/index.md"
            below.setdefault(inner.parent.as_posix(), {})[link] = inner.name
    for parent, links in below.items():
        page = new_path(f"{parent}/index.md")
        if page not in taken:
            items = [
                f"- [{escaped_text(name, starts=False)}]({{filename}}/{quote(link)})"
                for link, name in sorted(links.items())
            ]
            body = "\n".join(items) + "\n"
            yield _page(parent, page, parent.rpartition("/")[2], body, f"/{parent}/")


def _page(source: str, path: str, title: str, body: str, *urls: str) -> Document:
    facts = FrontMatter(title=title)
    return Document(
        source=source, path=path, facts=facts, body=body, urls=urls, page=True
    )


def _code(tree: SiteFolder, path: str) -> str | None:
    """Return the text of a file; None if it is none, or has no page."""
    try:
        if (tree.root / path).stat().st_size > _LONGEST:
            return None
        return read_text_file(tree.root / path)
    except (OSError, UnreadableError):
        return None


def _shown(code: str, name: str) -> str:
    lexer = find_lexer_class_for_filename(name)
    language = next(iter(lexer.aliases), "") if lexer else ""
    return f"{fenced(code.rstrip(), language or 'text')}\n"


def joined_lists(
    lists: Mapping[str, str], joined: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Return the lists of names that are one in Nikola, and several in the new blog.

    :param lists: URLs of lists with a field, and those of the new blog.
    :param joined: the first of the names, by field and by the names as one text.
    """
    return {
        with_values(old, {field: quote(SLUGS["ascii"](name))}): with_values(
            new, {field: term_slug(first)}
        )
        for old, new in lists.items()
        for (field, name), first in joined.items()
        if fields_in(old) == {field}
    }
