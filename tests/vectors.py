"""Ways in which text may try to run a script in the browser of a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALL = "zyx()"
"""The script that each vector wants to run; no page of ours has it."""

SCHEMES = {
    "plain": f"javascript:{CALL}",
    "capitals": f"JaVaScRiPt:{CALL}",
    "vbscript": f"vbscript:{CALL}",
    "data": f"data:text/html,<script>{CALL}</script>",
    "data in base64": "data:text/html;base64,enl4KCk=",
    "data image": f"data:image/svg+xml,<svg onload={CALL}>",
    "slashes": f"javascript://example.org/%0a{CALL}",
    "entity of the colon": f"javascript&colon;{CALL}",
    "number of the colon": f"javascript&#58;{CALL}",
    "number in hexadecimal": f"javascript&#x3A;{CALL}",
    "entity of a letter": f"&#106;avascript:{CALL}",
    "long number": f"&#0000106;avascript:{CALL}",
    "entity of a tab": f"java&Tab;script:{CALL}",
    "entity of a line": f"java&NewLine;script:{CALL}",
    "number of a tab": f"java&#9;script:{CALL}",
    "control in front": f"&#1;javascript:{CALL}",
    "space in front": f"&#32;javascript:{CALL}",
    "wide space": f"\u3000javascript:{CALL}",
    "no width": f"java\u200bscript:{CALL}",
    "percent": f"javascript%3A{CALL}",
    "percent tab": f"java%09script:{CALL}",
    "backslash": f"java\\script:{CALL}",
    "view-source": f"view-source:javascript:{CALL}",
    "feed": f"feed:javascript:{CALL}",
    "blob": f"blob:https://example.org/{CALL}",
    "unknown": f"xyzzy:{CALL}",
}

LINKS = {
    "link": "[a]({})",
    "link in brackets": "[a](<{}>)",
    "link with a title": '[a]({} "t")',
    "reference": "[a][r]\n\n[r]: {}",
    "reference in brackets": "[a]\n\n[a]: <{}>",
    "autolink": "<{}>",
    "bare": "{}",
    "image": "![a]({})",
    "image in a link": "[![a](https://example.org/a.png)]({})",
    "external": "[a]({}){{.external}}",
    "attributes": '[a](https://example.org/){{href="{}" onclick="zyx()" style="x:{}"}}',
    "span": '[a]{{onclick="zyx()" style="background:url({})"}}',
    "image attributes": '![a](https://example.org/a.png){{onerror="zyx()" src="{}"}}',
    "block attributes": '{{onclick="zyx()" style="background:url({})"}}\nText',
    "kramdown": '[a]({}){{: onclick="zyx()" href="{}"}}',
    "figure": "```{{figure}} https://example.org/a.png\n:target: {}\n\nC\n```",
    "figure of it": "```{{figure}} {}\nC\n```",
    "picture": "```{{image}} https://example.org/a.png\n:target: {}\n```",
    "toctree": "```{{toctree}}\nA <{}>\n```",
    "toctree without title": "```{{toctree}}\n{}\n```",
    "embed": "```{{embed}} {}\n```",
    "embed of no service": "```{{embed}} https://evil.example/{}\n```",
    "shortcode": '{{{{< figure src="https://example.org/a.png" link="{}" >}}}}',
    "shortcode of it": '{{{{< figure src="{}" >}}}}',
    "credit": '{{{{< figure src="a.png" attr="x" attrlink="{}" >}}}}',
    "player": "{{{{< youtube {} >}}}}",
    "media": "{{{{% media url={} %}}}}",
    "nested": "```{{eval-rst}}\n`a <{}>`__\n\n.. image:: https://example.org/a.png\n   :target: {}\n```",
    "target": "```{{eval-rst}}\n.. _t: {}\n\nt_ and `b <t_>`_\n```",
    "download": "{{download}}`a <{}>`",
    "path": "[a](path:{})",
    "project": "[a](project:{})",
    "wiki": "[[{}]]",
    "footnote": "a[^1]\n\n[^1]: [a]({})",
    "table": "| a |\n|---|\n| [a]({}) |",
    "heading": "## [a]({})",
    "formula": "$\\href{{{}}}{{x}}$",
    "formula block": "$$\\href{{{}}}{{x}} \\style{{x:url({})}}{{y}}$$",
    "meta": "```{{eval-rst}}\n.. meta::\n   :http-equiv=refresh: 0;url={}\n```",
    "button": "```{{button-link}} {}\nx\n```",
    "card": ":::{{card}} T\n:link: {}\nx\n:::",
}
"""What a URL of `SCHEMES` is put into."""

HTML = (
    f"<script>{CALL}</script>",
    f"<SCRIPT\n>{CALL}</SCRIPT\n>",
    f"<script src=data:,{CALL}></script>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"text <script>{CALL}</script> text",
    f"<img src=x onerror={CALL}>",
    f"<img src=x onerror\n=\n{CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f"a <img src='x' onerror='{CALL}'> b",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><a xlink:href=javascript:{CALL}><text>a</text></a></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x>",
    f"<math><mi xlink:href=javascript:{CALL}>x</mi></math>",
    f"<math><mtext><table><mglyph><style><img src onerror={CALL}>",
    f"<a href=javascript:{CALL}>a</a>",
    f"<a href='java&#10;script:{CALL}'>a</a>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f"<form action=javascript:{CALL}><button>x</button></form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<input autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}>x</details>",
    f"<body onload={CALL}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=javascript:{CALL}//>",
    f"<link rel=import href=data:text/html,{CALL}>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<div style='background:url(javascript:{CALL})'>x</div>",
    f"<video><source onerror={CALL}></video>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{CALL}</script></template>",
    f"<!--><script>{CALL}</script>-->",
    f"<!---><script>{CALL}</script>-->",
    f"<!-- a --><script>{CALL}</script>",
    f"<!-- a --!><script>{CALL}</script> -->",
    f"<!-- a -- > <img src=x onerror={CALL}> -->",
    f"<!--more--><img src=x onerror={CALL}>",
    f"<!-- \n<img src=x onerror={CALL}>\n",
    f"<![CDATA[<script>{CALL}</script>]]>",
    f"<?php <script>{CALL}</script> ?>",
    f"<!DOCTYPE x [<script>{CALL}</script>]>",
    f"```{{raw}} html\n<script>{CALL}</script>\n```",
    f":::{{raw}} html\n<script>{CALL}</script>\n:::",
    f"```{{eval-rst}}\n.. raw:: html\n\n   <script>{CALL}</script>\n```",
    f"```{{eval-rst}}\n.. role:: h(raw)\n   :format: html\n\n:h:`<b>{CALL}`\n```",
    f"{{raw-html}}`<script>{CALL}</script>`",
    f"```{{only}} html\n<script>{CALL}</script>\n```",
    f"```{{note}}\n<script>{CALL}</script>\n```",
    f"> <script>{CALL}</script>",
    f"- <script>{CALL}</script>",
    f"# <script>{CALL}</script>",
    f"| <img src=x onerror={CALL}> |\n|---|\n| x |",
    f"a[^1]\n\n[^1]: <script>{CALL}</script>",
    f"~~<script>{CALL}</script>~~",
    f"`<script>{CALL}</script>`",
    f"```html\n<script>{CALL}</script>\n```",
    f"- [ ] <input onfocus={CALL} autofocus>",
    f"{{{{< rawhtml >}}}}<script>{CALL}</script>{{{{< /rawhtml >}}}}",
    f"{{% raw %}}<script>{CALL}</script>{{% endraw %}}",
    f'{{{{< figure src="a.png" caption="<script>{CALL}</script>" >}}}}',
    f'{{{{< details "<script>{CALL}</script>" >}}}}\nx\n{{{{< /details >}}}}',
    f'!!! note "<script>{CALL}</script>"\n    <img src=x onerror={CALL}>',
    f"> [!NOTE]\n> <script>{CALL}</script>",
    f"$<script>{CALL}</script>$",
    f"$\\text{{<img src=x onerror={CALL}>}}$",
    f"![<img src=x onerror={CALL}>](https://example.org/a.png)",
    f"[<img src=x onerror={CALL}>](https://example.org/)",
    f"[a](https://example.org/ '\"><img src=x onerror={CALL}>')",
    f'[a](https://example.org/"onmouseover={CALL})',
    f'<https://example.org/"onmouseover={CALL}>',
    f'## Head {{#x"onclick={CALL}}}',
    f'(x"onclick={CALL})=',
    f'```"><script>{CALL}</script>\nx\n```',
)
"""Texts with scripts, handlers and the like, each a body of its own."""

_URLS = frozenset(
    [
        *("href", "src", "action", "formaction", "data", "poster", "xlink:href"),
        *("background", "cite", "longdesc", "srcset", "ping", "manifest", "srcdoc"),
    ]
)
_SAFE = ("http:", "https:", "mailto:", "tel:", "ftp:", "geo:", "irc:")


def dangers(page: str) -> Iterator[str]:
    """Yield what in a page runs a script of the text, as a browser would see it."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if element.get("type") == "application/ld+json":
            continue  # these are data
        whole = (element.text or "") + "".join(map(str, element.attrib.values()))
        if name in ("script", "style", "iframe", "object", "embed", "base") and (
            "zyx" in whole or "evil.example" in whole
        ):
            yield f"<{name}> {whole[:80]}"
        for key, value in element.attrib.items():
            attribute = str(key).rpartition("}")[2].lower()
            # As the URL Standard reads a scheme.
            url = re.sub(r"[\t\n\r]", "", value).lstrip("".join(map(chr, range(33))))
            found = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url)
            scheme = found[0].lower() if found else ""
            if "zyx" in value and attribute.startswith(("on", "style", "srcdoc")):
                yield f"<{name} {attribute}={value!r}>"
            if (
                attribute in _URLS
                and scheme
                and scheme not in _SAFE
                and ("zyx" in value or "enl4" in value)
            ):
                yield f"<{name} {attribute}={value!r}>"
            if name == "meta" and attribute == "http-equiv" and "zyx" in whole:
                yield f"<meta {value!r} {whole[:80]}>"


def dangers_in(folder: Path) -> dict[str, list[str]]:
    """Return the dangers by file, for all pages below a folder."""
    return {
        path.relative_to(folder).as_posix(): found
        for path in folder.rglob("*.html")
        if (found := list(dangers(path.read_text(encoding="utf-8"))))
    }
