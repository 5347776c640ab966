"""Turn an export of WordPress (WXR) into what is imported from it.

WordPress's `export.php` writes it: RSS 2.0 with elements of its own, the
namespace of which has the version in its name.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_blogtheme.cli.console import CommandError, counted
from sphinx_blogtheme.cli.importing.exported import (
    SETTINGS,
    Entry,
    Exported,
    without_lists,
)
from sphinx_blogtheme.cli.importing.model import Blog, Note
from sphinx_blogtheme.cli.importing.xml import XmlError, read_xml
from sphinx_blogtheme.model import FrontMatter, Status

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figure|figcaption"
    r"|footer|form|h[1-6]|header|hr|iframe|li|ol|p|pre|section|style|script|table"
    r"|tbody|td|tfoot|th|thead|tr|ul|video|audio)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(<(pre|script|style|table)\b.*?</\2\s*>)", re.IGNORECASE | re.DOTALL
)
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:(?!more).*?-->", re.DOTALL)
_CAPTION = re.compile(
    r"\[caption\b[^\]]*\]\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/caption\]",
    re.DOTALL,
)
_CODE = re.compile(
    r"\[(code|sourcecode)\b([^\]]*)\](.*?)\[/\1\]", re.DOTALL | re.IGNORECASE
)
_EMBED = re.compile(r"\[embed\b[^\]]*\](.*?)\[/embed\]", re.DOTALL | re.IGNORECASE)
_SHORTCODE = re.compile(r"\[(gallery|video|audio|playlist|contact-form-7|wpforms)\b")
_GONE = ("trash", "auto-draft", "inherit")


def read_wordpress(path: Path, assets: Path | None) -> Blog:
    """Return what an export has.

    :raises CommandError: if it is none.
    """
    try:
        root = read_xml(path)
    except (XmlError, OSError) as error:
        msg = f"{path}: {error}"
        raise CommandError(msg) from None
    channel = root.find("channel")
    space = next(
        (
            element.tag.rpartition("}")[0] + "}"
            for element in channel
            if element.tag.endswith("}wxr_version")
        )
        if channel is not None
        else iter(()),
        "",
    )
    if channel is None or not space:
        msg = f"{path} is XML, but no export of WordPress (it has no wxr_version)"
        raise CommandError(msg)
    base = _said(channel, f"{space}base_blog_url") or _said(channel, "link")
    found = Exported(base_url=base, root="wp-content/uploads", assets=assets)
    found.find_files()
    names = {
        _said(author, f"{space}author_login"): _said(
            author, f"{space}author_display_name"
        )
        for author in channel.findall(f"{space}author")
    }
    items = channel.findall("item")
    kinds: Counter[str] = Counter()
    comments = 0
    for item in counted(items, "reading posts"):
        kind = _said(item, f"{space}post_type")
        comments += len(item.findall(f"{space}comment"))
        if kind in ("post", "page"):
            _add(found, item, space, names, kind)
        else:
            kinds[kind] += 1
    _tell(found, kinds, comments)
    return Blog(
        engine="WordPress",
        documents=tuple(found.documents()),
        files=found.files,
        title=_said(channel, "title"),
        base_url=base,
        settings=SETTINGS,
        skipped=tuple(found.skipped),
        warnings=tuple(found.warnings),
        errors=tuple(found.errors),
    )


def _said(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _tell(found: Exported, kinds: Counter[str], comments: int) -> None:
    """Note what the export has beside posts and pages."""
    why = {
        "attachment": "files are not in an export; --assets takes the uploads",
        "nav_menu_item": "menus are made anew (blog_menu)",
    }
    for kind, count in sorted(kinds.items()):
        if kind == "attachment" and found.files:
            continue
        message = why.get(kind, "is neither post nor page")
        found.skipped.append(Note(source=f"{count} of type {kind!r}", message=message))
    if comments:
        message = "comments are not imported"
        found.skipped.append(Note(source=f"{comments} comments", message=message))


def _add(
    found: Exported, item: Element, space: str, names: dict[str, str], kind: str
) -> None:
    title = _said(item, "title")
    number = _said(item, f"{space}post_id")
    source = f"{kind} {number} ({title or 'untitled'})"
    status = _said(item, f"{space}status")
    if status in _GONE:
        found.skipped.append(Note(source=source, message=f"its status is {status}"))
        return
    locked = bool(_said(item, f"{space}post_password"))
    public = status in ("publish", "future") and not locked
    if not public and status not in ("draft", "pending"):
        what = "has a password" if locked else f"is {status}"
        message = f"{what}; imported as a draft, because a blog has no closed pages"
        found.warnings.append(Note(source=source, message=message))
    terms: dict[str, list[str]] = {"category": [], "post_tag": []}
    for category in item.findall("category"):
        domain = category.get("domain") or "category"
        terms.setdefault(domain, []).append(category.text or "")
    names_of = [name for name in terms["category"] if name != "Uncategorized"]
    login = _said(item, _CREATOR)
    author = names.get(login) or login
    link = _said(item, "link")
    urls = [link] if link and not urlsplit(link).query else []
    slug = _said(item, f"{space}post_name")
    updated = _date(item, f"{space}post_modified", space)
    date = _date(item, f"{space}post_date", space)
    facts = FrontMatter(
        title=entities.unescape(title) or None,
        slug=slug or None,
        date=date,
        updated=updated if date and updated and updated > date else None,
        status=Status.PUBLISHED if public else Status.DRAFT,
        categories=without_lists(map(entities.unescape, names_of)),
        tags=without_lists(map(entities.unescape, terms["post_tag"])),
        authors=(author,) if author else (),
        summary=_summary(item),
    )
    text = item.findtext(_CONTENT) or ""
    for name in sorted({match[1] for match in _SHORTCODE.finditer(text)}):
        message = f"[{name}] is a program of WordPress; kept as it is"
        found.warnings.append(Note(source=source, message=message))
    found.entries.append(
        Entry(
            source=source,
            facts=facts,
            html=paragraphs(text),
            urls=tuple(urls),
            page=kind == "page",
        )
    )


def _summary(item: Element) -> str | None:
    for element in item:
        if element.tag.endswith("excerpt/}encoded") and (element.text or "").strip():
            plain = re.sub(r"<[^>]*>", " ", element.text or "")
            return " ".join(entities.unescape(plain).split()) or None
    return None


def _date(item: Element, name: str, space: str) -> datetime | None:
    """Return a date in the zone in which its author wrote it, if there is one.

    Beside the local time the export has the same in UTC.
    """
    try:
        local = datetime.fromisoformat(_said(item, name)).replace(tzinfo=UTC)
    except ValueError:
        return None
    try:
        universal = datetime.fromisoformat(_said(item, f"{name}_gmt"))
    except ValueError:
        return local
    offset = local - universal.replace(tzinfo=UTC)
    whole = timedelta(minutes=round(offset.total_seconds() / 60))
    if abs(whole) >= timedelta(hours=24):
        return local
    return local.replace(tzinfo=timezone(whole))


def paragraphs(text: str) -> str:
    """Return a body with the paragraphs that WordPress makes when it shows it.

    Blank lines part paragraphs, and single newlines lines (its ``wpautop``),
    unless the body was written in blocks.
    """
    text = _CODE.sub(_code, text.replace("\r\n", "\n"))
    text = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
    text = _EMBED.sub(r'<a href="\1">\1</a>', text)
    if "<!-- wp:" in text:
        return _BLOCK_COMMENT.sub("", text)
    found = []
    # The pattern has two groups: what stands between the matches, the whole, the name.
    for index, part in enumerate(_WHOLE.split(text)):
        if index % 3 == 1:
            found.append(part)
        elif index % 3 == 0:
            found += map(_paragraph, re.split(r"\n[ \t]*\n", part))
    return "\n\n".join(found)


def _paragraph(text: str) -> str:
    text = text.strip()
    if not text or _BLOCK.match(text) or re.fullmatch(r"<!--.*?-->", text, re.DOTALL):
        return text
    inner = text if _BLOCK.search(text) else text.replace("\n", "<br />\n")
    return f"<p>{inner}</p>"


def _code(match: re.Match[str]) -> str:
    named = re.search(r"lang(?:uage)?=[\"']?([\w+#.-]+)", match[2])
    name = f' class="language-{named[1]}"' if named else ""
    code = entities.escape(entities.unescape(match[3].strip("\n")))
    return f"<pre><code{name}>{code}</code></pre>"
