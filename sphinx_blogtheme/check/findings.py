"""All findings of a built site, except those that need the network."""

from __future__ import annotations

import dataclasses
import re
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from sphinx_blogtheme.check import build_log, rules
from sphinx_blogtheme.check.code_rules import check_code
from sphinx_blogtheme.check.feed_rules import feed_faults
from sphinx_blogtheme.check.header_rules import (
    check_header,
    comment_suggestion,
    repeated_slugs,
)
from sphinx_blogtheme.check.image_rules import (
    IMAGE_SUFFIXES,
    ImageFile,
    check_alt,
    check_size,
    nearest_path,
    unused,
)
from sphinx_blogtheme.check.page_rules import page_faults
from sphinx_blogtheme.check.rules import Finding
from sphinx_blogtheme.check.term_rules import check_names, check_terms
from sphinx_blogtheme.check.text_rules import check_text
from sphinx_blogtheme.markdown.image_sizes import image_size
from sphinx_blogtheme.model.dates import now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sphinx_blogtheme.check.site_build import BuiltSite
    from sphinx_blogtheme.check.sources import SourceText

_DEAD = re.compile(r"(?:dead link to|image) (?P<quote>['\"])(?P<url>.*?)(?P=quote)")
_EXAMPLE = "example.org"
"""Host of a new blog whose author names none."""

_HOSTS_FILES = (
    *(".github/workflows", ".gitlab-ci.yml", "netlify.toml", "wrangler.toml"),
    *("vercel.json", ".readthedocs.yaml", ".woodpecker.yml", ".forgejo/workflows"),
)
"""Files by which a host publishes the blog."""

_NOT_FOUND = re.compile(r"the image is missing: (?P<url>\S+)")
_OURS = ("_static/", "_pagefind/", "_sources/")


