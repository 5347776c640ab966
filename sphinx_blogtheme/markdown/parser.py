"""Parse Markdown into a doctree, posts with the rules for blogs.

MyST doesn't see a post's header: its lines are made empty, so that every warning still
has the author's line, and its title becomes the ``h1``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from myst_parser.config.main import merge_file_level, read_topmatter
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.discovery.source_files import (
    with_empty_lines,
    without_foreign_header,
)
from sphinx_blogtheme.markdown.html_blocks import UNCLOSED
from sphinx_blogtheme.markdown.notebooks import parse_text_notebook, without_cells
from sphinx_blogtheme.markdown.renderer import PROSE_OPTION, BlogRenderer, PostRenderer
from sphinx_blogtheme.markdown.shortcodes.detect import BODY_OPTION, needs_translation
from sphinx_blogtheme.markdown.shortcodes.post_context import (
    body_context,
    note_unknown_markup,
    report_unused_words,
)
from sphinx_blogtheme.markdown.trust.header_options import allowed_options
from sphinx_blogtheme.markdown.trust.limited_markup import limited
from sphinx_blogtheme.markdown.trust.prose import HTML_SYNTAX, prose_config
from sphinx_blogtheme.markdown.unclosed_html import report_unclosed
from sphinx_blogtheme.markdown.unreadable import guard
from sphinx_blogtheme.markdown.wikilinks import use_wikilinks
from sphinx_blogtheme.model.excerpt_separators import with_marker
from sphinx_blogtheme.model.headings import TITLE_OPTION
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.post_source import Source


_MAX_NESTING = 1000
"""Of markdown-it, which leaves out what is deeper; `guard` shows such text instead."""


class BlogParser(MystParser):
    """MyST's parser, with the dialect of blogs for posts."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse `inputstring` into `document`; show it as it is if that fails."""
        guard(lambda: self._parse(inputstring, document), document)

    def _parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        if parse_text_notebook(env, inputstring, document):
            return
        with limited(env, document) as prose:
            self._parse_markdown(inputstring, document, prose=prose)

    def _parse_markdown(
        self, inputstring: str, document: nodes.document, *, prose: bool
    ) -> None:
        env = document.settings.env
        source = source_of(env)
        # Sphinx parses each text of its catalogs by itself, as a document of this name.
        whole = not document["source"].endswith(":<translated>")
        config: MdParserConfig = env.myst_config
        inputstring = without_cells(inputstring, document)
        if source is None and whole:
            inputstring = without_foreign_header(env, inputstring)
        if source is None or source.markup != "markdown":
            config = _with_topmatter(config, inputstring, document)
            parser = create_md_parser(
                prose_config(config) if prose else config, BlogRenderer
            )
        else:
            head = inputstring.split("\n")[: source.header.body_line]
            if whole and any(line.startswith("myst:") for line in head):
                config = _with_topmatter(config, inputstring, document)
            if whole:
                inputstring = _without_header(inputstring, source)
            if prose:
                config = self._prose_config(config)
            parser = self._parser_of(env, source, inputstring, config)
            parser.options.pop(TITLE_OPTION, None)
            if whole:
                parser.options[TITLE_OPTION] = source.title
        use_wikilinks(parser, env.config)
        # In case the header has chosen a parser that takes no notice of this option.
        off = set(env.myst_config.disable_syntax) - (HTML_SYNTAX if prose else set())
        parser.disable(list(off), ignoreInvalid=True)
        parser.options[PROSE_OPTION] = prose
        parser.options["maxNesting"] = _MAX_NESTING
        parser.options["document"] = document
        parser.options["source_lines"] = inputstring.split("\n")
        read: dict[str, Any] = {}
        parser.render(inputstring, read)
        report_unclosed(read.get(UNCLOSED, {}), document)
        if body := parser.options.get(BODY_OPTION):
            note_unknown_markup(env, body)
            report_unused_words(body, env.docname)
        if source is not None:
            _drop_lost_references(document)

    @classmethod
    def _parser_of(
        cls, env: BuildEnvironment, source: Source, text: str, config: MdParserConfig
    ) -> MarkdownIt:
        """Return the parser of a post, with what its text needs."""
        if not needs_translation(text):
            return cls._plain_parser(config, env.config)
        # Imported here, since most sites have no such post.
        from sphinx_blogtheme.markdown.shortcode_renderer import BodyRenderer
        from sphinx_blogtheme.markdown.shortcodes.plugin import use_shortcodes

        parser = _post_parser(config, env.config, BodyRenderer)
        parser.options[BODY_OPTION] = body_context(env, source)
        use_shortcodes(parser, parser.options[BODY_OPTION])
        return parser

    @classmethod
    def for_tokens(
        cls, env: BuildEnvironment, source: Source | None, text: str
    ) -> MarkdownIt:
        """Return the parser of a document, for those who need only its tokens.

        :param source: the post; None for an ordinary page.
        """
        config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
        if source is None:
            parser = create_md_parser(config, BlogRenderer)
        else:
            parser = cls._parser_of(env, source, text, config)
        parser.options.pop(TITLE_OPTION, None)
        parser.disable(list(config.disable_syntax), ignoreInvalid=True)
        parser.options["maxNesting"] = _MAX_NESTING
        return parser

    _plain: ClassVar[tuple[MdParserConfig, MarkdownIt] | None] = None

    _prose: ClassVar[tuple[MdParserConfig, MdParserConfig] | None] = None

    @classmethod
    def _prose_config(cls, config: MdParserConfig) -> MdParserConfig:
        """Return the options of most posts in prose, made once for a configuration."""
        if cls._prose is None or cls._prose[0] is not config:
            cls._prose = config, prose_config(config)
        return cls._prose[1]

    @classmethod
    def _plain_parser(cls, config: MdParserConfig, site: Config) -> MarkdownIt:
        """Return the parser of most posts; it is made once for a configuration."""
        if cls._plain is None or cls._plain[0] is not config:
            cls._plain = config, _post_parser(config, site)
        return cls._plain[1]


