"""What the theme's scripts do for a reader, in the system's Chromium."""

from __future__ import annotations

import pytest

from browser import new_page
from conftest import post
from measures import axe_violations
from serving import serve

pytestmark = pytest.mark.browser

SECTIONS = "\n\n".join(f"## Part {n}\n\n" + "Text.\n\n" * 30 for n in range(4))

BODY = f"""\
The first paragraph has a note,[^a] and the second has another.[^b]

```pycon
>>> 1 + 1
2
>>> if True:
...     print("yes")
yes
```

```python
x = 1
```

```console
$ make html
building
$ make test
```

{SECTIONS}

[^a]: The first note.
[^b]: The second note, which is long. {"More words. " * 20}
"""


@pytest.fixture(scope="module")
def address(module_site):
    """Return where a post with everything is served."""
    built = module_site({"post.md": post(BODY), "y.md": post(slug="other")}).build()
    with serve(built.out) as root:
        yield f"{root}2025/03/post/"


@pytest.fixture(scope="module")
def address_with_sidenotes(module_site):
    """Return where the same post has its notes beside the text."""
    built = module_site(
        {"post.md": post(BODY)}, html_theme_options={"footnotes": "side"}
    ).build()
    with serve(built.out) as root:
        yield f"{root}2025/03/post/"


PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(247, 241, 225)", "rgb(26, 22, 18)"


def test_reader_chooses_a_scheme(page, address):
    """The button goes from the system's scheme to light, to dark, and round again."""
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    button = page.locator(".bt-scheme")
    seen = []
    for _ in range(4):
        seen.append((button.get_attribute("aria-label"), page.evaluate(PAPER)))
        button.click()

    assert seen == [
        ("Colours: as the system", DARK),
        ("Colours: light", LIGHT),
        ("Colours: dark", DARK),
        ("Colours: as the system", DARK),
    ]


def test_choice_is_kept_from_page_to_page_without_a_flash(page, address):
    """The other page is never drawn in the system's scheme first."""
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    page.locator(".bt-scheme").click()
    # Asked as soon as there is a body, before it is drawn for the first time.
    page.add_init_script(
        "new MutationObserver((_, o) => { if (!document.body) return; o.disconnect();"
        f" window.first = {PAPER}; }}).observe(document, {{childList: true, subtree: true}})"
    )
    page.goto(address.replace("post", "other"))

    assert page.evaluate("window.first") == LIGHT
    frames = (
        "[...document.querySelectorAll('meta[name=theme-color]')].map(m => m.media)"
    )
    assert page.evaluate(frames) == ["all", "not all"]


def test_there_is_no_dead_button_without_scripts(bare_page, address):
    """It takes room, so that nothing moves, and is not to be seen."""
    bare_page.goto(address)

    assert not bare_page.locator(".bt-scheme").is_visible()
    assert bare_page.locator(".bt-copy").count() == 0


def test_code_is_copied_and_of_a_session_what_was_typed(page, address):
    """Without prompts and without what the program answered."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    copied = []
    for index in range(3):
        button = page.locator(".bt-copy").nth(index)
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.textContent === 'Copied'")
        copied.append(page.evaluate("navigator.clipboard.readText()"))

    assert copied == [
        '1 + 1\nif True:\n    print("yes")',
        "x = 1\n",
        "make html\nmake test",
    ]


def test_note_opens_where_it_is_referred_to(page, address):
    """Just below its reference; Escape closes it and the reader is where they were."""
    page.goto(address)
    reference = page.locator("a.footnote-reference").nth(1)
    note = page.locator("aside.footnote").nth(1)
    scrolled = page.evaluate("scrollY")
    reference.focus()
    page.keyboard.press("Enter")
    note.and_(page.locator(":popover-open")).wait_for()
    above, below = reference.bounding_box(), note.bounding_box()

    assert 0 <= below["y"] - (above["y"] + above["height"]) <= 20
    assert page.evaluate("scrollY") == scrolled
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('[popover]')")
    assert reference.evaluate("link => document.activeElement === link")
    assert note.bounding_box()["y"] > page.locator("#part-3").bounding_box()["y"]


def test_note_opens_without_a_script(bare_page, address):
    """At the lower edge of the window; its number leads back."""
    bare_page.set_viewport_size({"width": 1280, "height": 720})
    bare_page.goto(address)
    bare_page.locator("a.footnote-reference").first.click()
    note = bare_page.locator("aside.footnote").first

    box = note.bounding_box()
    assert abs(box["y"] + box["height"] - 720) <= 1
    note.locator("a").first.click()
    assert note.bounding_box()["y"] > 720


def test_contents_mark_the_section_that_is_read(page, address):
    """Beside the text on a wide screen, and in sight wherever the reader is."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.locator(".bt-margin a", has_text="Part 2").click()
    here = page.locator(".bt-margin [aria-current=location]")
    here.and_(page.get_by_text("Part 2")).wait_for()

    assert here.count() == 1
    assert page.locator(".bt-margin summary").is_visible()
    text = page.locator(".bt-post .bt-body").bounding_box()
    assert (box := here.bounding_box())["x"] + box["width"] < text["x"]
    assert 0 < box["y"] < 800


