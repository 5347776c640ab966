"""The directive ``embed``: a player as a frame in HTML, and as a link elsewhere."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_blogtheme.markdown.embeds.click_page import LINK_CLASS, REFERRER
from sphinx_blogtheme.markdown.embeds.player_titles import title_of_player
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_blogtheme.markdown.embeds.services import Player

WIDTH = 640
"""Width in pixels, for programs that show feeds without CSS."""

_ALLOW = "autoplay; encrypted-media; fullscreen; picture-in-picture"


class embed(nodes.General, nodes.Element):  # noqa: N801 -- as docutils names nodes
    """A player: ``url`` of a page of its service, ``title``, ``width``, ``ratio``."""


def _width(argument: str) -> str:
    """Return a width in CSS, such as ``480px``.

    :raises ValueError: if it is neither in pixels nor in per cent.
    """
    match = re.fullmatch(r"([1-9]\d{0,4})(px|%)?", argument.strip())
    if not match:
        raise ValueError(f"expected a width such as 480px or 80%, not {argument!r}")
    return match[1] + (match[2] or "px")


def _ratio(argument: str) -> tuple[int, int]:
    """Return a ratio as width and height: ``(16, 9)`` for ``16/9``.

    :raises ValueError: if it is not a ratio.
    """
    match = re.fullmatch(r"([1-9]\d{0,4})\s*[/:]\s*([1-9]\d{0,4})", argument.strip())
    if not match:
        raise ValueError(f"expected a ratio such as 16/9, not {argument!r}")
    return int(match[1]), int(match[2])


class EmbedDirective(SphinxDirective):
    """A player, by the URL of its page at a service."""

    required_arguments = 1
    final_argument_whitespace = False
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "title": directives.unchanged_required,
        "width": _width,
        "ratio": _ratio,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return a player, in a figure if it has a caption; or a link."""
        url = self.arguments[0].strip().removeprefix("<").removesuffix(">")
        title = " ".join(self.options.get("title", "").split())
        node: nodes.Element = embed(
            "", url=url, title=title, width=self.options.get("width", "")
        )
        node["ratio"] = self.options.get("ratio", ())
        if _player_of(url) is None:
            self._warn(url)
            node = _link(url, title or url)
        self.set_source_info(node)
        if self.content:
            caption, *legend = self.parse_content_to_nodes()
            node = nodes.figure("", node, nodes.caption("", "", *_unwrapped(caption)))
            self.set_source_info(node)
            if legend:
                node += nodes.legend("", *legend)
        node["classes"] += self.options.get("class", [])
        self.add_name(node)
        return [node]

    def _warn(self, url: str) -> None:
        from sphinx_blogtheme.markdown.embeds.services import SERVICES

        names = ", ".join(service.name for service in SERVICES if service.pages)
        warn(
            WarningKind.EMBED,
            f"embed: {url!r}: expected the address of a page of {names}; "
            "showing a link.",
            location=self.get_location(),
        )


def _player_of(url: str) -> Player | None:
    from sphinx_blogtheme.markdown.embeds.services import find_player

    return find_player(url)


def _unwrapped(node: nodes.Node) -> list[nodes.Node]:
    return node.children if isinstance(node, nodes.paragraph) else [node]


def _link(url: str, text: str) -> nodes.paragraph:
    if not re.match(r"https?://", url):
        return nodes.paragraph("", text)
    return nodes.paragraph("", "", nodes.reference("", text, refuri=url))


def _title(player: Player, node: embed) -> str:
    return node["title"] or title_of_player(player.service)


def visit_embed(self: HTML5Translator, node: embed) -> None:
    """Write a frame, and a link for readers without frames."""
    player = _player_of(node["url"])
    if player is None:
        raise nodes.SkipNode  # an older version read the document and knew the service
    across, down = node["ratio"] or ((9, 16) if player.upright else (16, 9))
    width = node["width"] or ("360px" if player.upright else "100%")
    if width.endswith("%"):
        width = f"{width};min-width:min(100%,20rem)"  # so that the button's text fits
    pixels = int(width[:-2]) if width.endswith("px") else WIDTH
    height = round(pixels * down / across)
    shape = f"height:auto;aspect-ratio:{across}/{down}"
    if player.service.height and not node["ratio"]:
        height = player.service.height
        shape = f"height:{height}px;aspect-ratio:auto"
    attributes = {
        "src": player.url,
        "title": _title(player, node),
        "width": pixels,
        "height": height,
        "style": f"border:0;width:{width};max-width:100%;{shape}",
        "allow": _ALLOW,
        "referrerpolicy": REFERRER,
        "loading": "lazy",
    }
    frame = "".join(f' {name}="{escape(f"{v}")}"' for name, v in attributes.items())
    self.body.append(
        self.starttag(node, "div", "", CLASS="bt-embed")
        + f"<iframe{frame} allowfullscreen></iframe>"
        f'<a class="{LINK_CLASS}" href="{escape(node["url"])}">'
        f"{escape(player.called(_title(player, node)))}</a></div>\n"
    )
    raise nodes.SkipNode


class LinksForFrames(SphinxPostTransform):
    """Replaces frames by links, if there is no HTML or no network."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Change one document."""
        del kwargs
        builder = self.env._app.builder  # noqa: SLF001
        if builder.format == "html" and builder.name != "epub":
            return
        for node in list(self.document.findall(embed)):
            player = _player_of(node["url"])
            text = player.called(_title(player, node)) if player else node["url"]
            node.replace_self(_link(node["url"], text))
        for raw in list(self.document.findall(nodes.raw)):
            if "html" in raw.get("format", "").split():
                self._replace_raw(raw)

    def _replace_raw(self, raw: nodes.raw) -> None:
        from sphinx_blogtheme.markdown.embeds.frames import take_frames

        text, links = take_frames(raw.astext())
        if text == raw.astext():
            return
        raw.children = [nodes.Text(text)]
        raw.rawsource = text
        inline = isinstance(raw.parent, nodes.TextElement)
        for url, title in reversed(links):
            link = _link(url, title)
            raw.parent.insert(
                raw.parent.index(raw) + 1, link.children if inline else link
            )


def setup(app: Sphinx) -> None:
    """Register the directive, the node and the transform."""
    app.add_node(embed, html=(visit_embed, None))
    app.add_directive("embed", EmbedDirective)
    app.add_post_transform(LinksForFrames)
