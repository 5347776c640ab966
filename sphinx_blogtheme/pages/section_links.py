"""What the sections of a site are called, and the links to their front pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.markdown.smart_text import smart_text
from sphinx_blogtheme.pages.template_values import PageRef
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.site.session import Session


class BlogNames(NamedTuple):
    """What an edition is called, in plain text with the quotation marks of pages."""

    label: str
    """Title of its front page, such as "Blog"."""
    title: str
    """Title of its feeds, which says of which site it is: "Widgets: Blog"."""
    description: str


def names_of(config: Config, blog: BlogConfig, site: Library) -> BlogNames:
    """Return what an edition is called, or a documentation that has sections."""
    words = blog.edition(site.language) if site.language else {}
    section, many = blog.section_of(site), len(blog.parts.all) > 1
    if section is not None and many:
        words = {}  # those are of the whole site
    title, description = config.blog_title, blog.description
    if section:
        title, description = section.title, section.description
    elif blog.parts:
        title = config.project
    label, said = (
        smart_text(text, site.language if own else None, config) or ""
        for text, own in (
            (words.get("title") or title, "title" in words),
            (words.get("description") or description, "description" in words),
        )
    )
    project = smart_text(config.project, None, config) or ""
    if section is None or project.casefold() in label.casefold():
        return BlogNames(label, label, said)
    return BlogNames(label, f"{project}{_(': ')}{label}", said)


def section_links(
    session: Session, config: Config, blog: BlogConfig, site: Library
) -> list[PageRef]:
    """Return the front pages of all sections, in the language of an edition if there."""
    found = []
    for path in blog.parts.paths:
        editions = sorted(
            session.editions.of_section(path),
            key=lambda one: one.language != site.language,
        )
        front = next((e for e in editions if e.front_page in session.pages), None)
        if front:
            label = names_of(config, blog, front).label
            found.append(PageRef(label, front.front_page))
    return found
