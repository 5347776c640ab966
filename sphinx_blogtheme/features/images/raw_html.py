"""Give images in raw HTML the same as others: a URL, a size, copies, lazy loading."""

from __future__ import annotations

import posixpath
from functools import cached_property, partial
from html import escape
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.lookups import look_up
from sphinx_blogtheme.discovery.project import made_by_build
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.features.images.image_domain import (
    LAZY,
    OF_SPHINX,
    DocumentImage,
    image_domain,
)
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.markdown.html import StartTag
    from sphinx_blogtheme.markdown.html_references import Reference


def _raw_html(document: nodes.document) -> Iterator[nodes.raw]:
    for raw in document.findall(nodes.raw):
        if "html" in raw.get("format", "").split() and "<img" in raw.astext().lower():
            yield raw


class Finder:
    """Finds the files of the images in a document."""

    def __init__(self, env: BuildEnvironment, confdir: Path, docname: str) -> None:
        self._env = env
        self._confdir = confdir
        self._docname = docname

    @cached_property
    def _served(self) -> ServedFiles:
        exists = partial(look_up, self._env)
        return ServedFiles(self._env.config, self._confdir, exists)

    def served(self, url: str) -> tuple[Path, str] | None:
        """Return the file that is served at a URL from the root, and its path."""
        path = unquote(urlsplit(url).path).lstrip("/")
        file = self._served.find(path)
        return (file, path) if file else None

    def in_sources(self, url: str) -> str | None:
        """Return the source path of a file that a URL from the root names, or None.

        Sphinx takes such a URL for a path from the source folder.
        """
        source = normpath(unquote(urlsplit(url).path).strip("/"))
        file = Path(self._env.srcdir, source)
        if not look_up(self._env, file) or source.startswith(OF_SPHINX):
            return None
        return None if refusal_of(self._env, file, self._docname) else source

    def by_url(self, url: str) -> tuple[Path, str] | None:
        """Return the served file of a URL relative to the page, and its path.

        The page's URL may end in a slash or not; both are tried.
        """
        base = f"/{quote(self._docname)}"
        either = (urljoin(f"{base}/", url), urljoin(base, url))
        return next(filter(None, map(self.served, either)), None)

    def beside(self, url: str) -> str | None:
        """Return the source path of a file beside the document, or None."""
        path = unquote(urlsplit(url).path)
        source, file = self._env.relfn2path(path, self._docname)
        if not look_up(self._env, file) or self.refusal(url):
            return None
        return source

    def refusal(self, url: str) -> str:
        """Return why the document may not show the file at a relative URL, or ""."""
        path = unquote(urlsplit(url).path)
        return refusal_of(
            self._env, self._env.relfn2path(path, self._docname)[1], self._docname
        )


def _is_of_site(url: str) -> bool:
    return url != "" and not url.startswith("#") and not is_elsewhere(url)


def find_raw_images(app: Sphinx, doctree: nodes.document) -> None:
    """Store the images in raw HTML, with their files (on ``doctree-read``)."""
    env, docname = app.env, app.env.docname
    finder, images = Finder(env, Path(app.confdir), docname), image_domain(env)
    for raw in _raw_html(doctree):
        from sphinx_blogtheme.markdown.html import start_tags

        for tag in start_tags(raw.astext(), "img"):
            url = tag.values().get("src", "").strip()
            if not _is_of_site(url):
                continue
            if is_site_url(url):
                found = finder.served(url)  # `links` warns if there is none
                if not found and (source := finder.in_sources(url)):
                    path = "" if made_by_build(env, source) else source
                    path = blog_domain(env).add_file(docname, source, path)
                    found = Path(env.srcdir, source), path
            elif source := finder.beside(url):
                path = blog_domain(env).add_file(docname, source)
                found = Path(env.srcdir, source), path
            else:
                found = finder.by_url(url)
                if found is None:
                    _warn_missing(env, raw, url, finder.refusal(url))
            if found:
                file, path = found
                if file.is_relative_to(env.srcdir):
                    file = file.relative_to(env.srcdir)
                env.note_dependency(file.as_posix())
                images.note(docname, DocumentImage(file.as_posix(), path, raw.line))


def _warn_missing(env: BuildEnvironment, raw: nodes.raw, url: str, reason: str) -> None:
    """Warn at the author's line."""
    path = urlsplit(url).path
    place = posixpath.normpath(posixpath.join("/", env.docname, path)).lstrip("/")
    if place.startswith(OF_SPHINX) or path.startswith(OF_SPHINX):
        return
    target = env.relfn2path(unquote(path), env.docname)[1]
    reason = reason if look_up(env, target) else ""
    file = env.doc2path(env.docname)
    line = line_with(file, url, escape(url), first=raw.line or 1)
    fault = reason or "is neither beside the text nor at that URL of the site"
    warn(
        WarningKind.TRUST if reason else WarningKind.IMAGE,
        f"image {url!r} {fault}; it is kept as it is"
        f"{', and the file is not published' if reason else ''}.",
        location=f"{file}:{line}",
    )


