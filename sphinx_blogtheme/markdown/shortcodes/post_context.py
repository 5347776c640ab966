"""Make the `BodyContext` of a post, and report the post's unknown markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.post_source import Source
    from sphinx_blogtheme.discovery.project import BlogProject
    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

_NAMED = "blog_places"
"""Name of the environment's temporary data with the pages that a document names."""

_UNKNOWN = "blog_unknown_markup"
"""Name of the environment's temporary data with the unknown tags of a document."""


def body_context(env: BuildEnvironment, source: Source) -> BodyContext:
    """Return the context of a post's body."""
    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

    project: BlogProject = env.project  # type: ignore[assignment]
    config = env.config

    named: tuple[set[str], set[str]] = (set(), set())
    env.temp_data[_NAMED] = named

    def find_page(path: str) -> str | None:
        found, missing = named
        place = project.places.find(path, source.path)
        if place is None:
            missing.add(path)
            return None
        found.add(place.docname)
        return "/" if place.docname == config.root_doc else f"/{place.docname}/"

    return BodyContext(
        find_page=find_page,
        dialects=frozenset(config.blog_dialects),
        site_url=config.html_baseurl.rstrip("/"),
        values={
            **{
                name.lower(): str(value)
                for name, value in source.header.front_matter.extra.items()
                if isinstance(value, (str, int, float))
            },
            "title": source.title,
            "slug": source.slug,
            "url": f"/{source.docname}/",
            "description": source.header.front_matter.description or "",
            "date": source.date.date().isoformat(),
            "site.title": config.project,
            "site.description": config.blog_description,
        },
    )


def linked_pages(env: BuildEnvironment) -> tuple[set[str], set[str]]:
    """Return the docnames, and the paths of missing pages, that a post names."""
    return env.temp_data.get(_NAMED) or (set(), set())


def report_unused_words(body: BodyContext, docname: str) -> None:
    """Warn of words in known shortcodes that the page does not show."""
    for line, text in body.unused.values():
        warn(
            WarningKind.SHORTCODE,
            f"{text} is not shown: write in the text what readers are to see of it.",
            location=(docname, line + 1),
        )


def note_unknown_markup(env: BuildEnvironment, body: BodyContext) -> None:
    """Note the unknown markup of a body, for one warning about the whole site."""
    if body.unknown:
        env.temp_data[_UNKNOWN] = {
            name: (line + 1, text) for name, (line, text) in body.unknown.items()
        }


def unknown_markup(env: BuildEnvironment) -> dict[str, tuple[int, str]]:
    """Return the unknown tags of the document that is read.

    :return: line and text, by style and name: of ``{{< qr 1 >}}``, by ``{{<qr``.
    """
    return env.temp_data.get(_UNKNOWN) or {}
