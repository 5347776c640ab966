r"""Tell formulas from prices, names of variables and prose between dollar signs.

The signs of TeX that count (``\alpha``, ``x_1``, ``x^2``) are none that ordinary
Markdown has: an underscore within a name such as ``snake_case`` is none.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_TEXT = re.compile(r"\\(?:text\w*|math\w+|mbox|operatorname\*?|tag\*?)\s*\{[^{}]*\}")
"""TeX around words."""
_SCRIPT = re.compile(r"[_^]\{[^{}]*\}")
_COMMAND = re.compile(r"\\(?:begin|end)\{[^{}]*\}|\\[a-zA-Z]+")
_STRONG = re.compile(
    r"\\(?![bdswBDSW](?![a-zA-Z]))[a-zA-Z]+"
    r"|(?<![^\W_]{2})(?<=[^\W_)}\]|'])[_^](?:\{|\\[a-zA-Z]|[^\W_]{1,3}(?![\w]{2}))"
    r"|\^(?:\{|\\[a-zA-Z]|-?\d|[a-zA-Z](?![a-zA-Z]))"
)
_FUNCTION = re.compile(
    r"\b(?:arg|cos|cosh|cot|deg|det|diag|dim|exp|gcd|inf|ker|lcm|lim|ln|log|max|min|mod"
    r"|rank|sgn|sin|sinh|sup|tan|tanh|tr|var)\b"
)
_WORD = r"[^\W\d_]{2,}"
_DIFFERENTIALS = re.compile(r"(?<![^\W_])d[a-z](?:\s*d[a-z])+(?![^\W_])")
_ITEM = re.compile(rf"(?<=[(\[{{,;])\s*{_WORD}(?=\s*[,;)\]}}])")
"""A name in a list in brackets, as in ``(now, next)``."""
_PROSE = re.compile(rf"(?<!\w){_WORD}['’]?[,;:.]?\s+(?:[^\W\d_]\s+)?\(?{_WORD}(?!\w)")
"""Two words, perhaps with a letter between them."""
_A_WORD = re.compile(rf"(?<![\w^\\]){_WORD}")
_COMMAND_APART = re.compile(r"(?<![:\\])\\[a-zA-Z]+")
"""A command of TeX, which is no part of a path of Windows."""
_AMOUNT = re.compile(r"\d[\d.,]*")
_PRODUCT = re.compile(r"(?!\S*[^\W\d_]{4})\S+")
"""No spaces, and no more than three letters after each other, as in ``4ac``."""
_OPERATION = re.compile(r"[\w)\]}|']\s*[=<>≤≥≈+]\s*[\w(\[{|\\-]")
_DASHES = "-–—/"
_ATTACHED = re.compile(r"[_^](?:\{[^{}]*\}|\d+|[+-]|\\[a-zA-Z]+)")
"""An index or a power that belongs to the word before it, as in ``H$_2$O``."""
_FACTOR = re.compile(r"\\[a-zA-Z]{2,}(?:\{\})?")
"""A sign that belongs to a number beside it, as in ``4$\\times$`` or ``$\\sim$50``."""
_NOTE = re.compile(r"\^\S+")
"""The inside of a footnote mark."""
_PATTERN = re.compile(r"\\\||\?|[.\]][*+]|\\[bdswBDSW](?![a-zA-Z])")
"""What a regular expression has, and a formula hasn't."""
_QUOTATION = re.compile(r"[\"“”„«»]")
_OPEN_QUOTATION = re.compile(r"\s[\"'“„«]\Z")

_SUFFIX = re.compile(
    r"(?:s|es|st|nd|rd|th|ths|d|e|er|te|ten|ème|eme|ième|ieme|a|o|ª|º|fold)?(?![\w$({])"
)
"""What may directly follow a formula: nothing, or the end of a word, as in ``$n$th``."""


def _bare(content: str) -> str:
    """Return a formula without TeX's words: those of commands, texts and indices."""
    for pattern in (_TEXT, _SCRIPT, _COMMAND, _FUNCTION, _DIFFERENTIALS, _ITEM):
        content = pattern.sub("\0", content)
    return content


def _is_prose(content: str) -> bool:
    return bool(_PROSE.search(_bare(content)))


def _is_letter(sign: str) -> bool:
    """Return whether a sign belongs to a word before; Chinese has no spaces."""
    return sign.isalnum() and east_asian_width(sign) not in "WF"


