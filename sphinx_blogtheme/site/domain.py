"""A Sphinx domain with the post, anchors and links of each document.

All of it is stored by docname, so that Sphinx clears, merges and pickles it as it does
for its own domains.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from logging import WARNING
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from sphinx import addnodes
from sphinx.domains import Domain

from sphinx_blogtheme.config.settings import vocabulary_of
from sphinx_blogtheme.discovery.project import BlogProject, source_of
from sphinx_blogtheme.discovery.source_files import install_early
from sphinx_blogtheme.markdown.shortcodes.post_context import unknown_markup
from sphinx_blogtheme.markdown.smart_text import smart_text, smart_title
from sphinx_blogtheme.model.changes import with_changes
from sphinx_blogtheme.model.languages import is_language, language_tag, languages_in
from sphinx_blogtheme.model.permalinks import names_file
from sphinx_blogtheme.model.posts import FrontMatter, Post
from sphinx_blogtheme.site.found_links import SiteLink, anchors_and_links
from sphinx_blogtheme.site.packed_contents import pack_contents
from sphinx_blogtheme.site.term_names import language_terms, smart_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.post_source import Source
    from sphinx_blogtheme.model.posts import ChangeNote, TocItem
    from sphinx_blogtheme.model.schedule import Withheld
    from sphinx_blogtheme.model.terms import Vocabulary
    from sphinx_blogtheme.site.found_links import ApiReference


REFERENCE_TYPES = ("ref", "any", "myst")
"""Kinds of references whose target may be a label."""


class KeptWarning(NamedTuple):
    """A warning about a document, kept until the document is read or written again."""

    text: str
    location: str | None = None
    """Path and line, such as ``/blog/posts/x.md:7``."""
    type: str | None = None
    subtype: str | None = None
    level: int = WARNING
    once: bool = False
    """Whether the same text is given only once in a build."""


class BlogDomain(Domain):
    """The post, anchors, links and other data of each document."""

    name = "blog"
    label = "Blog"
    data_version = 21
    initial_data: ClassVar[dict[str, Any]] = {
        "posts": {},
        "made_from": {},
        "anchors": {},
        "links": {},
        "files": {},
        "lists": {},
        "sources": {},
        "outlines": {},
        "labels": {},
        "contents": {},
        "lookups": {},
        "references": {},
        "warnings": {},
        "copied": {},
        "withheld": {},
        "rivals": {},
        "updates": {},
        "markup": {},
        "facts": {},
        "code_names": {},
        "api_references": {},
        "code_digests": {},
    }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The entries of terms in the options of the site."""
        return vocabulary_of(self.env.config)

    @property
    def posts(self) -> dict[str, Post]:
        """The posts, by docname."""
        return cast("dict[str, Post]", self.data["posts"])

    @property
    def made_from(self) -> dict[str, tuple[str, str]]:
        """Digests of the options and of the source that each post was made from.

        A post is left out if the time may change it, or its file.
        """
        return cast("dict[str, tuple[str, str]]", self.data["made_from"])

    @property
    def anchors(self) -> dict[str, frozenset[str]]:
        """The ids in each document."""
        return cast("dict[str, frozenset[str]]", self.data["anchors"])

    @property
    def links(self) -> dict[str, tuple[SiteLink, ...]]:
        """The links to URLs of the site in each document."""
        return cast("dict[str, tuple[SiteLink, ...]]", self.data["links"])

    @property
    def files(self) -> dict[str, dict[str, str]]:
        """The files that each post brings along: output path to source path."""
        return cast("dict[str, dict[str, str]]", self.data["files"])

    @property
    def lists(self) -> dict[str, bool]:
        """The documents with ABlog's ``postlist``, and whether it shows excerpts."""
        return cast("dict[str, bool]", self.data["lists"])

    @property
    def sources(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Of each document, docnames of its links by file, and targets not found."""
        return cast(
            "dict[str, tuple[frozenset[str], frozenset[str]]]", self.data["sources"]
        )

    @property
    def labels(self) -> dict[str, frozenset[str]]:
        """The labels that each document refers to."""
        return cast("dict[str, frozenset[str]]", self.data["labels"])

    @property
    def outlines(self) -> dict[str, tuple[TocItem, ...]]:
        """The table of contents of each document that has one."""
        return cast("dict[str, tuple[TocItem, ...]]", self.data["outlines"])

    def add_file(self, docname: str, source: str, path: str = "") -> str:
        """Let a post bring a file along; return the file's path in the output.

        :param source: path of the file from the source folder.
        :param path: path in the output; by default, the file's name in the folder of
            the post, as in ``2025/03/x/a.png``, or ``a-2.png`` for another file.
        """
        files = self.files.setdefault(docname, {})
        if not path:
            path = f"{docname}/{posixpath.basename(source)}"
            stem, suffix = posixpath.splitext(path)
            number = 2
            while files.get(path, source) != source:
                path = f"{stem}-{number}{suffix}"
                number += 1
        files[path] = source
        return path

    @property
    def contents(self) -> dict[str, dict[str, str | None]]:
        """Of each document, the digests of the files that it was made from, by path."""
        return cast("dict[str, dict[str, str | None]]", self.data["contents"])

    @property
    def lookups(self) -> dict[str, dict[str, bool]]:
        """Of each document, the paths at which it looked for a file, and if there was."""
        return cast("dict[str, dict[str, bool]]", self.data["lookups"])

    @property
    def references(self) -> dict[str, bytes]:
        """The pickled references of each document, but for links by URL."""
        return cast("dict[str, bytes]", self.data["references"])

    @property
    def copied(self) -> dict[str, frozenset[str]]:
        """The sources of the images that Sphinx copies for each document."""
        return cast("dict[str, frozenset[str]]", self.data["copied"])

    @property
    def warnings(self) -> dict[str, tuple[KeptWarning, ...]]:
        """The warnings that were given when each document was read."""
        return cast("dict[str, tuple[KeptWarning, ...]]", self.data["warnings"])

    @property
    def markup(self) -> dict[str, dict[str, tuple[int, str]]]:
        """The unknown tags of each post: line and text, by style and name."""
        return cast("dict[str, dict[str, tuple[int, str]]]", self.data["markup"])

    @property
    def withheld(self) -> dict[str, Withheld]:
        """The documents that were read, and then found not to be public."""
        return cast("dict[str, Withheld]", self.data["withheld"])

    @property
    def rivals(self) -> dict[str, set[str]]:
        """Of each document, the documents that define a name that it defines too."""
        return cast("dict[str, set[str]]", self.data["rivals"])

    @property
    def facts(self) -> dict[str, str]:
        """Of each document, a digest of what pages and files show of it but its text."""
        return cast("dict[str, str]", self.data["facts"])

    @property
    def updates(self) -> dict[str, tuple[ChangeNote, ...]]:
        """Of each post, the notes of its ``update`` directives, also future ones."""
        return cast("dict[str, tuple[ChangeNote, ...]]", self.data["updates"])

    @property
    def code_names(self) -> dict[str, tuple[str, ...]]:
        """Of each document, the full names of what its Python uses."""
        return cast("dict[str, tuple[str, ...]]", self.data["code_names"])

    @property
    def api_references(self) -> dict[str, tuple[ApiReference, ...]]:
        """The references of each text that may lead to objects of Python's domain."""
        return cast("dict[str, tuple[ApiReference, ...]]", self.data["api_references"])

    @property
    def code_digests(self) -> dict[str, str]:
        """Of each post whose page is to say when its code was run, that of the code."""
        return cast("dict[str, str]", self.data["code_digests"])

    def setup(self) -> None:
        """Prepare the project, which Sphinx soon asks for its documents."""
        super().setup()
        pack_contents(self.env)
        install_early(self.env)

    def clear_doc(self, docname: str) -> None:
        """Remove the data of a document."""
        for values in self._tables():
            values.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add the data of documents that another process has read."""
        for name in self.initial_data:
            for docname in sorted(docnames & otherdata[name].keys()):
                self.data[name][docname] = otherdata[name][docname]

    def resolve_any_xref(self, *args: Any) -> list[Any]:
        """Resolve nothing: links to posts are links to documents."""
        del args
        return []

    def _tables(self) -> Iterable[dict[str, Any]]:
        return (self.data[name] for name in self.initial_data)

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Store the data of a document that was just read."""
        from sphinx_blogtheme.markdown.contents import table_of_contents, word_count

        anchors, links = anchors_and_links(env, docname, document)
        self.anchors[docname] = anchors
        if links:
            self.links[docname] = links
        labels = frozenset(
            reference["reftarget"]
            for reference in document.findall(addnodes.pending_xref)
            if reference.get("reftype") in REFERENCE_TYPES
        )
        if labels:
            self.labels[docname] = labels
        if outline := table_of_contents(document):
            self.outlines[docname] = outline
        source = source_of(env, docname)
        if source is None:
            return
        if tags := unknown_markup(env):
            self.markup[docname] = tags
        post = make_post(source, self.vocabulary, env.config, word_count(document))
        self.add_post(self.with_notes(post))
        # A post is reached by the lists of posts, not by a toctree.
        env.metadata[docname]["orphan"] = True
        if not source.header.front_matter.listed:
            env.metadata[docname]["nosearch"] = True

    def with_notes(self, post: Post) -> Post:
        """Return a post with the change notes of its header and its text."""
        project = cast("BlogProject", self.env.project)
        source = project.sources.get(post.docname)
        facts = source.header.front_matter if source else FrontMatter()
        updates = self.updates.get(post.docname, ())
        return with_changes(post, facts, updates, project.today)

    def add_post(self, post: Post) -> None:
        """Store a post, and the ids and links of its change notes."""
        self.posts[post.docname] = post
        if post.changes or post.image_caption:
            from sphinx_blogtheme.site.found_links import links_of_notes

            name, links = post.docname, links_of_notes(self.env, post)
            ids = {note.id for note in post.changes}
            if ids:
                self.anchors[name] = self.anchors.get(name, frozenset()) | ids
            if found := dict.fromkeys((*self.links.get(name, ()), *links)):
                self.links[name] = tuple(found)


def make_post(
    source: Source, vocabulary: Vocabulary, config: Config, words: int
) -> Post:
    """Return the post of a source file, with ABlog's defaults.

    :param source: the source, with its header.
    :param words: number of words of its text.
    """
    facts = source.header.front_matter
    authors = facts.authors or default_terms(config, "author")
    locations = facts.locations or default_terms(config, "location")
    languages = facts.language or default_terms(config, "language")
    if isinstance(languages, str):
        languages = languages_in(languages)
    # `unknown_terms` warns of the others.
    languages = tuple(text for text in languages if is_language(text, vocabulary))
    language = next(filter(None, map(language_tag, languages)), None)
    terms = smart_terms(vocabulary, config)
    return Post(
        docname=source.docname,
        path=source.path,
        slug=source.slug,
        body_line=source.header.body_line,
        title=smart_title(source, language, config),
        short_title=smart_text(facts.short_title, language, config) or "",
        date=source.date,
        updated=facts.updated,
        listed=facts.listed,
        on_menu=facts.on_menu,
        order=facts.order,
        categories=terms("category", facts.categories),
        tags=terms("tag", facts.tags),
        authors=terms("author", authors),
        series=next(iter(terms("series", filter(None, [facts.series]))), None),
        part=facts.part,
        words=words,
        description=smart_text(facts.description, language, config),
        summary=smart_text(facts.summary, language, config),
        excerpt_paragraphs=facts.excerpt_paragraphs,
        minutes=facts.reading_time,
        maths=facts.maths,
        toc=facts.toc is not False,
        section=source.section,
        release=source.release,
        language=language,
        original=source.original,
        languages=language_terms(vocabulary, languages, config),
        locations=terms("location", locations),
        pinned=facts.pinned,
        comments=facts.comments is not False,
        image=facts.image,
        image_alt=facts.image_alt,
        image_caption=smart_text(facts.image_caption, language, config),
        cover_on_post=not (facts.hide_cover or facts.hide_cover_on_post),
        cover_in_lists=not (facts.hide_cover or facts.hide_cover_in_lists),
        aliases=facts.aliases + ((facts.url,) if names_file(facts.url) else ()),
        canonical=facts.canonical,
        feed_id=facts.feed_id,
        link=facts.link,
        kind=source.kind,
        untitled=source.untitled,
        template=facts.template,
        has_path=bool(facts.url),
        reason=source.reason,
        dated=source.dated and facts.show_date is not False,
        extra=facts.extra,
    )


def default_terms(config: Config, kind: str) -> tuple[str, ...]:
    """Return the terms of posts that name none: ``blog_default_author`` or the like."""
    value = getattr(config, f"blog_default_{kind}") or ()
    return (value,) if isinstance(value, str) else tuple(value)


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """Return the domain of an environment."""
    return cast("BlogDomain", env.get_domain(BlogDomain.name))


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(BlogDomain)
