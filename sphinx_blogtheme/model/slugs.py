"""Turn what an author calls a category, tag or author into a slug and a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.permalinks import safe_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPELLED = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
"""Names that differ only in characters that a slug can't have."""

_SPELLED_WORD = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(re.escape, _SPELLED))})(?![\w+#])"
)

_PROPER = (
    "3D AI API APL ASCII AWS BASIC BBC BSD C CI CLI CMS CPU CSS CSV DIY DNA DNS DOM"
    " Django Docker EPUB EU EUV FAQ FTP GCC GDPR GIMP GIS GitHub GitLab GNU GPS GPT"
    " GPU GraphQL GUI HTML HTTP HTTPS IDE iOS IoT IP IPv4 IPv6 IRC ISP JavaScript JIT"
    " JSON Jupyter JVM Kubernetes LaTeX LED LLM LLVM Linux macOS MathML MIDI ML MQTT"
    " MySQL NAS NASA NLP NLTK NSLU2 NumPy OAuth OCR OLPC OpenGL OS PDF PHP PKI"
    " PostgreSQL PyPI PyPy PyTorch Python QR RAG RAM Raspberry-Pi REST RFC RPC RSS"
    " Ruby Rust SciPy SDK SEO SQL SQLite SSD SSH SSL SVG TCP TeX TIL TLS TV"
    " TypeScript UDP UI UK Unicode Unix URL US USB UTF UX VM VoIP VPN VPS VR W3C"
    " WASM WebGL WebRTC Wi-Fi Windows WSGI WWW X11 XML XO XSLT YAML ZFS"
)
_NAMES = {name.lower(): name for name in _PROPER.split()} | {
    "cpp": "C++",
    "csharp": "C#",
    "dotnet": ".NET",
    "fsharp": "F#",
    "raspberry-pi": "Raspberry Pi",
}
"""How well-known words are written, from their slugs."""
del _NAMES["us"]  # The pronoun is the commoner word.


def term_slug(name: str) -> str:
    """Return the slug of a name, safe as one URL segment, in lower case."""
    spelled = _SPELLED_WORD.sub(lambda match: _SPELLED[match[0]], name.strip().lower())
    return safe_slug(spelled)


def term_name(raw: str, names: Mapping[str, str]) -> str:
    """Return what readers see for a name or slug as an author wrote it.

    :param names: the site's own display names, from slugs.
    """
    slug = term_slug(raw)
    if slug in names:
        return names[slug]
    name = " ".join(raw.split())
    return name if name and name != slug else _name_from_slug(slug)


def _name_from_slug(slug: str) -> str:
    """Return a name: hyphens are spaces, and the first letter is a capital one."""
    if slug in _NAMES:
        return _NAMES[slug]
    words = [word for word in re.split(r"[-_]+", slug) if word]
    if not words:
        return slug
    first = _NAMES.get(words[0], words[0][0].upper() + words[0][1:])
    return " ".join([first, *(_NAMES.get(word, word) for word in words[1:])])
