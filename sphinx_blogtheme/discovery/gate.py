"""The one rule by which a file is a post or a page, and is public or held back.

A file is asked about by its path, before it is read (`Gate.expects`), and by its
header (`Gate.judge`). What is known only after reading, which is the ``post`` directive
of ABlog, is in `sphinx_blogtheme.site.withdrawal`.
"""

from __future__ import annotations

import enum
import fnmatch
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.cascade import holds_posts, is_jekyll
from sphinx_blogtheme.discovery.permalink_fields import PermalinkFields
from sphinx_blogtheme.model.dated_names import date_in_path, dated_name
from sphinx_blogtheme.model.dates import midnight, parse_date
from sphinx_blogtheme.model.permalinks import docname_of_path
from sphinx_blogtheme.model.posts import Reason, Status
from sphinx_blogtheme.model.schedule import reason_of

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.posts import FrontMatter, Header
    from sphinx_blogtheme.model.sections import Section


class Sign(enum.Enum):
    """Why a file is a post, or a page; the value follows the words "because it"."""

    SAYS_POST = "says `blogpost: true`"
    HAS_DATE = "has a date"
    IS_DRAFT = "is a draft"
    MATCHES = "matches `blog_post_pattern`"
    JEKYLL_FOLDER = "is in a folder of Jekyll's"
    DATED_NAME = "has a date in its name or path"

    IS_FRONT_PAGE = "is the front page"
    SAYS_PAGE = "says `blogpost: false`"
    NO_SECTION = "is in the `posts` of no section"
    ELSEWHERE = "has no date, and is in no folder of posts"
    NO_DATE = "has the keys of a post, but no date"
    NO_POST_KEYS = "has no date in its front matter"
    NO_HEADER = "has no front matter"


POST_SIGNS = frozenset(
    (
        *(Sign.SAYS_POST, Sign.HAS_DATE, Sign.IS_DRAFT),
        *(Sign.MATCHES, Sign.JEKYLL_FOLDER, Sign.DATED_NAME),
    )
)
"""The signs of posts; the others are those of pages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a file is, and where it is published."""

    sign: Sign
    docname: str
    """Its docname, also if it is not public now."""
    slug: str
    """Last part of its URL as its author gave it, safe or not."""
    date: datetime | None = None
    """Date of a post, aware; None for a page, or if there is no readable date."""
    reason: Reason | None = None
    """Why it is not public; None if it is."""
    moment: datetime | None = None
    """When it becomes public, or when it expired."""
    is_fixed: bool = True
    """Whether the docname is the same on every day."""
    near: str = ""
    """A key of the header that may be a misspelt ``date``."""
    overruled: bool = False
    """Whether the file is public although its header holds it back."""
    section: str = ""
    """Path of the section of a post, such as ``blog``."""

    @property
    def is_post(self) -> bool:
        """Whether the file is a post, and no ordinary page."""
        return self.sign in POST_SIGNS

    @property
    def is_unclear(self) -> bool:
        """Whether the file is a public page where posts are, and does not say so.

        The index of a folder is expected to be a page.
        """
        unclear = (
            *(Sign.NO_DATE, Sign.NO_POST_KEYS, Sign.NO_HEADER),
            Sign.NO_SECTION,
        )
        is_index = self.docname.rpartition("/")[2] == "index"
        return (
            self.sign in unclear
            and self.reason is None
            and (self.sign is Sign.NO_DATE or not is_index)
        )

    @property
    def lacks_date(self) -> bool:
        """Whether the file is a draft only because its date is missing."""
        return self.is_post and self.date is None and self.sign is not Sign.IS_DRAFT


