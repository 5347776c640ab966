"""Pages say when the code of their posts was run, as the lock file has it."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT, post
from sphinx_blogtheme.cli.main import main

CODE = "```python\nimport yaml\n```\n"
A, B, C = "2025/03/a", "2025/03/b", "2025/03/c"


@pytest.fixture
def made(site, monkeypatch, capsys):
    """Return a site of posts whose code was run on 25 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600800")
    made = site(
        {
            "posts/a.md": post(CODE),
            "posts/b.md": post(CODE, python="{note: false}"),
            "posts/c.md": post("No code.\n"),
        },
        blog_code_note=True,
    )
    assert main(["test", "--blog", str(made.source), "--lock"]) == 0
    return made


def note(built, page):
    """Return what a page says of the run of its code, with its date for programs."""
    found = built.html(page).select_one(".bt-code-run")
    return found and (found.get_text(), found.time["datetime"])


def graph(built, page):
    (script,) = built.html(page).select('script[type="application/ld+json"]')
    return json.loads(script.string)["@graph"]


def test_page_says_when_its_code_was_run(made):
    """With Python and what the code imports; programs find the same."""
    entry = json.loads((made.source / "tested-code.json").read_text(encoding="utf-8"))[
        "posts"
    ]["posts/a.md"]
    python = ".".join(entry["python"].split(".")[:2])
    versions = ", ".join(f"{key} {value}" for key, value in entry["versions"].items())
    built = made.build()

    text = f"The code was run with Python {python}, {versions} on 25 November 2026."
    assert note(built, A) == (text, "2026-11-25")
    assert versions.startswith("PyYAML ")
    (run,) = (one for one in graph(built, A) if one["@type"] == "CheckAction")
    assert run["endTime"] == "2026-11-25"
    assert run["object"]["runtimePlatform"] == f"Python {python}"
    assert run["object"]["isPartOf"]["@id"] == graph(built, A)[0]["@id"]


def test_pages_of_other_posts_say_nothing(made):
    """Of posts that want no note, have no code, or were never run."""
    made.write({"posts/new.md": post(CODE)})
    built = made.build()

    assert [note(built, page) for page in (B, C, "2025/03/new")] == [None] * 3
    assert "CheckAction" not in built.text(f"{B}/index.html")


def test_note_is_gone_while_the_code_is_not_that_which_was_run(made):
    """It comes back with the next run; words around the code don't matter."""
    assert note(made.build(), A)
    made.write({"posts/a.md": post(f"More.\n\n{CODE}")})
    assert note(made.build(), A)
    made.write({"posts/a.md": post(CODE.replace("yaml", "json"))})
    assert note(made.build(), A) is None
    main(["test", "--blog", str(made.source), "--lock"])
    assert "yaml" not in note(made.build(), A)[0]


def test_note_is_gone_when_the_post_asks_for_other_packages(made):
    """Nobody has run its code with these."""
    made.write({"posts/a.md": post(CODE, python="{dependencies: [pyyaml]}")})

    assert note(made.build(), A) is None


def test_one_post_can_have_a_note(made):
    """Without the option, its front matter asks for it."""
    made.write({"posts/b.md": post(CODE, python="{note: true}")})
    made.configure(blog_code_note=False)
    built = made.build()

    assert (note(built, A), note(built, B)[1]) == (None, "2026-11-25")


def test_posts_of_each_kind_can_have_a_note(made):
    """Their code is read beside the build, which it leaves as it is."""
    text = ":date: 2025-03-01\n\nD\n=\n\n:doc:`a`\n\n.. note::\n\n   .. code-block:: python\n\n      1\n"
    asked = ":python: {note: true, files: [a.md]}\n" + text
    later = text.replace("D\n=", "Z\n=") + "\n.. toctree::\n\n   a\n"
    made.write({"posts/d.rst": asked, "posts/z.rst": later})
    assert main(["test", "--blog", str(made.source), "--lock"]) == 0
    built = made.build()

    assert note(built, "2025/03/d")
    assert note(built, "2025/03/z")
    assert built.html("2025/03/d").select_one(".admonition.note pre")


def test_code_is_read_without_warnings(made):
    """The page has given those of the post."""
    made.write({"posts/a.md": post(f"[x]()\n\n{{{{< param x >}}}}\n\n{CODE}")})

    made.build(warnings=["the link has no address", "param x"])


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_blogtheme"])
def test_lists_and_feeds_have_no_note(made, theme):
    """It is for the page of the post, in whatever theme."""
    made.configure(html_theme=theme)
    built = made.build()

    assert note(built, A)
    assert all(
        "The code was run" not in built.text(path)
        for path in ("index.html", "feed/rss.xml", f"{A}.md")
    )


def test_damaged_lock_file_is_one_warning(made):
    """No page says what nobody knows."""
    made.write({"tested-code.json": '{"posts":'})
    built = made.build(
        warnings=["tested-code.json:1: WARNING: tested-code.json: expected JSON"]
    )

    assert note(built, A) is None


@pytest.mark.parametrize(
    "wrong", [{"date": "soon"}, {"python": 3}, {"versions": []}, {"python": ""}]
)
def test_damaged_entry_is_no_run(made, wrong):
    """The others are; the next run with `--lock` mends it."""
    found = json.loads((made.source / "tested-code.json").read_text(encoding="utf-8"))
    found["posts"]["posts/a.md"] |= wrong
    made.write({"tested-code.json": json.dumps(found)})
    built = made.build()

    assert note(built, A) is None


def test_code_of_the_demo_works(demo_site):
    """And the page about a sheet of paper says so."""
    assert main(["test", "--blog", str(ROOT / "content")]) == 0
    assert demo_site.html("2026/11/half-a-sheet").select_one(".bt-code-run")
