"""Let directives and roles do only what the author of a document may do.

Sphinx and docutils look up each directive and role by its name while they parse. Here
they get a subclass that looks at the files in its arguments and options before it runs.
Where a document may be prose only, they get what shows the text instead of all but the
known harmless directives and roles.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include, adapt_path
from docutils.parsers.rst.roles import CustomRole
from sphinx.util.docutils import CustomReSTDispatcher

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.markdown.trust.levels import is_prose
from sphinx_blogtheme.model.urls import scheme_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from docutils.nodes import document
    from sphinx.environment import BuildEnvironment

FILE_DIRECTIVES = frozenset(
    [
        *("include", "literalinclude", "csv-table", "raw", "exceltable", "graphviz"),
        *("uml", "mermaid", "plot", "d2", "drawio-image", "drawio-figure"),
        *("mdinclude", "program-output", "command-output", "svgbob", "blockdiag"),
        *("jupyter-execute", "openapi", "httpdomain", "asciinema", "excalidraw"),
    ]
)
"""Directives whose arguments, and options named as in `_FILE_OPTIONS`, are files."""

_FILE_OPTIONS = ("file", "diff", "source", "src", "path", "filename", "data")
_TITLED = frozenset(["raw", "csv-table", "exceltable"])
"""Those of `FILE_DIRECTIVES` whose arguments are no files."""
_URL_OPTIONS = ("url", "src", "source")
_TEXT_OPTIONS = frozenset(
    ["alt", "caption", "class", "classes", "label", "name", "title", "align", "text"]
)
_HARMLESS_MODULES = (
    *("sphinx.domains", "sphinx.roles", "docutils.parsers.rst.roles", "myst_parser."),
    *("sphinx_design.", "sphinx_tabs.", "sphinx_inline_tabs", "sphinx_togglebutton"),
    "nbsphinx",
)
"""Modules that have only directives and roles of the same kind as those above."""
_KNOWN_PACKAGES = ("docutils.", "sphinx.", "myst_parser.", "sphinx_blogtheme.")
_PARSERS = (
    *("rst", "restructuredtext", "md", "markdown", "myst", "commonmark"),
    *("myst_parser.sphinx_", "myst_parser.docutils_"),
    *("myst_parser.parsers.sphinx_", "myst_parser.parsers.docutils_"),
)

PROSE_DIRECTIVES = frozenset(
    [
        *("admonition", "attention", "caution", "danger", "error", "hint"),
        *("important", "note", "tip", "warning", "seealso", "todo", "topic"),
        *("sidebar", "rubric", "epigraph", "highlights", "pull-quote", "compound"),
        *("container", "class", "parsed-literal", "code", "code-block", "sourcecode"),
        *("math", "highlight", "image", "figure", "figure-md", "table", "list-table"),
        *("csv-table", "meta", "contents", "sectnum", "section-numbering", "footer"),
        *("header", "replace", "unicode", "date", "role", "default-role", "title"),
        *("target-notes", "centered", "hlist", "glossary", "index", "only", "toctree"),
        *("tabularcolumns", "versionadded", "versionchanged", "versionremoved"),
        *("deprecated", "acks", "sectionauthor", "codeauthor", "productionlist"),
        *("default-domain", "embed", "post", "update", "postlist", "bibliography"),
        *("eval-rst", "grid", "grid-item", "grid-item-card", "card", "card-carousel"),
        *("dropdown", "tab-set", "tab-item", "tab-set-code", "button-link"),
        *("button-ref", "div", "tabs", "tab", "group-tab", "code-tab", "article-info"),
    ]
)
"""Directives that prose may have: they only arrange, mark and number what is shown."""

PROSE_ROLES = frozenset(
    [
        *("", "emphasis", "strong", "literal", "code", "math", "sub", "subscript"),
        *("sup", "superscript", "title", "title-reference", "title-ref"),
        *("abbreviation", "abbr", "acronym", "ac", "ab", "i", "b", "t", "pep"),
        *("pep-reference", "rfc", "rfc-reference", "ref", "doc", "numref", "eq"),
        *("term", "keyword", "option", "envvar", "token", "any", "download"),
        *("index", "kbd", "command", "dfn", "file", "guilabel"),
        *("makevar", "mailheader", "manpage", "menuselection", "mimetype"),
        *("newsgroup", "program", "regexp", "samp", "cve", "cwe", "external"),
        *("named-reference", "anonymous-reference", "uri-reference", "uri", "url"),
        *("footnote-reference", "citation-reference", "substitution-reference"),
        *("target", "bdg", "button-link", "button-ref", "cite", "footcite"),
        *("smallcaps",),
    ]
)
"""Roles that prose may have."""


class LimitedMarkup(CustomReSTDispatcher):
    """Directives and roles for the document that is being parsed."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Take the environment of the document."""
        super().__init__()
        self._env = env
        self._prose = is_prose(env)
        self._own = {name.lower() for name in env.config.blog_prose_markup}

    def directive(
        self, directive_name: str, language_module: ModuleType, document: document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Return the directive of a name, or one that refuses what it may not do."""
        found, messages = super().directive(directive_name, language_module, document)
        if found is None:
            return found, messages
        name = directive_name.lower()
        name = getattr(language_module, "directives", {}).get(name, name)
        if self._prose and not self._is_prose(name, found, PROSE_DIRECTIVES):
            return RefusedDirective, messages
        return limited_directive(found, name), messages

    def role(
        self,
        role_name: str,
        language_module: ModuleType,
        lineno: int,
        reporter: Any,
    ) -> tuple[Any, list[nodes.system_message]]:
        """Return the role of a name, or one that shows its text."""
        given, messages = super().role(role_name, language_module, lineno, reporter)
        found: Any = given
        name = role_name.lower()
        name = getattr(language_module, "roles", {}).get(name, name)
        if found is None or not self._prose:
            return given, messages
        while isinstance(found, CustomRole):  # a document has defined it with `role`
            found, name = found.base_role, ":"
        if self._is_prose(name, found, PROSE_ROLES) and name != "raw":
            return given, messages
        return _refusing_role(self._env), messages

    def _is_prose(self, name: str, found: Any, known: frozenset[str]) -> bool:
        """Return whether prose may have what was found by a name."""
        if name.lower() in known or name.lower() in self._own:
            return True
        kinds = found.__mro__ if isinstance(found, type) else (found, type(found))
        modules = [getattr(kind, "__module__", "") or "" for kind in kinds]
        return any(module.startswith(_HARMLESS_MODULES) for module in modules)


@contextmanager
def limited(env: BuildEnvironment, document: document) -> Iterator[bool]:
    """Parse a document with what its author may use; yield whether that is prose."""
    settings, prose = document.settings, is_prose(env)
    before = settings.raw_enabled, settings.file_insertion_enabled
    if prose:
        settings.raw_enabled = settings.file_insertion_enabled = False
    try:
        with LimitedMarkup(env):
            yield prose
    finally:
        settings.raw_enabled, settings.file_insertion_enabled = before


class RefusedDirective(Directive):
    """Shows the text of a directive that prose may not have."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = None

    def run(self) -> list[nodes.Node]:
        """Return the text as it was written, and report it."""
        warn(
            WarningKind.TRUST,
            f"directive {self.name!r}: expected one for prose, since blog_trust is"
            " 'prose' here; its text is shown as it is.",
            location=_place(self),
        )
        text = "\n".join([*self.arguments, *self.content])
        return [nodes.literal_block(text, text, language="text")] if text else []


def _refusing_role(env: BuildEnvironment) -> Callable[..., Any]:
    def role(
        name: str, rawtext: str, text: str, lineno: int, *rest: Any, **named: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        del rest, named
        warn(
            WarningKind.TRUST,
            f"role {name!r} of {text!r}: expected one for prose, since blog_trust is"
            " 'prose' here; its text is shown as code.",
            location=(env.docname, lineno),
        )
        return [nodes.literal(rawtext, text)], []

    # Those of `raw`, of which nbsphinx defines a role in each notebook.
    role.options = {  # type: ignore[attr-defined]
        "format": directives.unchanged,
        "class": directives.class_option,
    }
    return role


def _place(directive: Directive) -> str:
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    return f"{source}:{line}"


def warn_of_file(name: str, file: str, reason: str, location: str) -> None:
    """Warn of a directive that wants a file which the document may not use."""
    warn(
        WarningKind.TRUST,
        f"{name}: {file!r} {reason}; expected a file of the site's folder, or one that"
        " blog_trusted_paths lists. It is left out.",
        location=location,
    )


_LIMITED: dict[tuple[Any, str], Any] = {}
"""The directives that `limited_directive` has made, each once."""


def limited_directive(found: Any, name: str) -> Any:
    """Return a directive that doesn't run if it names a file that is not the site's."""
    if (found, name) not in _LIMITED:
        _LIMITED[found, name] = _made_limited(found, name)
    return _LIMITED[found, name]


def _made_limited(found: Any, name: str) -> Any:
    if not isinstance(found, type):  # a function, as docutils had them once
        return found
    module = found.__module__
    if name not in FILE_DIRECTIVES and module.startswith(_KNOWN_PACKAGES):
        return found  # these packages have no others that read files

    class Limited(found):  # type: ignore[misc]
        def run(self) -> list[nodes.Node]:
            for value, reason in _refused_values(self, name in FILE_DIRECTIVES):
                warn_of_file(self.name, value, reason, _place(self))
                return []
            result: list[nodes.Node] = super().run()
            return result

    Limited.__name__, Limited.__qualname__ = found.__name__, found.__qualname__
    Limited.__module__, Limited.__doc__ = module, found.__doc__
    if issubclass(found, Include):
        # The parser would be imported by its name, whatever module that is.
        Limited.option_spec = {**(found.option_spec or {}), "parser": _known_parser}
    return Limited


def _known_parser(argument: str) -> Any:
    if argument.strip().lower() not in _PARSERS:
        raise ValueError(f"expected one of {', '.join(_PARSERS)}")
    return directives.parser_name(argument)


def _refused_values(directive: Directive, is_reader: bool) -> Iterator[tuple[str, str]]:
    """Yield the values that a directive may not use, each with the reason."""
    env = directive.state.document.settings.env
    options = {
        key: value for key, value in directive.options.items() if isinstance(value, str)
    }
    files = [v for k, v in options.items() if k in _FILE_OPTIONS and "://" not in v]
    if is_reader:
        files += directive.arguments if directive.name not in _TITLED else ()
    else:
        written = [v for k, v in options.items() if k not in _TEXT_OPTIONS]
        files += [v for v in (*directive.arguments, *written) if "/" in v]
    here = getattr(directive.state.document, "current_source", None)
    # Others, such as Matplotlib, take paths from the source folder.
    own = type(directive).__module__.startswith(_KNOWN_PACKAGES)
    folders = () if own else (env.srcdir, env._app.confdir)  # noqa: SLF001
    for value in files:
        if reason := file_refusal(env, value, here or "", folders):
            yield value, reason
    for key in _URL_OPTIONS:
        if scheme_of(options.get(key, "")) == "file":
            yield options[key], "is outside of the site's folder"


def file_refusal(
    env: BuildEnvironment, written: str, source: str = "", folders: Iterable[Path] = ()
) -> str:
    """Return why a document may not use the file that a directive names; "" if it may.

    :param written: the path as it was written.
    :param source: the file with the directive, which docutils takes paths from.
    :param folders: further folders that the path may be relative to.
    """
    written = "".join(part.strip() for part in written.splitlines())
    if written.startswith("<") and written.endswith(">"):  # files that docutils has
        inside = written[1:-1].startswith("/") or ".." in written
        return "is outside of the site's folder" if inside else ""
    try:
        places = [env.relfn2path(written, env.docname)[1]]
        if source:
            places.append(f"{Path.cwd() / adapt_path(written, source, '/')}")
        places += [f"{folder / written}" for folder in folders]
        for place in places:
            if is_file(place) and (reason := refusal_of(env, place)):
                return reason
    except (ValueError, OSError):  # no path, such as one that is too long
        return ""
    return ""
