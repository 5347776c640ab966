"""Draw the diagrams of a site when reading has ended, and show them on its pages.

All processes that write pages know then which drawings exist. A drawing is kept for the
next build, and made again if the diagram, the program or its settings change.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_blogtheme.config.mermaid_options import AUTO, CODE, EXTENSION, SVG
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.features.diagrams.diagram_domain import (
    DiagramDomain,
    code_of_diagram,
    diagram_domain,
    diagrams_in,
)
from sphinx_blogtheme.files import write_changed, write_whole
from sphinx_blogtheme.markdown.diagrams import (
    MERMAID_EXTENSION,
    alternative_text,
    as_code,
    mermaid_diagram,
)
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.features.diagrams.diagram_domain import DocumentDiagram
    from sphinx_blogtheme.features.diagrams.mermaid_program import MermaidProgram

_OPTION = "blog_mermaid"
_EVENT = "html-page-context"


def draw_diagrams(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Draw the diagrams; return the documents to be written again.

    It is called on ``env-updated``, after `start_build`.
    """
    domain, build = diagram_domain(env), current_build(env)
    folder = Path(app.doctreedir, "blog", "diagrams")
    if domain.shown or folder.exists():
        domain.way, domain.drawings = _way(app, domain, folder)
    if build is None:
        return []
    _limit_scripts(app, domain.way)
    if domain.way != SVG:
        for file in folder.glob("*"):  # which may be of a post that is held back now
            file.unlink()
    for file in domain.drawings.values():
        addresses_of(env).claim_file(_path(build.builder, file))
    return [
        docname
        for docname, diagrams in sorted(domain.shown.items())
        if docname in env.found_docs
        and not build.fingerprint(
            f"diagrams:{docname}", [domain.way, *_names(domain, diagrams)]
        )
    ]


def _names(domain: DiagramDomain, diagrams: tuple[DocumentDiagram, ...]) -> list[str]:
    files = (domain.drawings.get(diagram.code) for diagram in diagrams)
    return [file.name if file else "" for file in files]


def _path(builder: Any, file: Path) -> str:
    """Return the path of a drawing in the output."""
    return f"{builder.imagedir}/mermaid-{file.name}"


def _way(
    app: Sphinx, domain: DiagramDomain, folder: Path
) -> tuple[str, Mapping[str, Path]]:
    """Return how diagrams are shown, and the drawings that are there."""
    chosen, fault = app.config.blog_mermaid, ""
    if chosen in (AUTO, SVG) and makes_site(app.builder):
        drawings, fault = _drawings(app, domain, folder)
        if not fault:
            return SVG, drawings
    has_extension = MERMAID_EXTENSION in app.extensions
    way = EXTENSION if has_extension and chosen != CODE else CODE
    if chosen == EXTENSION and not has_extension:
        fault = f"expected {MERMAID_EXTENSION!r} in extensions"
    if fault and domain.shown and (chosen == SVG or way == CODE):
        shown = "diagrams are shown as code"
        if has_extension:
            shown = f"{MERMAID_EXTENSION} shows the diagrams"
        elif chosen == AUTO:
            fault += f", and {MERMAID_EXTENSION!r} is not in extensions"
            shown += ", as 'code' would have it"
        warn(
            WarningKind.DIAGRAM,
            f"{_OPTION} = {chosen!r}: {fault}; {shown}.",
            location=location_of(app.config, _OPTION)
            or _place(app, next(_sorted(domain))),
        )
    return way, {}


def _drawings(
    app: Sphinx, domain: DiagramDomain, folder: Path
) -> tuple[Mapping[str, Path], str]:
    """Return the files of the drawings, by text, or why the program cannot be used.

    Those that are missing are drawn, and those that nothing shows are deleted.
    """
    from sphinx_blogtheme.features.diagrams.mermaid_program import (
        DiagramError,
        MermaidProgram,
    )

    program = MermaidProgram(
        command=app.config.blog_mermaid_command,
        folder=Path(app.confdir),
        config=app.config.blog_mermaid_config,
        browser=app.config.blog_mermaid_browser,
        timeout=app.config.blog_mermaid_timeout,
    )
    files: dict[str, Path] = {}
    if domain.shown:
        if program.path() is None:
            return {}, f"there is no program {program.command[0]!r}"
        try:
            version = program.version(folder.with_name("mermaid.json"))
        except DiagramError as error:
            return {}, f"{program.command[0]!r} does not run: {error}"
        files = _files(program, version, domain, folder)
        _draw_missing(app, program, domain, files)
    for file in folder.glob("*"):
        if file not in files.values():
            file.unlink()
    return {code: file for code, file in files.items() if file.is_file()}, ""


def _files(
    program: MermaidProgram, version: str, domain: DiagramDomain, folder: Path
) -> dict[str, Path]:
    """Return where the drawing of each diagram is kept, by text."""
    codes = dict.fromkeys(diagram.code for diagram in _sorted(domain))
    return {code: folder / f"{program.digest(version, code)}.svg" for code in codes}


def _place(app: Sphinx, diagram: DocumentDiagram) -> str:
    return f"{app.srcdir / diagram.source}:{diagram.line}"