def test_contents_are_a_closed_box_on_a_narrow_screen(page, address):
    """Which opens above the text."""
    page.set_viewport_size({"width": 412, "height": 800})
    page.goto(address)
    link = page.locator(".bt-post-contents a").first

    assert not link.is_visible()
    page.locator(".bt-post-contents summary").click()
    assert link.is_visible()


def test_notes_stand_beside_the_text_where_there_is_room(
    subtests, page, address_with_sidenotes
):
    """At the height of their references, never on top of each other; or at the end."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address_with_sidenotes)
    text = page.locator(".bt-post .bt-body").bounding_box()
    references = [r.bounding_box() for r in page.locator("a.footnote-reference").all()]
    first, second = (n.bounding_box() for n in page.locator("aside.footnote").all())

    with subtests.test("beside the text"):
        assert first["x"] >= text["x"] + text["width"]
        assert abs(first["y"] - references[0]["y"]) < 20
        assert second["y"] >= first["y"] + first["height"]
        assert second["x"] + second["width"] <= 1280

    for width in (1000, 412):
        with subtests.test("below the text, in its column", width=width):
            page.set_viewport_size({"width": width, "height": 800})
            last = page.locator("#part-3").bounding_box()
            note = page.locator("aside.footnote").first.bounding_box()
            assert note["y"] > last["y"]
            assert note["x"] < width / 2


def test_markdown_of_a_post_is_copied(chromium, address):
    """A button beside the link copies the file; without a script there is none."""
    with new_page(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(address)
        button = page.locator(".bt-tools button").first
        button.click()
        page.get_by_role("button", name="Copied").wait_for()
        text = page.evaluate("navigator.clipboard.readText()")

    assert text.startswith("# Post\n")
    assert "[^a]: The first note." in text


def test_citation_is_copied(chromium, address):
    """It is the entry of BibTeX."""
    with new_page(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(address)
        page.locator(".bt-cite summary").click()
        page.locator(".bt-cite button").click()
        page.get_by_role("button", name="Copied").wait_for()

        assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{")


ANNOTATED = """\
```{code-block} python
:linenos:
:emphasize-lines: 1

x = 1  # (1)
y = 2  # (2)
```

1. The first note.
2. The second note, with a [link](https://example.org/).

```diff
-old
+new
```
"""


@pytest.fixture(scope="module")
def annotated(module_site):
    """Return where a post with notes on code is served."""
    built = module_site({"post.md": post(ANNOTATED + SECTIONS)}).build()
    with serve(built.out) as root:
        yield f"{root}2025/03/post/"


@pytest.mark.parametrize("scripts", [True, False])
def test_note_on_code_opens_beside_its_line(chromium, annotated, scripts):
    """With no script at all; the keyboard opens and closes it."""
    with new_page(chromium, java_script_enabled=scripts) as page:
        page.goto(annotated)
        note = page.locator(".bt-code-note").nth(1)
        at_rest = note.bounding_box()
        mark = page.locator(".bt-code-mark > button").nth(1)
        mark.focus()
        page.keyboard.press("Enter")
        note.and_(page.locator(":popover-open")).wait_for()
        above, below = mark.bounding_box(), note.bounding_box()
        page.keyboard.press("Escape")
        note.and_(page.locator(":not(:popover-open)")).wait_for()

        assert 0 <= below["y"] - (above["y"] + above["height"]) <= 20
        assert note.bounding_box() == at_rest


def test_code_is_copied_without_its_notes_and_numbers(page, annotated):
    """By the button and by a selection."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(annotated)
    copied = "navigator.clipboard.readText()"
    page.locator(".bt-copy").first.click()
    page.get_by_text("Copied").first.wait_for()
    by_button = page.evaluate(copied)
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.highlight > pre'))"
    )
    page.keyboard.press("Control+c")

    assert by_button == "x = 1\ny = 2\n"
    selected = page.evaluate(copied).splitlines()
    assert [line.rstrip() for line in selected] == ["x = 1", "y = 2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_with_notes_on_code_is_accessible(page, annotated, scheme):
    """To axe, in both schemes, with a note open."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(annotated)
    faults = axe_violations(page)
    page.locator(".bt-code-mark > button").first.click()

    assert faults + axe_violations(page) == []


def test_grounds_of_lines_reach_the_edge_of_what_scrolls(page, module_site):
    """The last pixels of a short line, when code is scrolled to its end, have it."""
    body = "```py {hl_lines=[1]}\nx = 1\ny = '" + "y" * 300 + "'\n```\n"
    built = module_site({"post.md": post(body)}).build()
    with serve(built.out) as root:
        page.goto(f"{root}2025/03/post/")
        code = page.locator(".highlight > pre")
        code.evaluate("pre => pre.scrollLeft = pre.scrollWidth")
        line, box = page.locator(".hll").bounding_box(), code.bounding_box()
        # A picture of one colour is a ground; text would bring others.
        clip = {"x": box["x"] + box["width"] - 60, "y": line["y"] + 2}
        wide = page.screenshot(clip={**clip, "width": 10, "height": 10})
        page.add_style_tag(content=".hll { border-image: none !important }")
        bare = page.screenshot(clip={**clip, "width": 10, "height": 10})

    assert wide != bare
