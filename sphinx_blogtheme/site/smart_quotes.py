"""Gives posts the quotation marks and dashes of their own languages.

Sphinx's own transform, which comes right after, has those of the site's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.markdown.smart_text import quotes_language, smarten
from sphinx_blogtheme.site.domain import blog_domain, make_post

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class PostQuotes(SphinxTransform):
    """Sets the quotation marks and dashes of a post, if the site asks for them."""

    default_priority = SphinxSmartQuotes.default_priority - 1

    def apply(self, **kwargs: Any) -> None:
        """Change the text of all paragraphs, headings and the like, but not code."""
        del kwargs
        source, settings = source_of(self.env), self.document.settings
        if source is None or not self.config.smartquotes or not settings.smart_quotes:
            return
        builders = self.config.smartquotes_excludes.get("builders", [])
        vocabulary = blog_domain(self.env).vocabulary
        post = make_post(source, vocabulary, self.config, words=0)
        language = quotes_language(post.language, self.config)
        # As Sphinx's own transform asks for it.
        builder = self.env._builder_cls.name  # noqa: SLF001
        if language and builder not in builders:
            for block in list(self.document.findall(nodes.TextElement)):
                if not isinstance(
                    block, SphinxSmartQuotes.nodes_to_skip
                ) and not isinstance(block.parent, nodes.TextElement):
                    smarten(block, language, self.config)
        # With this, Sphinx's own transform leaves the document alone.
        settings.smart_quotes = False


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(PostQuotes)
