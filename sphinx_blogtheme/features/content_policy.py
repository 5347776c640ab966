"""Write a Content-Security-Policy that allows what the pages use, and nothing else.

It is in ``_headers``, a file that Netlify and Cloudflare Pages read; see
https://www.w3.org/TR/CSP3/. Scripts within pages are allowed by their digests, so that
no other script runs, even if somebody gets one into a page.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.config.settings import read_config
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Source = tuple[str, str]

HEADERS = "_headers"

NAME = "Content-Security-Policy"

# Styles: docutils, Pygments and authors write them into attributes, which have no
# digests. Pictures and sounds run nothing, and posts show those of many hosts.
ALWAYS: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:", "https:", "http:"),
    "media-src": ("'self'", "data:", "https:", "http:"),
    "font-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "frame-src": ("'self'",),
    "form-action": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
}
"""The sources of each directive for a page that uses nothing of others."""

_RUNNING = ("", "module", "importmap", "speculationrules")
"""Types of scripts that run, besides those with JavaScript's name; others are data."""

_LOADED = {
    "script": ("src", ("script-src", "font-src", "style-src", "connect-src")),
    "iframe": ("src", ("frame-src",)),
    "embed": ("src", ("object-src",)),
    "object": ("data", ("object-src",)),
    "form": ("action", ("form-action",)),
}
"""The URL of an element, and the directives for which it counts: a library (MathJax, a
comment system) loads its fonts, styles and data from where it is itself."""

_TELLING = re.compile("stylesheet|data-|srcdoc|&", re.IGNORECASE)
"""What stands in the attributes of an element that counts, if it loads nothing: a sheet
(the word may have character references), or a script's data."""

_DISQUS = ".disqus.com"
"""End of the hosts of Disqus, whose script loads more from `_OF_DISQUS`."""

_OF_DISQUS = (
    *((name, "https://c.disquscdn.com") for name in ("script-src", "style-src")),
    *((name, "https://disqus.com") for name in ("frame-src", "connect-src")),
    ("form-action", "https://disqus.com"),
)

