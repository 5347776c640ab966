"""Headers that are made to do harm: random, deep, huge, or leading elsewhere."""

from __future__ import annotations

import re

from sphinx_blogtheme.front_matter.fields import FIELDS

KEYS = sorted({key for field in FIELDS for key in (*field.keys, *field.instead)})

# What stands before, between and after the keys and values of a dialect.
DIALECTS = {
    "yaml": ("---\n", ": ", "\n", "\n---\n", ".md"),
    "toml": ("+++\n", " = ", "\n", "\n+++\n", ".md"),
    "json": ('{"', '": ', ',\n"', "\n}\n\n", ".md"),
    "named json": ('---json\n{"', '": ', ',\n"', "}\n---\n", ".md"),
    "pelican": ("", ": ", "\n", "\n\n", ".md"),
    "bear": ("", ": ", "\n", "\n___\n", ".md"),
    "nikola": ("<!--\n.. ", ": ", "\n.. ", "\n-->\n", ".md"),
    "nikola rst": (".. ", ": ", "\n.. ", "\n\n", ".rst"),
    "docinfo": ("Title\n=====\n\n:", ": ", "\n:", "\n\n", ".rst"),
}

ASSUMED = re.compile(r"assumed|going on without|ignored|left out|kept|held back")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

PATHS = [
    *("../../../escaped", "/etc/escaped", "..", ".", "/", "//a.example/x", "a/../../b"),
    *("C:\\escaped", "..\\..\\escaped", "%2e%2e/%2e%2e/x", "~/escaped", "a\0b", "-rf"),
    *("file:///etc/escaped", "javascript:alert(1)", "index.html", "feed/rss.xml"),
    *("_static", ".git/config", "con", "a" * 5000, "a/" * 300, "\u202egpj.exe", "\n"),
    *("", " ", "...", "‥/x", "\u2215etc", "a:b|c?", '"><script>', "]]>", "{{ 7*7 }}"),
]
NESTED = [
    "[" * 400,
    "[" * 30 + "]" * 30,
    '{"a":' * 30 + "1" + "}" * 30,
    "{a: " * 30,
    "- " * 300,
    "&a [*a, *a]",
    "*missing",
    "!!python/object/apply:os.system [exit]",
    "9" * 5000,
    "1e999",
    "-.inf",
    "0001-01-01",
    "9999-12-31T23:59:59-23:59",
    "2025-02-30",
    "2025-03-01",
    "\u202eright to left\u2066",
    "\ufeff\ufffe\ud7ff",
    "\x1b[31m",
    '"unclosed',
    "'''",
    "|\n  text\n >",
    "<!--",
    "--",
    "yes",
    "draft",
    "null",
]


def header(dialect: str, entries: list[tuple[str, str]]) -> str:
    """Return a header in a dialect, or what might be one."""
    start, colon, between, end, _ = DIALECTS[dialect]
    return start + between.join(f"{k}{colon}{v}" for k, v in entries) + end
