"""What readers of sites of documentation with a blog share: MkDocs, Quarto, mystmd."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.importers.bodies.notebook_text import NotebookText
from sphinx_blogtheme.importers.documents import title_in
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.ordinary_pages import ordinary_page
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.model.decoding import readable_json
from sphinx_blogtheme.model.headings import heading_title

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.model.posts import FrontMatter


def notebook_as_markdown(
    tree: SiteFolder, path: str, text: str, below: str
) -> tuple[str, dict[str, bytes]] | None:
    """Return a notebook as Markdown, and the pictures in it by path in the new site.

    :param below: path of the notebook in the new site, beside which its pictures are.
    :return: None, with an error, for what is no notebook.
    """
    notebook = read_notebook(readable_json(text))
    if notebook is None:
        tree.error(path, "is no notebook; left out")
        return None
    found = NotebookText(notebook.content, f"{below.removesuffix('.ipynb')}_files")
    return found.text(), found.pictures


def kept_facts(
    draft: ParsedFile, image_url: Callable[[str], str], unused: Collection[str]
) -> FrontMatter:
    """Return the front matter of a post whose title may be Markdown.

    :param image_url: returns the new URL of a picture.
    :param unused: keys that say how the old engine draws a page.
    """
    facts = draft.facts
    title = heading_title(facts.title, "") if facts.title else None
    image = facts.image
    if image and not image.isdecimal():
        image = image_url(image)
    extra = {
        key: value
        for key, value in facts.extra.items()
        if key not in unused and isinstance(value, (str, int, list))
    }
    return replace(
        facts, title=title or title_in(draft.body, ".md"), image=image, extra=extra
    )


def dated_document(
    source: str,
    path: str,
    facts: FrontMatter,
    body: str,
    *,
    urls: Sequence[str],
    name: str,
) -> Document:
    """Return the document of a post.

    :param path: from the root of the old site; the new file has the suffix ``.md``.
    :param urls: its old URLs, the best one first.
    :param name: its slug, if the front matter has none.
    """
    return Document(
        source=source,
        path=new_path(path, ".md"),
        facts=replace(facts, slug=facts.slug or name, url=None, aliases=()),
        body=body,
        urls=tuple(urls),
    )


def front_page(
    source: str, facts: FrontMatter, body: str, title: str, urls: Sequence[str] = ()
) -> Document:
    """Return the document of the front page.

    :param source: "" if the old site has no file for it.
    :param title: the title of the site, for a page that has none.
    """
    shown = heading_title(facts.title, "") if facts.title else title
    facts = replace(facts, date=None, aliases=(), title=shown)
    return ordinary_page(source or "the front page", "index.md", facts, body, urls)


def documentation_settings(folder: str, extensions: Sequence[str]) -> dict[str, Any]:
    """Return the settings of a site of documentation with a blog.

    :param folder: folder of the blog, or "" if the site is the blog.
    :param extensions: names of the extensions of MyST that the old pages need.
    """
    path = {"blog_path": folder} if folder else {}
    return {
        **path,
        "blog_files": ["files"],
        # Braces are text, in posts as in pages.
        "blog_dialects": ["callouts"],
        "myst_enable_extensions": list(extensions),
    }


def skip_unreferred(tree: SiteFolder) -> None:
    """Skip the files that no text refers to, together by folder."""
    for folder in dict.fromkeys(map(posixpath.dirname, tree.paths())):
        tree.skip_below(folder, "no text refers to it")