_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*(["'`])(?P<url>[^"'`\s]+)\1""")
"""What a script imports: ``import a from "x"``, ``import "x"``, ``import("x")``."""


def sources_of(html: str) -> Iterator[Source]:
    """Yield the directive and source of all that a page uses of others.

    :param html: a page, such as ``<iframe src="https://a.example/x">``, which yields
        ``("frame-src", "https://a.example")``.
    """
    # Imported here and below, since a build of which nothing changed needs it not.
    from sphinx_blogtheme.markdown.html import start_tags

    has_own = False
    for tag in start_tags(html, *_LOADED, "link", "div"):
        # Most tags have none of these, and it takes long to read their attributes.
        if tag.name in _LOADED or _TELLING.search(tag.attributes):
            values = tag.values()
            yield from _of_element(tag.name, values)
            has_own |= tag.name == "script" and _runs_in_page(values)
    if 'data-comments="html"' in html:
        yield from _of_html_comments(html)
    if has_own:
        yield from _of_own_scripts(html)


def _of_element(name: str, values: Mapping[str, str]) -> Iterator[Source]:
    from sphinx_blogtheme.markdown.html import start_tags

    if name in _LOADED:
        attribute, directives = _LOADED[name]
        yield from _origins(values.get(attribute, ""), *directives)
        yield from _origins(values.get("formaction", ""), "form-action")
        if _DISQUS in values.get("src", "") and name == "script":
            yield from _OF_DISQUS
    elif "stylesheet" in values.get("rel", "").lower().split():
        yield from _origins(values.get("href", ""), "style-src", "font-src")
    if "data-pagefind" in values:
        yield "script-src", "'wasm-unsafe-eval'"
    if "data-script" in values:
        yield from _of_comments(values["data-script"])
    # A frame that waits for a click then goes to another page.
    for link in start_tags(values.get("srcdoc", ""), "a", "iframe"):
        inner = link.values()
        yield from _origins(inner.get("href") or inner.get("src", ""), "frame-src")


def _runs_in_page(values: Mapping[str, str]) -> bool:
    """Return whether a script runs and stands in the page, given its attributes."""
    kind = values.get("type", "").strip().lower()
    runs = kind in _RUNNING or "javascript" in kind or "ecmascript" in kind
    return runs and "src" not in values


def _of_own_scripts(html: str) -> Iterator[Source]:
    from sphinx_blogtheme.markdown.html import elements

    for element in elements(html, "script"):
        values = element.tag.values()
        if element.inside and _runs_in_page(values):
            yield "script-src", digest_source(element.inside)
            kind = values.get("type", "").strip().lower()
            for url in _imported(kind, element.inside):
                yield from _origins(url, *_LOADED["script"][1])


def _imported(kind: str, script: str) -> Iterator[str]:
    """Yield the modules that a script within a page imports, or that a map names.

    :param kind: the script's type, such as ``module`` or ``importmap``.
    """
    if kind != "importmap":
        yield from (found["url"] for found in _IMPORT.finditer(script))
        return
    with suppress(ValueError, AttributeError):
        known = json.loads(script)
        maps = (known.get("imports", {}), *known.get("scopes", {}).values())
        yield from (str(url) for names in maps for url in names.values())


def digest_source(script: str) -> str:
    """Return the source that allows one script: ``'sha256-…'``."""
    text = script.replace("\r\n", "\n").replace("\r", "\n").encode()
    return f"'sha256-{b64encode(sha256(text).digest()).decode()}'"


def _origins(url: str, *directives: str) -> Iterator[Source]:
    with suppress(ValueError):
        parts = urlsplit(url.strip())
        is_web = parts.scheme in ("http", "https", "")
        if is_web and parts.hostname and not set(parts.netloc) & set(" ;,'\"\t\n@"):
            origin = f"{parts.scheme or 'https'}://{parts.netloc.lower()}"
            for directive in directives:
                yield directive, origin


def _of_comments(text: str) -> Iterator[Source]:
    """Yield what a comment system needs, given the attributes of its script."""
    with suppress(ValueError, AttributeError):
        script = json.loads(text)
        directives = _LOADED["script"][1]
        for url in (script.get("src", ""), script.get("data-isso", "")):
            yield from _origins(url, *directives, "frame-src")
        yield from _origins(script.get("data-isso-css-url", ""), "style-src")


def _of_html_comments(html: str) -> Iterator[Source]:
    from sphinx_blogtheme.markdown.html import elements, start_tags

    for element in elements(html, "section"):
        if 'data-comments="html"' in (element.inside or ""):
            for tag in start_tags(element.inside or "", "a"):
                yield from _origins(tag.values().get("href", ""), "connect-src")


def policy_of(sources: Iterable[Source], more: Mapping[str, Iterable[str]]) -> str:
    """Return a policy: ``default-src 'self'; script-src 'self' …``.

    :param sources: what the pages use: directive, source.
    :param more: sources that the owner adds, by directive.
    """
    found = {name: dict.fromkeys(values) for name, values in ALWAYS.items()}
    for directive, source in sorted(set(sources)):
        found[directive][source] = None
    for directive, values in more.items():
        found.setdefault(directive, {}).update(dict.fromkeys(values))
    for values in found.values():
        if len(values) > 1:
            values.pop("'none'", None)
    return "; ".join(" ".join((name, *values)) for name, values in found.items())


def headers_txt(policy: str, base_path: str, own: str = "") -> str:
    """Return the text of ``_headers``.

    :param base_path: path of the site on its host, such as ``/blog/``.
    :param own: text of the site's own file; if it has a policy, that one holds.
    """
    if NAME.lower() in own.lower():
        return own
    rule = f"{base_path}*\n  {NAME}: {policy}\n"
    return f"{own.rstrip()}\n\n{rule}" if own.strip() else rule


def announce_policy(app: Sphinx, env: BuildEnvironment) -> None:
    """Publish ``_headers`` before anything is written (on ``env-updated``)."""
    build = current_build(env)
    if (
        build is not None
        and read_config(app.config).content_security_policy is not False
    ):
        build.session.resources |= {HEADERS}
        build.publish([HEADERS])
        build.late_files.add(HEADERS)
        store = _store(app)
        if app.parallel > 1 and not store.exists():
            # At the end, one process would read all pages while the others wait.
            read = partial(_site_sources, outdir=Path(app.outdir), store=store)
            build.later(HEADERS, lambda: partial(read, build.files))


def write_policy(app: Sphinx, exception: Exception | None) -> None:
    """Write ``_headers`` for the pages that there are (on ``build-finished``)."""
    build = None if exception else current_build(app.env)
    if build is None or (build.is_whole and Path(app.outdir, HEADERS).is_file()):
        return
    file = build.served.find(HEADERS)
    own = file.read_text(encoding="utf-8", errors="replace") if file else ""
    text = own
    wanted = read_config(app.config).content_security_policy
    if wanted is not False:
        more = wanted if isinstance(wanted, dict) else {}
        path = quote(unquote(urlsplit(build.pages.base_url).path)) or "/"
        policy = policy_of(
            _site_sources(build.files, Path(app.outdir), _store(app)), more
        )
        text = headers_txt(policy, path, own)
    if text:
        write_changed(Path(app.outdir) / HEADERS, text)


def _store(app: Sphinx) -> Path:
    """Return the file with what each page used in the last build."""
    return Path(app.doctreedir) / "blog" / app.builder.name / "sources.json"


def _site_sources(files: Iterable[str], outdir: Path, store: Path) -> set[Source]:
    """Return what all pages use; only pages that changed are read.

    :param files: paths of the files of the site, relative to `outdir`.
    :param store: JSON file with the results of the last build.
    """
    known: dict[str, list[object]] = {}
    with suppress(OSError, ValueError):
        known = dict(json.loads(store.read_text(encoding="utf-8")))
    now: dict[str, list[object]] = {}
    found: set[Source] = set()
    for name in sorted(files):
        left_out = name.startswith((".", "_static/", "_sources/"))
        if left_out or not name.endswith(".html"):
            continue
        file = f"{outdir}/{name}"
        try:
            status = os.stat(file)  # noqa: PTH116 -- of each page
        except OSError:
            continue  # an extension has removed it
        state = [status.st_mtime_ns, status.st_size, status.st_ino]
        kept = known.get(name)
        if kept and kept[0] == state:
            now[name] = kept
        else:
            html = Path(file).read_text(encoding="utf-8", errors="replace")
            now[name] = [state, [list(pair) for pair in sorted(set(sources_of(html)))]]
        found |= {(pair[0], pair[1]) for pair in now[name][1]}  # type: ignore[attr-defined]
    write_changed(store, json.dumps(now))
    return found
