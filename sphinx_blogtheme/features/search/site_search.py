"""Choose the engine of a site's search, and make the index with the pages."""

from __future__ import annotations

import os
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.settings import location_of, read_config
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.features.search import pagefind, search_facts
from sphinx_blogtheme.features.search.pagefind import PagefindError
from sphinx_blogtheme.files import digest_of, write_changed
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder, makes_site
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build

FOLDER = "_pagefind"
"""Folder of the index in the output, which no permalink can have."""

_ENGINE, _INDEX, _PREVIEW = "search:engine", "search:index", "search:preview"
"""Names of the fingerprints of the search."""

_NO_WORDS = (
    "without its extended program, it finds no words within sentences of Chinese, "
    "Japanese and Thai (pip install 'pagefind[extended]')"
)


def choose_engine(app: Sphinx) -> None:
    """Choose the engine of the search (on ``builder-inited``)."""
    builder = app.builder
    if makes_site(builder):
        builder.search_engine = _engine(app, builder)
        builder.search = builder.search_engine != "none"


def _language(app: Sphinx) -> str:
    """Return the language in which the site is searched."""
    return app.config.html_search_language or app.config.language or "en"


def _engine(app: Sphinx, builder: PermalinkBuilder) -> str:
    wanted = read_config(app.config).search
    if wanted in ("none", "sphinx"):
        return wanted
    reason = (
        "" if draws(app) else f"the theme {builder.theme.name!r} has no page for it"
    )
    if not reason:
        try:
            if pagefind.version():
                if pagefind.finds_words_of(_language(app)):
                    return "pagefind"
                _warn(app, _NO_WORDS, option="language")
                return "sphinx"
        except PagefindError as error:
            _warn(app, str(error))
            return "sphinx"
        if wanted == "pagefind":
            reason = f"it is not installed ({install_command('search')})"
    if wanted == "pagefind":
        _warn(app, reason)
    return "sphinx"


def _warn(app: Sphinx, reason: str, *, option: str = "blog_search") -> None:
    warn(
        WarningKind.SEARCH,
        f"Pagefind can't be used, so the site has Sphinx's search: {reason}.",
        location=location_of(app.config, option),
    )


