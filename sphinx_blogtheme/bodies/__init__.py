"""Turn what other engines have in the bodies of posts into tokens of Markdown.

A post that came from Hugo, Jekyll, Pelican, Nikola or Zola is read as it is.
`shortcodes` reads the tags, `known` says what they stand for (in `pieces`),
`inline` and `blocks` put that into the text, and `rules` adds it all to a parser.
"""

from __future__ import annotations

from sphinx_blogtheme.bodies.context import DIALECTS, Body
from sphinx_blogtheme.bodies.lookup import Place, Places
from sphinx_blogtheme.bodies.rules import needs_translation, use_bodies

__all__ = ["DIALECTS", "Body", "Place", "Places", "needs_translation", "use_bodies"]
