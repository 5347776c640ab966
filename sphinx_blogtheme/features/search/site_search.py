"""Choose the engine of a site's search, and make the index with the pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.settings import location_of, read_config
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.features.search import pagefind, search_facts
from sphinx_blogtheme.features.search.index_parts import (
    FOLDER,
    Indexes,
    Shown,
    note_index,
    searched,
)
from sphinx_blogtheme.features.search.pagefind import PagefindError
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder, makes_site
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.output.build import Build

_ENGINE, _INDEX = "search:engine", "search:index"
"""Names of the fingerprint of the engine, and of the work on the index."""

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
        indexes = Indexes(build, _language(app))
        build.session.parts[Shown] = indexes.shown
        build.later(_INDEX, indexes.begin)
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
            files += made.files
            note_index(build, made)
    _clear(Path(app.outdir, FOLDER), {Path(app.outdir, name) for name in files})
    if _chosen(build) != "none" and draws(app):
        files += search_facts.write_facts(build, Path(app.outdir), searched(build))
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
        if pagename == "search" and (build := current_build(app.env)):
            shown = build.session.parts.get(Shown, Shown(0))
            context["search_parts"] = shown.parts
            context["search_changes"] = shown.changes
            context["search_newest"] = shown.newest
        if app.builder.search and search_facts.has_documentation(app.env):
            context["search_facts"] = search_facts.FACTS
        if not app.builder.search:
            context["use_opensearch"] = ""