def _sorted(domain: DiagramDomain) -> Iterator[DocumentDiagram]:
    for _, diagrams in sorted(domain.shown.items()):
        yield from diagrams


def _draw_missing(
    app: Sphinx,
    program: MermaidProgram,
    domain: DiagramDomain,
    files: Mapping[str, Path],
) -> None:
    """Draw what no build has drawn; what cannot be drawn is a warning."""
    from concurrent.futures import ThreadPoolExecutor

    from sphinx.util.display import status_iterator

    from sphinx_blogtheme.features.diagrams.mermaid_program import DiagramError

    first: dict[str, DocumentDiagram] = {}
    for diagram in _sorted(domain):
        if not files[diagram.code].is_file():
            first.setdefault(diagram.code, diagram)
    if not first:
        return
    with ThreadPoolExecutor(app.parallel) as pool:
        jobs = {code: pool.submit(program.draw, code) for code in first}
        try:
            for code, job in status_iterator(
                jobs.items(),
                "drawing diagrams... ",
                "darkgreen",
                len(jobs),
                0,
                _no_name,
            ):
                try:
                    write_whole(files[code], job.result())
                except DiagramError as error:
                    diagram = first[code]
                    warn(
                        WarningKind.DIAGRAM,
                        f"the diagram cannot be drawn: {error}; it is shown as code.",
                        location=_place(app, diagram),
                    )
        except BaseException:  # such as Ctrl+C
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _no_name(job: object) -> str:
    del job
    return ""


def _limit_scripts(app: Sphinx, way: str) -> None:
    """Let sphinxcontrib-mermaid add its script to pages that show a diagram only.

    It adds it to each page without a document, such as a list.
    """
    for listener in list(app.events.listeners.get(_EVENT, ())):
        if getattr(listener.handler, "__module__", "") == MERMAID_EXTENSION:
            app.disconnect(listener.id)
            if way in ("", EXTENSION):
                handler = _where_shown(listener.handler)
                app.connect(_EVENT, handler, priority=listener.priority)


def _where_shown(listener: Callable[..., Any]) -> Callable[..., Any]:
    def call(app: Sphinx, name: str, template: str, context: Any, doctree: Any) -> None:
        if doctree is None:
            # `pages.document_assets` has added the scripts of the documents that it
            # shows, with URLs that lead from their pages.
            files = context.get("script_files", [])
            theirs = [file for file in files if _is_foreign(file)]
            for file in theirs:
                files.remove(file)
            if not theirs:
                return
        listener(app, name, template, context, doctree)

    return call


def _is_foreign(script: Any) -> bool:
    """Return whether a script is one that sphinxcontrib-mermaid writes into a page."""
    attributes = getattr(script, "attributes", {})
    return "import mermaid from" in (attributes.get("body") or "")


def publish_diagrams(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write the drawings that differ (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is not None:
        drawings = diagram_domain(app.env).drawings.values()
        files = {_path(build.builder, file): file for file in drawings}
        for path, file in files.items():
            write_changed(Path(app.outdir, path), file.read_bytes())
        build.publish(files)
    return []


class ShowDiagrams(SphinxPostTransform):
    """Replaces each diagram by what is shown of it: an image, a script's node, or code."""

    default_priority = 250  # before images are placed, and code gets its language

    def run(self, **kwargs: object) -> None:
        """Change the diagrams of one document."""
        del kwargs
        domain = diagram_domain(self.env)
        if self.env.docname not in domain.shown:
            return
        for node in diagrams_in(self.env, self.document):
            file = domain.drawings.get(code_of_diagram(node))
            if file is not None:
                self._replace(node, self._image(node, file))
            elif isinstance(node, mermaid_diagram):
                extension = domain.way == EXTENSION
                self._replace(node, _of_extension(node) if extension else as_code(node))
            elif domain.way != EXTENSION:
                code = code_of_diagram(node)
                self._replace(node, nodes.literal_block(code, code, language="text"))

    def _replace(self, node: nodes.Element, by: nodes.Element) -> None:
        by.source, by.line = node.source, node.line
        node.parent.replace(node, by)

    def _image(self, node: nodes.Element, file: Path) -> nodes.image:
        given = node.get("diagram_alt", node.get("alt", ""))
        image = nodes.image(
            uri=str(file),
            site_path=_path(self.env._app.builder, file),  # noqa: SLF001
            alt=alternative_text(code_of_diagram(node), given),
            classes=[*node["classes"], "bt-diagram"],
            ids=node["ids"],
            names=node["names"],
        )
        if "align" in node:
            image["align"] = node["align"]
        return image


def _of_extension(node: mermaid_diagram) -> nodes.Element:
    """Return the node that the extension's directive makes."""
    made: nodes.Element = sys.modules[MERMAID_EXTENSION].mermaid(
        code=code_of_diagram(node),
        options={},
        ids=node["ids"],
        names=node["names"],
        classes=node["classes"],
    )
    if alt := node["diagram_alt"]:
        made["alt"] = alt
    if "align" in node:
        made["align"] = node["align"]
    return made


def setup(app: Sphinx) -> None:
    """Register the domain and the transform."""
    app.add_domain(DiagramDomain)
    app.add_post_transform(ShowDiagrams)