class Gate:
    """The rule of one site."""

    def __init__(
        self,
        blog: BlogConfig,
        post_patterns: tuple[str, ...],
        root_doc: str,
        fields: PermalinkFields | None = None,
    ) -> None:
        """Take the options of a site.

        :param post_patterns: patterns of ``blog_post_pattern``.
        :param root_doc: docname of the front page, without which there is no site.
        :param fields: makes the parts of permalinks that are from headers.
        """
        self._blog = blog
        self._fields = fields or PermalinkFields()
        self.sections = blog.parts
        """The sections of the site."""
        self._patterns = post_patterns
        self._root_doc = root_doc

    def __repr__(self) -> str:
        """Return a text that differs between rules."""
        return repr((self._blog, self._patterns, self._root_doc, self._fields))

    def expects(self, path: str) -> bool:
        """Return whether a file is a post by its path, unless its header denies it.

        :param path: path from the source folder, with forward slashes.
        """
        return self._sign_of_path(path) is not None

    def is_among_posts(self, path: str) -> bool:
        """Return whether a file is where the posts are.

        :param path: path from the source folder, with forward slashes.
        """
        return holds_posts(path) or self.expects(path)

    def judge(
        self,
        path: str,
        docname: str,
        header: Header,
        today: datetime,
        section: Section | None = None,
    ) -> Verdict:
        """Return what a file is.

        :param docname: docname that Sphinx gives it, which is that of a page.
        :param today: the time of the build, aware.
        :param section: the section of the post in it, if its path does not tell.
        """
        facts = header.front_matter
        sign = self._sign(path, docname, header)
        section = section or self.sections.of_source(path)
        if sign not in POST_SIGNS:
            reason = reason_of(facts, None, today)
            page = Verdict(
                sign=sign,
                docname=docname,
                slug=facts.slug or docname,
                near=near_date_key(facts) if sign is Sign.NO_DATE else "",
            )
            if sign is Sign.IS_FRONT_PAGE:
                return replace(page, overruled=reason is not None)
            end = facts.expires if reason is Reason.EXPIRED else None
            return replace(page, reason=reason, moment=end)
        date, stem = self._date_and_stem(path, facts)
        due = max(filter(None, (date, facts.publish_date)), default=None)
        reason = reason_of(facts, due, today)
        if date is None and facts.status is not Status.DRAFT:
            reason = Reason.DRAFT
        slug, place = facts.slug or stem, docname
        if self.sections and section is None:
            sign = Sign.NO_SECTION  # a page, but held back like a post
        elif facts.url:
            place = docname_of_path(facts.url)
        elif pattern := self._blog.pattern(section):
            fields = pattern.needs_header and self._fields.of(path, facts, slug)
            place = pattern.docname(slug, date or midnight(today), fields or {})
        moments = {Reason.SCHEDULED: due, Reason.EXPIRED: facts.expires}
        return Verdict(
            sign=sign,
            docname=place,
            slug=slug,
            date=date,
            reason=reason,
            moment=moments.get(reason) if reason else None,
            is_fixed=bool(date or facts.url),
            section=section.path if section else "",
        )

    def _sign(self, path: str, docname: str, header: Header) -> Sign:
        if docname == self._root_doc:
            return Sign.IS_FRONT_PAGE
        facts = header.front_matter
        if found := sign_of_header(facts):
            return found
        if found := self._sign_of_path(path):
            return found
        if not holds_posts(path):
            return Sign.ELSEWHERE
        if has_post_keys(facts):
            return Sign.NO_DATE
        return Sign.NO_POST_KEYS if header.body_line else Sign.NO_HEADER

    def _sign_of_path(self, path: str) -> Sign | None:
        if any(fnmatch.fnmatch(path, pattern) for pattern in self._patterns):
            return Sign.MATCHES
        if is_jekyll(path):
            return Sign.JEKYLL_FOLDER
        named = holds_posts(path) and (dated_name(_stem(path)) or date_in_path(path))
        return Sign.DATED_NAME if named else None

    def _date_and_stem(
        self, path: str, facts: FrontMatter
    ) -> tuple[datetime | None, str]:
        """Return a post's date, and its file's name without date and suffix.

        The date is that of the header, or else the one in the name or the folders.
        """
        stem = _stem(path)
        named = dated_name(stem)
        written = named.date if named else date_in_path(path)
        if named:
            stem = named.rest or stem  # it may be a date and no more
        if facts.date is not None or not written:
            return facts.date, stem
        try:
            return parse_date(written, self._blog.zone), stem
        except ValueError:
            return None, stem


def sign_of_header(facts: FrontMatter) -> Sign | None:
    """Return why a header alone makes its file a post or a page; None if it doesn't."""
    if facts.is_post is False:
        return Sign.SAYS_PAGE
    if facts.is_post or facts.scheduled:
        return Sign.IS_DRAFT if facts.status is Status.DRAFT else Sign.SAYS_POST
    if facts.status is Status.DRAFT:
        return Sign.IS_DRAFT
    return Sign.HAS_DATE if facts.date is not None or facts.undated else None


def has_post_keys(facts: FrontMatter) -> bool:
    """Return whether a header without a date has keys that posts have."""
    keys = (facts.title, facts.categories, facts.tags, facts.series, facts.slug)
    return any(keys) or bool(near_date_key(facts))


def near_date_key(facts: FrontMatter) -> str:
    """Return a key of a header that may be a misspelt ``date``, or an empty text."""
    from difflib import get_close_matches

    return next(
        (k for k in facts.extra if get_close_matches(k.lower(), ["date"], cutoff=0.7)),
        "",
    )


def _stem(path: str) -> str:
    """Return the name of a post's file without its suffix, or that of its folder."""
    stem = Path(path).stem
    return Path(path).parent.name or stem if stem == "index" else stem
