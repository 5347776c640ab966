"""Turn the redirects of a site into files, and its sitemap into ``robots.txt``."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.features.redirects.collect import REDIRECTS, ROBOTS
from sphinx_blogtheme.feeds.paths import SITEMAP
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.aliases import Alias
    from sphinx_blogtheme.output.build import Build


def robots_txt(sitemap_url: str | None) -> str:
    """Return a ``robots.txt`` (RFC 9309) that lets everybody in.

    :param sitemap_url: absolute, as https://www.sitemaps.org/protocol.html wants it.
    """
    text = "User-agent: *\nDisallow:\n"
    return f"{text}\nSitemap: {sitemap_url}\n" if sitemap_url else text


def redirects_txt(redirects: Iterable[tuple[Alias, str]], base_path: str) -> str:
    """Return a ``_redirects`` file, as Netlify and Cloudflare Pages read it.

    A URL has a line with and one without the slash at its end: not both hosts
    take them for one.

    :param redirects: pairs of alias and URL of the page from the site's root.
    :param base_path: where the site is on its host, with slashes at its ends.
    """
    lines = (
        f"{base_path}{url} {base_path}{target} 301\n"
        for alias, target in redirects
        for url in alias.urls
    )
    return "".join(lines)


def redirect_page(href: str, canonical: str | None, title: str, language: str) -> str:
    """Return the page that sends readers on at once.

    :param href: URL of the other page, as this one has it.
    :param canonical: absolute URL of the other page.
    :param title: plain text.
    """
    link = f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
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
    """Yield the path and the text of each file."""
    session, base_url = build.session, build.pages.base_url
    if ROBOTS in session.resources:
        sitemap = base_url + SITEMAP if SITEMAP in session.resources else None
        yield ROBOTS, robots_txt(sitemap)
    redirects = session.site_map.redirects
    targets = [
        (redirect.alias, build.builder.get_target_uri(redirect.docname))
        for _, redirect in sorted(redirects.items())
    ]
    if REDIRECTS in session.resources:
        path = quote(unquote(urlsplit(base_url).path)) or "/"
        yield REDIRECTS, redirects_txt(targets, path)
    for (file, redirect), (alias, target) in zip(
        sorted(redirects.items()), targets, strict=True
    ):
        post = build.domain.posts.get(redirect.docname)
        language = (post and post.language) or build.app.config.language or "en"
        title = build.env.titles[redirect.docname].astext()
        yield (
            file,
            redirect_page(
                "../" * alias.urls[-1].count("/") + target or "./",
                build.pages.absolute(target),
                post.title if post else title,
                language.replace("_", "-"),
            ),
        )


def write_redirect_files(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """Write the files beside the pages (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is None:
        return
    outdir = Path(app.outdir)
    for path, text in _files(build):
        if (outdir / path).is_dir():
            continue  # left by a page that has gone; a clean build has none
        for folder in (outdir / path).parents:
            if folder.is_file():
                folder.unlink()  # left by a file that has gone
        write_changed(outdir / path, text)
        build.publish([path])
    yield from ()