class PlaceRawImages(SphinxPostTransform):
    """Adds missing attributes to the images in raw HTML."""

    default_priority = 4  # before `links`, which makes URLs from the root relative
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the raw HTML of one document."""
        del kwargs
        domain = blog_domain(self.env)
        builder = session_of(self.env).builder
        if builder is None:
            return
        self._finder = Finder(self.env, Path(builder.confdir), self.env.docname)
        if not makes_site(builder):
            self._copy_with(builder)
            return
        self._files = {
            source: path
            for path, source in domain.files.get(self.env.docname, {}).items()
        }
        self._page = builder.get_target_uri(self.env.docname)
        for raw in _raw_html(self.document):
            text = self._completed(raw.astext())
            raw.rawsource = text
            raw.children = [nodes.Text(text)]

    def _copy_with(self, builder: Builder) -> None:
        """Let a builder of books copy the images, as it copies those of Sphinx."""
        from sphinx_blogtheme.markdown.html_references import change_references

        folder = relative_uri(
            builder.get_target_uri(self.env.docname), builder.imagedir
        )

        def copied(reference: Reference) -> str | None:
            if reference.attribute != "src":
                return None
            source = self._source_of(reference.value.strip())
            if source is None or not guess_type(source)[0]:
                return None
            known = self.env.images.get(source)
            file = known[1] if known else source.strip("./").replace("/", "-")
            builder.images[source] = builder.images.get(source, str(file))
            return posixpath.join(folder, quote(builder.images[source]))

        for raw in _raw_html(self.document):
            text = change_references(raw.astext(), copied)
            raw.rawsource = text
            raw.children = [nodes.Text(text)]

    def _source_of(self, url: str) -> str | None:
        """Return the source path of an image by its URL, or None."""
        if not _is_of_site(url):
            return None
        found = self._finder.served(url) if is_site_url(url) else None
        if found and found[0].is_relative_to(self.env.srcdir):
            return found[0].relative_to(self.env.srcdir).as_posix()
        if is_site_url(url):
            brought = blog_domain(self.env).files.get(self.env.docname, {})
            path = unquote(urlsplit(url).path).lstrip("/")
            return brought.get(path) or self._finder.in_sources(url)
        return self._finder.beside(url)

    def _completed(self, html: str) -> str:
        from sphinx_blogtheme.markdown.html import change_tags

        return change_tags(html, self._attributes, "img")

    def _attributes(self, tag: StartTag) -> str | None:
        """Return the new attributes of an image."""
        from sphinx_blogtheme.markdown.html import attributes

        given = tag.values()
        if "src" not in given:
            return None
        added, url = self._added(given)
        text = tag.attributes
        if url is not None:
            source = next(one for one in attributes(text) if one.name == "src")
            text = f'{text[: source.start]}"{escape(url)}"{text[source.end :]}'
        return added + text

    def _added(self, given: dict[str, str]) -> tuple[str, str | None]:
        """Return the attributes that an image lacks, and its URL if that changes."""
        from sphinx_blogtheme.markdown.html_images import size_of
        from sphinx_blogtheme.markdown.image_sizes import image_size

        url, new = given["src"].strip(), None
        found: tuple[Path, str] | None = None
        if is_site_url(url):
            found = self._finder.served(url)
        source = None if found else self._source_of(url)
        if source in self._files:
            found = Path(self.env.srcdir, source), self._files[source]
            uri = relative_uri(self._page, quote(found[1]))
            new = uri + url[len(urlsplit(url).path) :]
        elif _is_of_site(url) and not is_site_url(url):
            found = self._finder.by_url(url)
        lazy = "".join(
            f" {attribute}"
            for attribute in LAZY.split()
            if attribute.partition("=")[0] not in given
        )
        natural = image_size(found[0]) if found else None
        if found is None or natural is None:
            return lazy, None if new == url else new
        size = size_of(given, natural)
        added = ""
        if not given.keys() & {"srcset", "sizes"}:
            added = image_domain(self.env).srcset(
                found[1],
                page=self._page,
                width=natural[0],
                sizes=f"{size.width}px"
                if size and size.is_chosen
                else self.config.blog_image_sizes,
            )
        if size:
            added += "".join(
                f' {name}="{number}"'
                for name, number in (("width", size.width), ("height", size.height))
                if name not in given
            )
        return added + lazy, None if new == url else new


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlaceRawImages)
