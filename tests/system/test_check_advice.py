"""What ``check`` proposes is what helps: an author who follows it is done."""

from __future__ import annotations

import json

import pytest

from conftest import DOT, post
from sphinx_blogtheme.cli.main import main

WIDE = {
    "posts/x.md": post("![Wide](/wide.png)\n", description="D"),
    # A PNG that says that it has 4000 × 3000 pixels.
    "files/wide.png": DOT[:16]
    + (4000).to_bytes(4)
    + (3000).to_bytes(4)
    + DOT[24:]
    + bytes(600 * 1024),
}

OLD = "/2024/2024/01/A-Good-Page.html"


def advice(made, capsys, rule):
    """Return what is proposed for the findings of a rule."""
    main(["check", str(made.source), "--select", rule, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [finding["suggestion"] for finding in found]


def test_page_is_meant_and_not_its_copy_for_machines(site, capsys):
    """Readers of a blog want the page, not the Markdown that it was made of."""
    made = site(
        {
            "posts/a.md": post(slug="a-good-page", date="2024-01-05"),
            "posts/x.md": post(f"[x]({OLD})\n\n[y](/2024/02/a-good-page.md)\n"),
        }
    )

    assert advice(made, capsys, "dead-link") == [
        "did you mean /2024/01/a-good-page/?",
        "did you mean /2024/01/a-good-page/?",
    ]


@pytest.mark.parametrize(
    "shown",
    [
        '{{< figure src="/dot.png" >}}',
        '{{< figure\n  src="/dot.png"\n>}}',
        'See {{< figure src="/dot.png" >}}.',
        '{% include figure.html src="/dot.png" %}',
        '{{ image(src="/dot.png") }}',
    ],
)
def test_shortcode_gets_its_own_syntax_for_an_alternative_text(site, capsys, shown):
    """An option of MyST cannot be written there."""
    made = site({"posts/x.md": post(f"{shown}\n"), "files/dot.png": DOT})

    (proposed,) = advice(made, capsys, "missing-alt")
    assert 'alt="…"' in proposed


def test_caption_of_a_figure_is_its_alternative_text(site, capsys):
    """Hugo says so too, and nothing is missing."""
    shown = '{{< figure src="/dot.png" caption="A dot" >}}\n'
    made = site({"posts/x.md": post(shown), "files/dot.png": DOT})

    assert advice(made, capsys, "missing-alt") == []


@pytest.mark.parametrize(
    ("widths", "proposed"),
    [
        ([], ["make it 1152 pixels wide, or set 1152 in `blog_image_widths`"]),
        ([480], ["make it 1152 pixels wide, or add 1152 to `blog_image_widths`"]),
        ([480, 1152], []),
        ([1800], []),
    ],
)
def test_copies_of_the_width_that_is_named_are_enough(site, capsys, widths, proposed):
    """Readers get a copy that is as wide as the text, and never the original."""
    made = site(WIDE, blog_image_widths=widths)

    assert [
        one.removesuffix(", for smaller copies")
        for one in advice(made, capsys, "large-image")
    ] == proposed


def test_versions_of_a_standing_page_share_their_slug(site, capsys):
    """``/about/`` leads to the newest of them, as the documentation recommends."""
    made = site(
        {
            "posts/old.md": post(slug="about", date="2024-01-05", index="false"),
            "posts/new.md": post(slug="about", date="2025-01-05", index="false"),
        }
    )

    assert advice(made, capsys, "duplicate-slug") == []


def test_post_with_the_slug_of_a_standing_page_is_told(site, capsys):
    """Of these, only one can be at the short URL."""
    made = site(
        {
            "posts/old.md": post(slug="about", date="2024-01-05", index="false"),
            "posts/new.md": post(slug="about", date="2025-01-05"),
        }
    )

    assert len(advice(made, capsys, "duplicate-slug")) == 1


def test_two_ids_of_one_author_are_told(site, capsys):
    """Readers would see the same name twice, with half of the posts each."""
    made = site(
        {
            "posts/a.md": post(author="admin"),
            "posts/b.md": post(author="giles", slug="b"),
            "posts/c.md": post(),
            "posts/d.md": post(author="ann"),
        },
        blog_authors={"giles": "Giles T.", "admin": ("Giles T.", "https://a.example/")},
        blog_default_author="giles",
    )

    (proposed,) = advice(made, capsys, "same-name")
    assert "write 'giles'" in proposed