def is_maths(content: str, before: str, after: str) -> bool:
    """Return whether ``$content$`` is a formula rather than text between prices.

    :param before: the character before the first ``$``, or an empty string.
    :param after: the text after the second ``$``, a dozen characters at least.
    """
    core = content.strip()
    if not core or "`" in content or "://" in content:
        return False
    if core == content and _is_attached(core, before, after):
        return True
    if before and _is_letter(before):
        return False  # US$10
    if not _may_follow(core, after) or _is_prose(core) or _is_cut(core, before):
        return False
    return _is_tight_maths(content) if core == content else _is_spaced_maths(core)


def _is_tight_maths(content: str) -> bool:
    strong = is_strong_maths(content)
    if "\n" in content and not strong:
        return False
    if _AMOUNT.match(content):
        price = _words(content) and not (
            _COMMAND_APART.search(content) or _PRODUCT.fullmatch(content)
        )
        return content[-1] not in _DASHES and not price
    return strong or content[-1] not in _DASHES or len(content) == 1


def _is_spaced_maths(core: str) -> bool:
    """Return whether this is a formula: prices and variables have spaces there too."""
    return is_strong_maths(core) and not _words(core) and core[-1] not in ",;:.&"


def _words(content: str) -> bool:
    """Return whether a formula has a word outside of TeX's commands and indices."""
    return bool(_A_WORD.search(_bare(content)))


def _is_attached(core: str, before: str, after: str) -> bool:
    """Return whether this is an index, a power or a sign at a word or a number."""
    if after.startswith("$"):
        return False
    if _ATTACHED.fullmatch(core):
        return bool(before.strip())
    beside = before.isdigit() or (after[:1].isdigit() and not before.isalnum())
    return beside and bool(_FACTOR.fullmatch(core))


def _is_cut(core: str, before: str) -> bool:
    """Return whether the text can't be a whole: a quotation or a bracket ends in it."""
    if len(core) > 1 and core[0] in ",;":
        return True
    if core.startswith(")") and core.endswith("("):
        return True
    quoted = _QUOTATION.fullmatch(before) and _QUOTATION.search(_bare(core))
    return bool(quoted or _OPEN_QUOTATION.search(core))


def _may_follow(core: str, after: str) -> bool:
    """Return whether a second ``$`` with this text behind it may end a formula."""
    following = after[:1]
    if not following or following.isspace():
        return True
    if following.isdigit() or following in "_{":
        return False  # "$12 and $15", $A_$B and ${A}${B}
    if following == "(":
        return core[-1] not in ",;:.+-*/=&|<>!?"
    if not _is_letter(following):
        return following != "$"
    if _COMMAND_APART.search(core):
        return True
    return core[-1] not in ",;:.+-*/=&|<>!?([{_^" and bool(_SUFFIX.match(after))


def is_strong_maths(content: str) -> bool:
    """Return whether text has signs of TeX that ordinary Markdown doesn't have."""
    return bool(_STRONG.search(content)) and not _is_prose(content)


def is_bracket_maths(content: str, *, meant: bool) -> bool:
    r"""Return whether ``\(content\)`` is a formula.

    :param meant: whether the author is known to write formulas in such brackets, so
        that no sign of TeX is needed.
    """
    core = content.strip()
    if _NOTE.fullmatch(core):
        return False
    if is_strong_maths(core):
        return True
    if not meant or not core or _PATTERN.search(core) or _is_prose(core):
        return False
    return not _words(core) or bool(_OPERATION.search(core))


def is_display_maths(content: str) -> bool:
    """Return whether ``$$content$$`` within a paragraph is a formula."""
    core = content.strip()
    if not core or core[0] in ",.;:!?–—" or "://" in core or _is_prose(core):
        return False
    if core == content or "\n" in content:
        return True
    return is_strong_maths(core) or not _words(core) or bool(_OPERATION.search(core))


def is_block_maths(content: str, *, alone: bool) -> bool:
    """Return whether lines between ``$$`` are a formula.

    :param alone: whether each ``$$`` stands on a line of its own.
    """
    core = content.strip()
    if not core or re.search(r"^\s*(?:```|~~~)", core, re.MULTILINE):
        return False
    if not re.search(r"\n[ \t]*\n", core) and (
        alone or _COMMAND_APART.search(core) or _OPERATION.search(core)
    ):
        return True
    return not _is_prose(core)
