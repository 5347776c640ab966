"""Write a page's metadata as JSON-LD (https://schema.org), in one graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.feeds.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.features.metadata.facts import (
        ArticleFacts,
        AuthorMetadata,
        Crumb,
        PageFacts,
    )
    from sphinx_blogtheme.site.code_runs import CodeRun

# Within a script element, "</script" and "<!--" have a meaning (HTML Living
# Standard, section 4.12.1.3), whatever the language of the script.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def json_ld(page: PageFacts) -> str:
    """Return the text of a script element; empty if the page has no such data."""
    graph = list(_graph(page))
    if not graph:
        return ""
    value = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return legal(text).translate(_IN_SCRIPT)


def _graph(page: PageFacts) -> Iterator[dict[str, Any]]:
    if page.article:
        yield _posting(page, page.article)
        if page.article.code_run:
            yield _code_check(page.article.code_run, _identity_of(page, page.article))
    if page.is_blog:
        yield _present(
            **_identity("Blog", _blog_id(page)),
            name=page.site,
            description=page.description,
            url=page.home,
            image=page.picture.url if page.picture else "",
            inLanguage=page.language,
        )
    if page.trail:
        yield _breadcrumbs(page.trail)


def _posting(page: PageFacts, article: ArticleFacts) -> dict[str, Any]:
    return _present(
        **_identity_of(page, article),
        headline=page.title,
        description=page.description,
        url=page.url,
        mainEntityOfPage=page.url,
        image=page.picture.url if page.picture else "",
        datePublished=rfc3339(article.published) if article.published else "",
        dateModified=rfc3339(article.updated) if article.updated else "",
        author=[_person(author) for author in article.authors],
        keywords=list(article.about),
        wordCount=article.words,
        inLanguage=page.language,
        isPartOf=_identity("Blog", _blog_id(page)) if page.home else None,
    )


def _code_check(run: CodeRun, post: dict[str, str]) -> dict[str, Any]:
    """Return the run of a post's code: an action, whose object is the code."""
    code = _present(
        **_identity("SoftwareSourceCode", ""),
        programmingLanguage="Python",
        runtimePlatform=f"Python {run.python}",
        isPartOf=post,
    )
    return {
        "@type": "CheckAction",
        "object": code,
        "actionStatus": "https://schema.org/CompletedActionStatus",
        "endTime": run.day.isoformat(),
    }


def _identity_of(page: PageFacts, article: ArticleFacts) -> dict[str, str]:
    kind = "BlogPosting" if article.published else "WebPage"
    return _identity(kind, f"{page.url}#post" if page.url else "")


def _blog_id(page: PageFacts) -> str:
    return f"{page.home}#blog" if page.home else ""


def _identity(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "@id": name} if name else {"@type": kind}


def _person(author: AuthorMetadata) -> dict[str, Any]:
    return _present(**_identity("Person", ""), name=author.name, url=author.url)


def _breadcrumbs(trail: tuple[Crumb, ...]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.name,
                "item": crumb.url,
            }
            for position, crumb in enumerate(trail, start=1)
        ],
    }


def _present(**fields: Any) -> dict[str, Any]:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value}
