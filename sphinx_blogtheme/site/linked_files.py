"""Lead links to the files and documents that they name by their paths.

In Markdown, MyST does this for links in the text. Here it is done for the rest: the
target of an image, links in reStructuredText, and URLs in raw HTML. A file that is no
document is brought along, as an image is.
"""

from __future__ import annotations

import re
from os.path import normpath
from pathlib import Path
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.lookups import named_file
from sphinx_blogtheme.discovery.project import made_by_build, source_of
from sphinx_blogtheme.markdown.node_places import nearest_line
from sphinx_blogtheme.markdown.trust.limited_markup import warn_of_file
from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.found_links import is_html

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.markdown.html_references import Reference

_PICTURE = re.compile(r"/?(?:\.{1,2}/)*(?P<place>_images/[^?#]+)")
"""A picture by the URL that Sphinx would give it."""
_PAGE = re.compile(r"\.html?$")


class LinkedFiles(SphinxTransform):
    """Turns paths of files in links into URLs from the root of the site."""

    # Before `LinksByURL`, which makes references of these URLs.
    default_priority = 699

    def apply(self, **kwargs: Any) -> None:
        """Change the links of one document."""
        del kwargs
        is_post = source_of(self.env) is not None
        for link in list(self.document.findall(nodes.reference)):
            shows_image = any(isinstance(one, nodes.image) for one in link.children)
            url = link.get("refuri", "")
            if (
                (is_post or shows_image)
                and "external" not in link["classes"]
                and not names_no_file(url)
            ):
                self._lead(link, url, shows_image=shows_image)
        for raw in self.document.findall(nodes.raw) if is_post else ():
            if is_html(raw) and "=" in raw.astext():
                self._lead_html(raw)

    def _lead(self, link: nodes.reference, url: str, *, shows_image: bool) -> None:
        written, source = url, self._source(url)
        if source is None and shows_image and (picture := _PICTURE.fullmatch(url)):
            url = self._own_picture(link, picture["place"])
            source = self._source(url)
            link["refuri"] = url
        if source is None:
            return
        if reason := refusal_of(self.env, Path(self.env.srcdir, source)):
            place = f"{self.env.doc2path(self.env.docname)}:{nearest_line(link)}"
            warn_of_file("target", url, reason, place)
            link.replace_self(link.children)
        else:
            link["written"], link["refuri"] = written, self._url(source, url)

    def _own_picture(self, link: nodes.reference, place: str) -> str:
        """Return the URI of the picture of this name in the link or the document.

        Another document's has the path that Sphinx would give it.
        """
        for image in (*link.children, *self.document.findall(nodes.image)):
            if isinstance(image, nodes.image):
                uri: str = image["uri"]
                if basename(uri) == basename(unquote(place)):
                    return uri
        return f"/{place}"

    def _lead_html(self, raw: nodes.raw) -> None:
        from sphinx_blogtheme.markdown.html_references import URLS, change_references

        def lead(reference: Reference) -> str | None:
            url = reference.value.strip()
            # `features.images` gives images their sizes too.
            is_image = (reference.element, reference.attribute) == ("img", "src")
            if reference.role not in URLS or is_image or is_site_url(url):
                return None
            source = None if names_no_file(url) else self._source(url)
            if source is None or refusal_of(self.env, Path(self.env.srcdir, source)):
                return None
            return self._url(source, url)

        text = change_references(raw.astext(), lead)
        if text != raw.astext():
            raw.rawsource, raw.children = text, [nodes.Text(text)]

    def _source(self, url: str) -> str | None:
        """Return the path of the file that a URL names, from the source folder."""
        found = named_file(self.env, url)
        path = urlsplit(url).path
        page = None if found or is_site_url(url) else _PAGE.search(path)
        if page:  # that of a source beside this one
            names = [path[: page.start()] + end for end in self.config.source_suffix]
            return next(filter(None, (named_file(self.env, n) for n in names)), None)
        return found

    def _url(self, source: str, url: str) -> str:
        """Return the URL of a file from the root; it is brought along if need be."""
        env = self.env
        if source.endswith(tuple(self.config.source_suffix)):
            target = env.path2doc(source) or splitext(source)[0]
        else:
            env.note_dependency(source)
            name = normpath(source)
            own = is_site_url(url) and not made_by_build(env, name)
            target = blog_domain(env).add_file(env.docname, source, name if own else "")
        # The "#" of a file's name begins no fragment.
        is_name = Path(env.srcdir, source).name == url.rpartition("/")[2]
        fragment = "" if is_name else urlsplit(url).fragment
        return f"/{quote(target)}{fragment and '#'}{fragment}"


def names_no_file(url: str) -> bool:
    """Return whether a URL names no file: of another site, or of this page."""
    return not url or url[0] in "#?" or "{" in url or is_elsewhere(url)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(LinkedFiles)
