"""Put the blog's part of the ``<head>`` into pages of themes that leave it out.

Most layouts print Sphinx's variable ``metatags``, to which it is added; some do not.
"""

from __future__ import annotations

HEAD = "blog_head"
"""In the context of a page that another theme draws: the blog's part of the head."""


def with_head(html: str, head: str) -> str:
    """Return a page with the blog's part of the head at its end, if it is missing.

    :param head: the value of `HEAD` in the context of the page.
    """
    if not head.strip() or head.strip() in html:
        return html
    before, end, after = html.partition("</head>")
    return f"{before}{head}\n{end}{after}" if end else html