def begin_search(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents to be written again (on ``env-updated``).

    These are all documents if the last build had another engine: Sphinx's index is fed
    with the documents that are written, and pages link to the search page or don't.
    """
    build = current_build(env)
    if build is not None and _chosen(build) == "pagefind":
        build.later(_INDEX, partial(_index, build))
    if build is None or build.showed(_ENGINE, _chosen(build)):
        return []
    return sorted(env.found_docs)


def _chosen(build: Build) -> str:
    return build.builder.search_engine


def publish_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Publish the files of the index (on ``html-collect-pages``).

    By then all pages are written.
    """
    yield from ()
    build = current_build(app.env)
    if build is None or build.is_whole:
        return
    builder, files = build.builder, list[str]()
    if _chosen(build) == "pagefind":
        made = build.result(_INDEX)
        if isinstance(made, PagefindError):
            _warn(app, str(made))
            builder.index_all()
        else:
            files, digest = made
            if digest:
                build.fingerprint(_INDEX, digest)
            else:
                build.keep_fingerprint(_INDEX)
    _clear(Path(app.outdir, FOLDER), {Path(app.outdir, name) for name in files})
    if _chosen(build) != "none" and draws(app):
        files += search_facts.write_facts(build, Path(app.outdir), _searched(build))
    if _chosen(build) == "sphinx" and builder.indexer is not None:
        stemmer = builder.indexer.get_js_stemmer_rawcodes()
        files.append(builder.searchindex_filename)
        files += [f"_static/{Path(name).name}" for name in stemmer]
    if _chosen(build) != "none":
        page = Path(builder.get_output_path("search"))
        files.append(page.relative_to(app.outdir).as_posix())
        if app.config.html_use_opensearch:
            files.append("_static/opensearch.xml")
    build.fingerprint(_ENGINE, _chosen(build))
    build.fingerprint(_PREVIEW, build.preview)
    build.publish(files)


def _clear(folder: Path, wanted: set[Path]) -> None:
    """Delete all files in a folder but the wanted ones.

    Others are left from an earlier build, perhaps one that was killed.
    """
    names = {str(path) for path in wanted}
    for place, _, files in os.walk(folder, topdown=False):
        for path in (f"{place}{os.sep}{name}" for name in files):
            if path not in names:
                Path(path).unlink()
        if not any(Path(place).iterdir()):
            Path(place).rmdir()


def _index(build: Build) -> Callable[[], tuple[list[str], str] | PagefindError]:
    """Start Pagefind, unless the index is up to date.

    It takes longer than the rest of a small edit, so a preview has one index for all
    its builds.

    :return: a function that waits for the index, and returns its files with a digest of
        the texts, which is empty if the index is that of the last build; or the error.
    """
    outdir = Path(build.app.outdir)
    known = build.left(FOLDER)
    is_there = bool(known) and all((outdir / name).is_file() for name in known)
    if is_there and build.preview and build.showed(_PREVIEW, build.preview):
        return lambda: (known, "")
    language = _language(build.app)
    records = dict(sorted(_records(build)))
    digest = digest_of((pagefind.version(), language, records))
    if is_there and build.showed(_INDEX, digest):
        return lambda: (known, digest)
    try:
        indexing = pagefind.Indexing(
            records, language=language, suffix=build.builder.out_suffix
        )
    except PagefindError as error:
        failure = error
        return lambda: failure

    def finish() -> tuple[list[str], str] | PagefindError:
        try:
            made = indexing.files()
        except PagefindError as error:
            return error
        for name, data in made.items():
            write_changed(outdir / FOLDER / name, data)
        return [f"{FOLDER}/{name}" for name in made], digest

    return finish


def _searched(build: Build) -> Iterator[str]:
    """Yield the documents that are searched: listed posts, and ordinary pages."""
    library = build.session.library
    for post in (*library.posts, *library.translations):
        yield post.docname
    for docname in sorted(build.env.found_docs):
        metadata = build.env.metadata.get(docname, {})
        if not (
            docname in build.domain.posts
            or docname in build.views
            or "nosearch" in metadata
            or "no-search" in metadata
        ):
            yield docname


def _records(build: Build) -> Iterator[tuple[str, str]]:
    """Yield path and data for Pagefind of each post and ordinary page."""
    outdir = Path(build.app.outdir)
    has_kinds = search_facts.has_documentation(build.env)
    for docname in _searched(build):
        kind = [("kind", search_facts.search_kind(build, docname))] if has_kinds else []
        path = build.builder.get_output_path(docname)
        if post := build.domain.posts.get(docname):
            record = _post(build, post, kind)
        else:
            title = build.env.titles[docname].astext()
            text = _main_text(path.read_text(encoding="utf-8", errors="replace"))
            record = pagefind.page_html(title, text, filters=kind, facts=kind)
        yield path.relative_to(outdir).as_posix(), record


def _main_text(html: str) -> str:
    """Return the HTML of a page's main part, without its title."""
    from sphinx_blogtheme.markdown.html import elements

    main = next(elements(html, "main"), None)
    text = (main.inside if main else "") or ""
    title = next(elements(text, "h1"), None)
    return text[: title.tag.start] + text[title.end :] if title else text


def _post(build: Build, post: Post, kind: list[tuple[str, str]]) -> str:
    shown = build.editions.of(post.docname).pages.post(post)
    rendering = build.excerpts.load(post.docname)
    terms = {
        "category": shown.categories,
        "tag": shown.tags,
        "author": shown.authors,
    }
    filters = [(name, term.name) for name, found in terms.items() for term in found]
    shown_facts = [*kind, ("state", shown.state)] if shown.state else [*kind]
    shown_facts += [("date", shown.date_text)] if shown.dated else []
    if shown.categories:
        names = ", ".join(category.name for category in shown.categories)
        shown_facts.append(("categories", names))
    return pagefind.page_html(
        post.title,
        rendering.on_page(rendering.body, root="/"),
        filters=[*kind, *filters, ("year", str(post.date.year))],
        facts=shown_facts,
        order=post.date.astimezone(UTC).isoformat(timespec="seconds"),
    )


def add_search_engine(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the engine of the search to a context (on ``html-page-context``)."""
    if makes_site(app.builder):
        context["search_engine"] = app.builder.search_engine
        if app.builder.search and search_facts.has_documentation(app.env):
            context["search_facts"] = search_facts.FACTS
        if not app.builder.search:
            context["use_opensearch"] = ""
