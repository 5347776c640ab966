"""Find the documentation of a name, on the site's own API pages and in inventories.

A name has to be documented under exactly the full name that the code gives it. Of the
inventories of intersphinx, the last that has a name is taken, as Sphinx does it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sphinx_blogtheme.code_names.meanings import BUILTINS, INSTANCE
from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    Inventory = Mapping[str, Mapping[str, Any]]

_MODULE = "module"
_CLASSES = ("class", "exception")
_KINDS = (
    *(_MODULE, *_CLASSES, "function", "method", "classmethod", "staticmethod"),
    *("attribute", "property", "data", "type"),
)
"""Kinds of objects in Python's domain."""

_INVENTORY = "objects.inv"


class CodeTarget(NamedTuple):
    """A place at which something is documented."""

    kind: str
    """Kind of the object, such as ``class``."""
    uri: str
    """URL in another site, or the fragment on a page of this one."""
    docname: str = ""
    """Docname of that page; empty if it is another site's."""

    def href(self, builder: Builder, docname: str) -> str:
        """Return the URL as a page of this site has it."""
        if self.docname:
            return builder.get_relative_uri(docname, self.docname) + self.uri
        if "://" in self.uri or self.uri.startswith("/"):
            return self.uri
        # As Sphinx has it, from the root of the site.
        return "../" * builder.get_target_uri(docname).count("/") + self.uri


class CodeTargets:
    """The documented names that a build knows."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._objects = env.domains.python_domain.objects
        disabled = getattr(env.config, "intersphinx_disabled_reftypes", ())
        self._kinds = [kind for kind in _KINDS if f"py:{kind}" not in disabled]
        if {"*", "py:*"}.intersection(disabled):
            self._kinds = []
        self._inventory: Inventory = getattr(env, "intersphinx_inventory", {})
        named: Mapping[str, Inventory]
        named = getattr(env, "intersphinx_named_inventory", {})
        module = BUILTINS.removesuffix(".")
        of_python = [
            inventory
            for inventory in named.values()
            if module in inventory.get(f"py:{_MODULE}", ())
        ]
        self._builtins: Inventory = of_python[-1] if of_python else {}
        """The inventory of Python, in which builtins have no module."""
        self._found: dict[str, CodeTarget | None] = {}

    def find(self, name: str) -> CodeTarget | None:
        """Return where a name is documented, if it is.

        :param name: a full name as in `code_names.bindings.NameUse`.
        """
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> CodeTarget | None:
        owner, is_instance, attribute = name.partition(INSTANCE)
        if not is_instance:
            return self._documented(name)
        of = self._documented(owner) if attribute else None
        is_class = of is not None and of.kind in _CLASSES
        return self._documented(owner + attribute) if is_class else None

    def _documented(self, name: str) -> CodeTarget | None:
        target: CodeTarget | None
        if found := self._objects.get(name):
            page, place = found.docname, f"#{found.node_id}"
            target = CodeTarget(found.objtype, place, page)
        elif name.startswith(BUILTINS):
            return self._listed(name.removeprefix(BUILTINS), self._builtins)
        else:
            target = self._listed(name, self._inventory)
        # A name without a dot is an imported one, which other things may have.
        if target and "." not in name and target.kind != _MODULE:
            return None
        return target

    def _listed(self, name: str, inventory: Inventory) -> CodeTarget | None:
        for kind in self._kinds:
            if item := inventory.get(f"py:{kind}", {}).get(name):
                return CodeTarget(kind, item.uri)
        return None


def title_of(name: str) -> str:
    """Return a full name as documentation has it."""
    return name.removeprefix(BUILTINS).replace(INSTANCE, "")


def code_targets_of(env: BuildEnvironment) -> CodeTargets:
    """Return the documented names of a build, when reading has ended."""
    parts = session_of(env).parts
    if CodeTargets not in parts:
        parts[CodeTargets] = CodeTargets(env)
    return cast("CodeTargets", parts[CodeTargets])


def found_targets(env: BuildEnvironment, names: Iterable[str]) -> list[object]:
    """Return where names are documented, as a value whose ``repr`` tells a change."""
    find = code_targets_of(env).find
    return [(name, find(name)) for name in names]


def inventories(app: Sphinx) -> str:
    """Return a digest of which inventories Sphinx has loaded.

    Sphinx reads those in files anew in each build, and knows when it fetched others.
    """
    facts: list[object] = []
    cache: Any = getattr(app.env, "intersphinx_cache", {})
    mapping: Any = getattr(app.config, "intersphinx_mapping", {})
    for name, (_, (uri, places)) in sorted(mapping.items()):
        paths = [place or f"{uri.rstrip('/')}/{_INVENTORY}" for place in places]
        files = [Path(app.srcdir, path) for path in paths if "://" not in path]
        texts = [digest_of(file.read_bytes()) for file in files if file.is_file()]
        fetched = None if texts else cache.get(uri, (None, None))[1]
        facts.append((name, uri, texts, fetched))
    return digest_of(facts) if facts else ""
