"""Find the documents whose pages show something that has changed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.output.fingerprints import Fingerprints
    from sphinx_blogtheme.output.surroundings import Surroundings
    from sphinx_blogtheme.pages.excerpt_store import ExcerptStore

DOCUMENT, READ = "doc:", "read:"
"""Beginnings of fingerprints: what documents show of others, and when they were read."""

_FACTS, _TARGETS, _INVENTORIES = "facts", "targets", "inventories"
_REFERENCES = "references:"


class OutdatedDocuments:
    """The documents that one build has to write again, if Sphinx does not know."""

    def __init__(
        self,
        app: Sphinx,
        fingerprints: Fingerprints,
        surroundings: Surroundings,
        excerpts: ExcerptStore,
    ) -> None:
        self._app, self._env = app, app.env
        self._fingerprints = fingerprints
        self._surroundings = surroundings
        self._excerpts = excerpts
        self._read: set[str] = set()
        self.docnames: set[str] = set()
        """The documents to be written again."""
        self.same_facts = False
        """Whether the site is that of the last build, but for the texts of documents."""
        self.facts = ""
        """Digest of what the site is but for those."""

    def find(self) -> list[str]:
        """Return the documents that were read, or show something else than before."""
        note, env = self._fingerprints.note_value, self._env
        # It may have been read for another builder, or by a build that was killed.
        self._read = {
            docname
            for docname in env.found_docs
            if not note(READ + docname, f"{env.all_docs.get(docname)}")
        }
        self.same_facts = self._fingerprints.note(_FACTS, self._surroundings.of_site())
        self.facts = self._fingerprints.now[_FACTS]
        kept = blog_domain(env).posts.keys() | session_of(env).pages.keys()
        self.docnames = {
            docname
            for docname in env.found_docs
            if not self._shows_the_same(docname)
            or docname in self._read
            or (docname in kept and not self._excerpts.has(docname))
        }
        return sorted(self.docnames)

    def _shows_the_same(self, docname: str) -> bool:
        """Return whether a page shows of others what it showed in the last build."""
        name = DOCUMENT + docname
        if (
            self.same_facts
            and docname not in self._read
            and name in self._fingerprints.last
        ):
            self._fingerprints.keep(name)
            return True
        return self._fingerprints.note(name, self._surroundings.of(docname))

    def changed_references(self) -> list[str]:
        """Return the documents whose references have another outcome now."""
        from sphinx_blogtheme.site.code_targets import inventories
        from sphinx_blogtheme.site.references import outcome, targets

        changed = []
        fingerprints, env = self._fingerprints, self._env
        domain = blog_domain(env)
        if self._read or session_of(env).documents_removed:
            same = fingerprints.note(_TARGETS, targets(env))
        else:
            same = True
            fingerprints.keep(_TARGETS)
        same = fingerprints.note(_INVENTORIES, inventories(self._app)) and same
        referring = domain.references.keys() | domain.code_names.keys()
        for docname in sorted(referring & env.found_docs):
            name = _REFERENCES + docname
            if same and docname not in self._read:
                fingerprints.keep(name)
            elif not fingerprints.note(name, outcome(self._app, docname)):
                changed.append(docname)
        self.docnames |= set(changed)
        return changed
