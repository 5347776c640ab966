"""The words of Sphinx's search, in any script.

Sphinx (9.0) takes runs of letters for words. Chinese and Japanese have no spaces, so it
splits them with dictionaries, but not what readers type; vowel signs of Indian scripts
and of Thai are no letters for it, so words end at each. Here Python and the browser
split in one way:

- Chinese, Japanese and Korean are split into pairs of characters that overlap, as
  Lucene's `CJKAnalyzer` does, so that any part of a sentence is found.
- Other scripts are split at what is neither letter, mark, number nor joiner.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import category

from sphinx_blogtheme.model.cutting import JOINERS, MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.search import SearchLanguage

_PAIRED = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Characters of Han, kana and Hangul, for a class of a regular expression."""

_PART = re.compile(f"[{_PAIRED}]+|[^{_PAIRED}]+")
_ONE = re.compile(f"[{_PAIRED}]")

_DOTTED = str.maketrans({"\u0130": "i", "I": "\u0131"})
"""Capital letters of Turkish that `str.lower` changes as in other languages."""

_SAME_NAMES = {"nb": "no", "nn": "no"}
"""Languages that Sphinx's search has under another name than its catalogs."""

_SPLITTER = r"""
var splitQuery = (query) =>
  (query%(before)s.match(/[\p{L}\p{M}\p{N}_\u200c\u200d]+/gu) ?? [])
    .flatMap((run) => run.match(/[%(paired)s]+|[^%(paired)s]+/gu))
    .flatMap((part) => {
      const one = [...part];
      if (one.length < 2 || !/[%(paired)s]/u.test(part)) return [part];
      return one.slice(1).map((after, index) => one[index] + after);
    });
"""

_DOTLESS_STEMMER = """
window.Stemmer = class {
  own = new TurkishStemmer();
  stemWord = (word) => this.own.stemWord(word).replaceAll("\\u0131", "i");
};
"""


def language_of_search(language: str) -> str:
    """Return the name under which Sphinx's search has a language: ``no`` for ``nb``."""
    first = language.partition("_")[0]
    return _SAME_NAMES.get(first, language)


def split_in_any_script(language: SearchLanguage) -> str:
    """Let one of Sphinx's languages split and choose words of any script.

    Languages of other extensions stay as they are, and those for which the site gives
    `html_search_options`, such as a dictionary.

    :return: the script that splits what readers type; "" if Sphinx's does.
    """
    if language.options or not type(language).__module__.startswith("sphinx."):
        return ""
    is_turkish = language.lang == "tr"
    stem, wanted = language.stem, language.word_filter
    changed: Any = language
    changed.split = _turkish_words if is_turkish else words_of
    changed.word_filter = lambda word: wanted(word) or _is_paired(word)
    if is_turkish:
        changed.stem = lambda word: stem(word).replace("\u0131", "i")
    before = '.replaceAll("\\u0130", "i").replaceAll("I", "\\u0131")'
    paired = re.sub(r"[^\x00-\x7f]", lambda match: f"\\u{{{ord(match[0]):x}}}", _PAIRED)
    return _SPLITTER % {"before": before if is_turkish else "", "paired": paired}


def words_of(text: str) -> list[str]:
    """Return the words of a text as the index has them.

    Of Chinese, Japanese and Korean these are single characters, too, for readers who
    look for one.
    """
    if text.isascii():
        return re.findall(r"\w+", text)
    parts = (part for run in _word().findall(text) for part in _PART.findall(run))
    return [word for part in parts for word in _pairs(part)]


def _turkish_words(text: str) -> list[str]:
    return words_of(text.translate(_DOTTED))


def _pairs(part: str) -> Iterable[str]:
    if not _is_paired(part[0]):
        return (part,)
    return (*part, *map("".join, pairwise(part)))


def _is_paired(word: str) -> bool:
    return bool(_ONE.fullmatch(word))


@cache
def _word() -> re.Pattern[str]:
    """Return the pattern of a run of letters, marks, numbers and joiners."""
    last = 0x20000  # there are no marks in the planes of Han
    marks = (char for char in map(chr, range(0x300, last)) if category(char) in MARKS)
    return re.compile(rf"[\w{JOINERS}{''.join(marks)}]+")


def stemmer_of(language: SearchLanguage, code: str) -> str:
    """Return the script of a stemmer, which names the class that it has.

    Sphinx 9.0 names it after the language, but that of Chinese is English:
    https://github.com/sphinx-doc/sphinx/issues/14229.

    :param code: the script as Sphinx makes it.
    """
    if file := language.js_stemmer_rawcode:
        name = file.removesuffix("-stemmer.js").title().replace("_", "")
        wrong = f"window.Stemmer = {language.language_name}Stemmer;"
        code = code.replace(wrong, f"window.Stemmer = {name}Stemmer;")
    return code + _DOTLESS_STEMMER if language.lang == "tr" else code