class Gathering:
    """Collects the findings of one site.

    :param image_limit: bytes that an image may have.
    """

    def __init__(self, built: BuiltSite, *, image_limit: int) -> None:
        self._built = built
        self._limit = image_limit
        self.sources = list(built.sources())

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, unsorted."""
        yield from self._of_the_build()
        today = now(self._built.blog.zone)
        for source in self.sources:
            yield from self._guarded(source, today)
        posts = [source for source in self.sources if source.is_post]
        yield from check_terms(posts, self._built.vocabulary)
        yield from check_names(
            posts, self._built.vocabulary, self._built.default_authors
        )
        yield from repeated_slugs(posts)
        yield from check_code(self._built)
        yield from self._of_the_output()
        # A post is in several feeds, and has the same faults in each of them.
        yield from dict.fromkeys(self._of_feeds())

    def _guarded(self, source: SourceText, today: datetime) -> Iterator[Finding]:
        """Yield the findings of one source; an exception in it becomes a finding."""
        try:
            yield from self._of_source(source, today)
        except Exception as error:  # noqa: BLE001 -- whatever a file brings about
            yield Finding(
                path=source.path,
                line=1,
                rule=rules.BUILD_WARNING,
                message=f"not all of this file could be checked: {error!r}",
            )

    def _of_source(self, source: SourceText, today: datetime) -> Iterator[Finding]:
        yield from check_header(source, zone=self._built.blog.zone, today=today)
        if source.docname:
            yield from check_alt(source)
            yield from check_size(
                source,
                self._image_files(source),
                limit=self._limit,
                copy_widths=self._built.copy_widths,
            )
            yield from self._own_urls(source)
        if source.is_post:
            yield from check_text(source)

    def _of_the_build(self) -> Iterator[Finding]:
        by_path = {source.path: source for source in self.sources}
        logged = build_log.findings_of_log(self._built.logged, self._built.folder)
        for finding in dict.fromkeys(logged):
            suggestion = self._what_was_meant(finding)
            if source := by_path.get(finding.path):
                suggestion = suggestion or comment_suggestion(source, finding)
            yield dataclasses.replace(finding, suggestion=suggestion)
        base = self._built.base_url
        # Of an address that is no URL, the build has told already.
        if not base and not self._built.has_written_base_url:
            yield Finding(
                path="conf.py",
                line=1,
                rule=rules.NO_BASEURL,
                message="html_baseurl is not set",
                suggestion='add html_baseurl = "https://…/", where the blog is published',
            )
        elif urlsplit(base).hostname == _EXAMPLE and self._is_to_be_published():
            yield Finding(
                path="conf.py",
                line=1,
                rule=rules.EXAMPLE_BASEURL,
                message=f"html_baseurl is still {base!r}",
                suggestion="write where the blog is published, for feeds and previews",
            )

    def _is_to_be_published(self) -> bool:
        """Return whether a host's configuration is beside the blog, or above it."""
        folder = self._built.folder
        return any(
            (place / name).exists()
            for place in (folder, folder.parent)
            for name in _HOSTS_FILES
        )

    def _what_was_meant(self, finding: Finding) -> str:
        """Return ``did you mean /2025/x/?`` for a dead link or missing image, or ""."""
        match = _DEAD.search(finding.message) or _NOT_FOUND.search(finding.message)
        if match is None:
            return ""
        url = match["url"]
        target = self._built.site_map.find(url)
        if target.docname:
            anchors = self._built.anchors(target.docname)
            wanted = unquote(urlsplit(url).fragment)
            near = get_close_matches(wanted, anchors, n=1, cutoff=0.6)
            return f"did you mean #{near[0]}?" if near else ""
        place = nearest_path(unquote(url), self._places)
        if not place:
            return ""
        slash = "" if "." in place.rpartition("/")[2] else "/"
        fragment = urlsplit(url).fragment
        known = fragment and unquote(fragment) in self._built.anchors(place)
        return f"did you mean /{place}{slash}{f'#{fragment}' if known else ''}?"

    @cached_property
    def _places(self) -> list[str]:
        return self._built.places()

    def _image_files(self, source: SourceText) -> dict[str, ImageFile]:
        """Return the files of a document's images, by `Image.url`."""
        found = {}
        for image in source.body.images:
            file = self._file_of(source, image.url)
            if file:
                found[image.url] = ImageFile(
                    path=build_log.path_in_blog(str(file), self._built.folder),
                    bytes=file.stat().st_size,
                    size=image_size(file),
                )
        return found

    def _file_of(self, source: SourceText, url: str) -> Path | None:
        """Return the file of an image: beside the source, served, or a source."""
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        beside = (self._built.folder / source.path).parent / path
        if not path.startswith("/") and beside.is_file():
            return beside
        in_sources = self._built.folder / path.lstrip("/")
        place = unquote(urljoin(f"/{quote(source.docname or '')}/", parts.path))
        found = self._built.site_map.file(place.lstrip("/"))
        if found is None and path.startswith("/") and in_sources.is_file():
            return in_sources
        return found

    def _own_urls(self, source: SourceText) -> Iterator[Finding]:
        """Yield a finding for each absolute URL of the blog itself."""
        base = self._built.base_url.rstrip("/")
        if not base:
            return
        for link in source.body.links:
            if link.url != base and not link.url.startswith(f"{base}/"):
                continue
            path = link.url.removeprefix(base) or "/"
            if self._built.site_map.find(path).fault:
                continue  # the build has looked at it
            yield Finding(
                path=source.path,
                line=link.line,
                rule=rules.OWN_URL,
                message=f"{link.url} is a page of this blog",
                suggestion=f"write {path}, which can be moved",
            )

    def _of_the_output(self) -> Iterator[Finding]:
        sources = {source.docname: source for source in self.sources if source.docname}
        texts = [source.text for source in self.sources]
        output = self._built.output
        generated: list[Finding] = []
        known = set()
        for file in sorted(output.rglob("*")):
            name = file.relative_to(output).as_posix()
            if name.startswith(_OURS):
                continue
            if name.endswith((".html", ".css", ".js")):
                text = file.read_text(encoding="utf-8", errors="replace")
                texts.append(text)
                if name.endswith(".html"):
                    docname = name.removesuffix(".html").removesuffix("/index")
                    source = sources.get(docname)
                    found = list(self._of_page(file, text, source))
                    if source:
                        yield from found
                        known |= {_kind(finding) for finding in found}
                    else:
                        generated += found
        # A listing repeats the faults of the excerpts in it, in each of its pages.
        for finding in generated:
            if _kind(finding) not in known:
                known.add(_kind(finding))
                yield finding
        yield from unused(self._served_images(), texts)

    def _served_images(self) -> Iterator[str]:
        for folder in self._built.served:
            for file in folder.rglob("*"):
                if file.name.lower().endswith(IMAGE_SUFFIXES):
                    yield build_log.path_in_blog(str(file), self._built.folder)

    def _of_page(
        self, file: Path, text: str, source: SourceText | None
    ) -> Iterator[Finding]:
        path = source.path if source else ""
        for message, near in page_faults(text):
            yield Finding(
                path=path or build_log.path_in_blog(str(file), self._built.folder),
                line=source.line_with(near) if source else 1,
                rule=rules.INVALID_PAGE,
                message=message,
            )

    def _of_feeds(self) -> Iterator[Finding]:
        sources = {source.docname: source for source in self.sources if source.docname}
        for name in self._built.feeds():
            file = self._built.output / name
            for url, message, near in feed_faults(name, file.read_bytes()):
                place = url.removeprefix(self._built.base_url.rstrip("/"))
                docname = self._built.site_map.find(place).docname if url else None
                source = sources.get(docname or "")
                yield Finding(
                    path=source.path
                    if source
                    else build_log.path_in_blog(str(file), self._built.folder),
                    line=source.line_with(near) if source else 1,
                    rule=rules.INVALID_FEED,
                    message=f"the post {message}" if url else message,
                )


def _kind(finding: Finding) -> str:
    """Return a message without the quoted names in it, which is the same for a kind."""
    return re.sub(r"'.*?'", "", finding.message)
