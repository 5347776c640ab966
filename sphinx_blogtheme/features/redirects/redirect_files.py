"""Write the redirects of a site, and its ``robots.txt``."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.features.redirects.collect import REDIRECTS, ROBOTS
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paths import SITEMAP
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.site.site_map import site_map_of
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.aliases import Alias
    from sphinx_blogtheme.output.build import Build


def robots_txt(sitemap_url: str) -> str:
    """Return a ``robots.txt`` (RFC 9309) that allows everything.

    :param sitemap_url: absolute URL, as https://www.sitemaps.org/protocol.html asks;
        empty if there is none.
    """
    text = "User-agent: *\nDisallow:\n"
    return f"{text}\nSitemap: {sitemap_url}\n" if sitemap_url else text


def redirects_txt(redirects: Iterable[tuple[Alias, str]], base_path: str) -> str:
    """Return a ``_redirects`` file, in the format of Netlify and Cloudflare Pages.

    Each URL has a line with and one without a slash at its end, since not all hosts
    treat them as the same.

    :param redirects: pairs of an alias and a page's URL, relative to the root.
    :param base_path: path of the site on its host, such as ``/blog/``.
    """
    lines = (
        f"{base_path}{url} {base_path}{target} 301\n"
        for alias, target in redirects
        for url in alias.urls
    )
    return "".join(lines)


def redirect_page(
    href: str, canonical: str | None, title: str, language: str, mime: str = ""
) -> str:
    """Return the HTML of a page that redirects at once.

    :param href: URL of the other page, relative to this one.
    :param canonical: absolute URL of the other page; None if the site doesn't know it.
    :param title: title of the other page, in plain text.
    :param language: BCP 47 tag.
    :param mime: MIME type of the feed that it redirects to, so that readers of feeds
        find it; empty if that is a page.
    """
    relation = f'alternate" type="{mime}' if mime else "canonical"
    link = f'<link rel="{relation}" href="{escape(canonical)}">\n' if canonical else ""
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(language)}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="robots" content="noindex">\n'
        f"{link}"
        f'<meta http-equiv="refresh" content="0; url={escape(href)}">\n'
        "</head>\n"
        "<body>\n"
        f'<main><h1><a href="{escape(href)}">{escape(title)}</a></h1></main>\n'
        "</body>\n"
        "</html>\n"
    )


def _files(build: Build) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file."""
    session, base_url = build.session, build.pages.base_url
    if ROBOTS in session.resources:
        config = build.app.config
        # That of another extension may have another name.
        other = (
            getattr(config, "sitemap_filename", "") if not config.blog_sitemap else ""
        )
        sitemap = SITEMAP if SITEMAP in session.resources else other
        yield ROBOTS, robots_txt(sitemap and base_url + sitemap)
    redirects = site_map_of(build.env).redirects
    targets = [
        (
            redirect.alias,
            redirect.feed or build.builder.get_target_uri(redirect.docname),
        )
        for _, redirect in sorted(redirects.items())
    ]
    if REDIRECTS in session.resources:
        path = quote(unquote(urlsplit(base_url).path)) or "/"
        yield REDIRECTS, redirects_txt(targets, path)
    for (file, redirect), (alias, target) in zip(
        sorted(redirects.items()), targets, strict=True
    ):
        yield (
            file,
            redirect_page(
                "../" * alias.urls[-1].count("/") + target or "./",
                build.pages.absolute(target),
                *_title_and_language(build, redirect.docname),
                _mime_of(redirect.feed),
            ),
        )


def _title_and_language(build: Build, docname: str) -> tuple[str, str]:
    """Return title and language of a post, a page or a generated page."""
    post, titles = build.domain.posts.get(docname), build.env.titles
    language = (post and post.language) or build.app.config.language or "en"
    if post:
        title = post.title
    elif docname in titles:
        title = titles[docname].astext()
    else:
        title = _(build.pages.titles.heading(build.views[docname]))
    return title, language.replace("_", "-")


def _mime_of(feed: str) -> str:
    """Return the MIME type of a feed; empty for an empty path."""
    name = feed.rpartition("/")[2]
    return next((one.mime for one in FORMATS.values() if one.file_name == name), "")


def write_redirect_files(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Write the files that differ (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is None:
        return []
    outdir = Path(app.outdir)
    for path, text in _files(build):
        write_changed(outdir / path, text)
        build.publish([path])
    return []