def _post_parser(
    config: MdParserConfig, site: Config, renderer: type[PostRenderer] = PostRenderer
) -> MarkdownIt:
    from sphinx_blogtheme.markdown.dialect import use_blog_dialect

    parser = create_md_parser(config, renderer)
    # In MyST these drop text without a warning: % at a line's start, +++ alone in it.
    parser.disable(["myst_line_comment", "myst_block_break"], ignoreInvalid=True)
    parser.disable(["math_inline", "math_block"], ignoreInvalid=True)
    use_blog_dialect(parser, code_entities=site.blog_code_entities)
    if site.blog_autolinks:
        from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

        parser.use(gfm_autolink_plugin)
    if site.blog_emoji:
        from sphinx_blogtheme.markdown.emoji_names import use_emoji_names

        use_emoji_names(parser)
    return parser


def _drop_lost_references(document: nodes.document) -> None:
    """Replace references to missing footnotes by the text that was typed."""
    for mark in sorted(document.footnote_refs.keys() - document.nameids.keys()):
        for reference in document.footnote_refs.pop(mark):
            warn(
                WarningKind.LINK,
                f"the post has no footnote {mark}; the mark is shown as text.",
                location=reference,
            )
            document.autofootnote_refs.remove(reference)
            reference.parent.replace(reference, nodes.Text(mark))


def _with_topmatter(
    config: MdParserConfig, text: str, document: nodes.document
) -> MdParserConfig:
    """Return the configuration with the options for MyST in a document's header."""
    if not text.startswith("---"):
        return config
    try:
        topmatter = read_topmatter(text)
    except Exception:  # noqa: BLE001 -- MyST reports a bad header when it renders
        return config
    if not topmatter:
        return config
    env = document.settings.env
    topmatter = allowed_options(topmatter, config, env)

    def report(kind: MystWarnings, message: str) -> None:
        create_warning(document, message, kind, line=1, append_to=document)

    return merge_file_level(config, topmatter, report)


def _without_header(text: str, source: Source) -> str:
    """Return the text with its header's lines empty, so that line numbers stay.

    A separator of the author's own is the marker that ends an excerpt.
    """
    text = with_empty_lines(text, source.header.body_line)
    separator = source.header.front_matter.excerpt_separator
    return with_marker(text, separator) if separator else text


def setup(app: Sphinx) -> None:
    """Register our parser in place of MyST's."""
    app.add_source_parser(BlogParser, override=True)
