"""The option for blogs below folders of a site, such as ``/blog/`` and ``/news/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.declaring import option
from sphinx_blogtheme.config.list_options import ListOptions
from sphinx_blogtheme.config.section_checks import SectionsCheck
from sphinx_blogtheme.model.sections import Section, Sections
from sphinx_blogtheme.model.terms import term_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.model.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionOptions(ListOptions):
    """The options about lists and sections, checked; a part of `BlogConfig`."""

    sections: Mapping[str, Mapping[str, Any]] = option(
        {},
        "Blogs below folders of the site, [beside its documentation]"
        "(guides/blog-in-documentation.md): a dictionary from path to a dictionary that "
        "may have `title`, `description`, `permalink`, `feeds`, `posts` (patterns of the "
        "source paths of its posts; a folder stands for all below it) and `releases` "
        "([files of release notes](guides/news-and-releases.md), relative to "
        '`conf.py`): `{"blog": {"title": "Blog"}, "news": {"posts": "news"}}`. '
        '`blog_path = "blog"` is short for `blog_sections = {"blog": {}}`.',
        SectionsCheck(),
        "env",
    )

    def section_of(self, library: Library) -> Section | None:
        """Return the section to which an edition belongs, if it does to one."""
        return self.parts.at(library.section) if library.section else None

    @property
    def parts(self) -> Sections:
        """The sections of the site; none if its blog is at its root."""
        return Sections(tuple(_section(*pair) for pair in self.sections.items()))


def _section(path: str, said: Mapping[str, Any]) -> Section:
    feeds = said.get("feeds")
    path = path.strip("/")
    return Section(
        path=path,
        title=" ".join(said.get("title", "").split())
        or term_name(path.rpartition("/")[2], {}),
        description=said.get("description", ""),
        permalink=said.get("permalink"),
        feeds=None if feeds is None else tuple(feeds),
        posts=_texts(said.get("posts", ())),
        releases=_texts(said.get("releases", ())),
    )


def _texts(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
