"""Headers that are made to do harm: random, deep, huge, or leading elsewhere."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from conftest import post
from hostile import ASSUMED, CONTROLS, DIALECTS, KEYS, NESTED, PATHS, header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built
QUOTED = ("toml", "json", "named json")
WHERE = re.compile(r"posts/\d+\.(?:md|rst)|the file [\w/.]+ and a page claim")


def hostile_posts(seed: int) -> Iterator[tuple[str, str]]:
    """Yield random posts, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 -- the same posts each time
    for number in range(40):
        name = chance.choice([*DIALECTS])
        bad = [
            (chance.choice(KEYS), chance.choice(PATHS + NESTED))
            for _ in range(chance.randrange(5))
        ]
        date = '"2025-03-01"' if name in QUOTED else "2025-03-01"
        path = chance.choice([*PATHS, *PATHS, f"p{number}"])
        path = json.dumps(path) if name in QUOTED else path
        key = chance.choice(["slug", "url", "aliases", "categories", "author", "image"])
        text = header(name, [("date", date), (key, path), *bad])
        yield f"posts/{number}{DIALECTS[name][-1]}", text + "Text.\n"


def assert_sound(built: Built) -> None:
    """Assert that what machines read is well-formed, and pages are text."""
    for name, data in built.files().items():
        if name.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 -- made by ourselves
        elif name.endswith((".json", ".webmanifest")):
            json.loads(data)
        if name.endswith((".html", ".xml", ".txt")):
            assert not CONTROLS.search(data.decode("utf-8")), name


@pytest.mark.parametrize("seed", range(2))
def test_hostile_posts_stay_in_the_output(site, tmp_path, seed):
    """Each is at worst a warning; a good one is there, and nothing lies elsewhere."""
    blog = site({**dict(hostile_posts(seed)), "posts/good.md": post(title="Good")})
    before = {path for path in tmp_path.rglob("*") if blog.outputs not in path.parents}
    built = blog.build(warnings=None)
    after = {path for path in tmp_path.rglob("*") if blog.outputs not in path.parents}

    assert built.html("2025/03/good").h1.text == "Good"
    assert {*after} - {*before, blog.outputs} == set()
    assert {path.name for path in blog.outputs.iterdir()} == {
        "dirhtml",
        "doctrees-dirhtml",
    }
    assert [w for w in built.warnings if not WHERE.search(w)] == []
    assert not [name for name in built.files() if "escaped" in name and ".." in name]
    assert_sound(built)


FOLDERS = ".. image:: .\n\n|s|\n\n.. |s| image:: ../posts\n   :alt: A\n"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("x.md", post(image=f"{'a' * 5000}.png"), "blogtheme.image"),
        ("x.md", post(f"![A]({'a' * 5000}.png)"), "image.not_readable"),
        ("x.md", post(f'<img src="/{"a" * 5000}.png" alt="">\n'), "blogtheme.link"),
        ("x.md", post(f"[a](/{'a' * 5000}/b.html)"), "blogtheme.link"),
        ("x.md", post(f"[a]({'a' * 5000}.md) *b*"), "blogtheme.link"),
        ("x.md", post("![A](.)"), "blogtheme.image"),
        ("x.md", post("![]()\n\nA"), "blogtheme.image"),
        ("x.md", post("![A](../posts/)"), "blogtheme.image"),
        ("x.rst", f":date: 2025-03-01\n\nPost\n====\n\n{FOLDERS}", "blogtheme.image"),
        (
            "x.rst",
            ".. title: A\n.. date: 2025-03-01\n\nA [1]_ |b|\n\n" + "- " * 300,
            "blogtheme.source",
        ),
    ],
    ids=[
        *("header", "image", "raw image", "link", "link to a file"),
        *("folder", "no image", "folder beside", "folder in reST", "deep"),
    ],
)
def test_what_ends_a_build_elsewhere_is_one_warning(site, name, text, kind):
    """Names that no file can have, folders, and endless lists are warnings."""
    files = {f"posts/{name}": text, "posts/y.md": post()}
    built = site(files).build(warnings=None)

    assert any(f"[{kind}]" in warning for warning in built.warnings)
    content = built.html("2025/03/x").select_one(".e-content")
    assert content.select(":is(p, img, pre)")
    assert bool(content.pre) == (kind == "blogtheme.source")
    assert built.exists("2025/03/y")


BAD_POST = post(date="soon", title="Bad")


def test_bad_post_never_stops_the_others(site):
    """It is one warning, with file, line, value and what was assumed."""
    built = site({"posts/bad.md": BAD_POST, "posts/good.md": post()}).build(
        warnings=["posts/bad.md:3: WARNING: date: 'soon'"]
    )

    assert ASSUMED.search(built.warnings[0])
    assert built.exists("2025/03/good")
    assert "Bad" not in built.text("feed/rss.xml")
