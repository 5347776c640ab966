"""What the folder of a post says of it, and what changes with that."""

from __future__ import annotations

import pytest

from conftest import post

PAGE = "2025/03/x"


def tags_of(built, page=PAGE):
    return [tag.text for tag in built.html(page).select(".bt-tags a")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_defaults.yml", "tags: [near]\nplumage: good\n"),
        ("_defaults.yaml", "---\ntags: near\n---\n"),
        ("_defaults.toml", 'tags = ["near"]\n'),
        ("_defaults.json", '{"tags": ["near"]}\n'),
    ],
)
def test_header_that_says_nothing_has_the_folders_default(site, name, text):
    """The nearest folder wins over one above it, in any of the formats."""
    files = {"_defaults.yml": "tags: far\ncategory: far\n", f"posts/{name}": text}
    built = site({**files, "posts/a/x.md": post()}).build()

    assert tags_of(built) == ["Near"]
    assert built.html(PAGE).select_one(".bt-meta .p-category").text == "Far"


def test_header_wins_over_defaults(site):
    """What an author says of one post holds, whatever its folder says."""
    files = {"posts/_defaults.yml": "tags: near\ndraft: true\n"}
    built = site({**files, "posts/x.md": post(tags="own", draft="false")}).build()

    assert tags_of(built) == ["Own"]


def test_changed_defaults_change_the_posts_below(site):
    """A build after the change is like a clean one."""
    blog = site({"posts/_defaults.yml": "tags: one\n", "posts/x.md": post()})
    assert tags_of(blog.build()) == ["One"]

    blog.write({"posts/_defaults.yml": "tags: other\n"})
    built = blog.build()
    assert tags_of(built) == ["Other"]
    assert built.files() == blog.build(fresh=True).files()

    blog.remove("posts/_defaults.yml")
    built = blog.build()
    assert tags_of(built) == []
    assert built.files() == blog.build(fresh=True).files()


def test_list_that_is_never_closed_is_one_warning(site):
    """The bracket is no part of a name, in defaults and in headers."""
    files = {
        "posts/_defaults.yml": "author: [ann\n",
        "posts/x.md": post(tags="[a, b", category="'[c'"),
    }

    built = site(files).build(
        warnings=[
            "_defaults.yml:1: WARNING: author: '[ann': expected ']'",
            "x.md:4: WARNING: tags: '[a, b': expected ']'",
        ]
    )

    page = built.html("2025/03/x")
    for kind, name in {"author": "Ann", "category": "[c"}.items():
        assert [a.text for a in page.select(f".bt-meta .p-{kind}")] == [name]
    assert built.exists("tag/a")
    assert built.exists("tag/b")


def test_fault_of_defaults_is_one_warning(site):
    """It is reported once, at its own line, and not for each post below."""
    files = {
        "posts/_defaults.yml": "tags: one\n\ntoc: perhaps\ntitle: all\n",
        "posts/x.md": post(),
        "posts/y.md": post(),
    }
    built = site(files).build(
        warnings=["_defaults.yml:3: WARNING: toc: 'perhaps'", "_defaults.yml:4"]
    )

    assert built.html(PAGE).h1.text == "Post"


@pytest.mark.parametrize("path", ["_drafts/x.md", "posts/_drafts/a/x.md"])
@pytest.mark.parametrize("text", [post(draft="false"), "# A page\n"])
def test_everything_in_the_folder_of_drafts_is_a_draft(site, path, text):
    """No header makes it public."""
    built = site({path: text, "posts/public.md": post(title="Public")}).build()

    assert [t.text.strip() for t in built.html().select(".bt-entry-title")] == [
        "Public"
    ]
    assert not [name for name in built.files() if "_drafts" in name or "/x" in name]


def test_folder_of_jekyll_holds_posts(site):
    """A file is a post by its name there, and spaces part its categories."""
    text = "---\ntitle: Post\ncategories: one two\n---\nText.\n"
    built = site({"_posts/2025-03-01-x.md": text}).build()

    terms = built.html(PAGE).select(".bt-meta .p-category")
    assert [term.text for term in terms] == ["One", "Two"]


def test_header_may_be_in_a_file_beside_the_post(site):
    """Nikola's two-file format; a change of either changes the page."""
    meta = ".. title: Nikola\n.. date: 2025-03-01\n"
    blog = site({"posts/x.md": "Text.\n", "posts/x.meta": meta})
    assert blog.build().html(PAGE).h1.text == "Nikola"

    blog.write({"posts/x.meta": meta.replace("Nikola", "Changed")})
    assert blog.build().html(PAGE).h1.text == "Changed"
