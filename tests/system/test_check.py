"""``sphinx-blogtheme check`` finds what is wrong with a blog, and nothing else."""

from __future__ import annotations

import json

import pytest

from conftest import DOT, post, run
from sphinx_blogtheme.check import findings as gathering
from sphinx_blogtheme.check.rules import RULES
from sphinx_blogtheme.cli.main import main

MANY = DOT[:16] + (4000).to_bytes(4) + (3000).to_bytes(4) + DOT[24:]
"""A PNG that says that it is large, and is small."""

GOOD = post("Text.\n\n## A heading\n\nMore.\n", description="What it says", tags="a, b")

MESSY = {
    "posts/good.md": GOOD,
    "posts/other.md": GOOD,
    "posts/header.md": post(state="published, later"),
    "posts/comment.md": post(description="Ink # paper"),
    "posts/object.md": post(title="Part 2: more"),
    "posts/key.md": post(descripton="Text"),
    "posts/2025-04-01-dated.md": post(slug="dated"),
    "posts/updated.md": post(updated="2024-01-01"),
    "posts/noted.md": post(changes="{2024-02-02: Note.}"),
    "posts/future.md": post(date="2999-01-01"),
    "posts/undated.md": post(date=None, blogpost="true"),
    "posts/dead.md": post("[x](/2025/03/goood/)\n\n[y](/2025/03/good/#a-haeding)\n"),
    "posts/moved.md": post("[x](/2024/01/good/)\n"),
    "posts/image.md": post(
        "![A dot](/gone.png)\n\n![](/dot.png)\n\n<img src='/dot.png'>\n\n"
        "<img src='/dot.png' alt=''>\n\n![Heavy](/heavy.png)\n\n![Many](/many.png)\n"
    ),
    "posts/bytes.md": post("Text.\n\n").encode() + b"caf\xe9\n",
    "posts/one.md": post(slug="same"),
    "posts/two.md": post(slug="same"),
    "posts/april.md": post(slug="good", date="2025-04-02"),
    "posts/own.md": post(
        "[x](https://example.org/2025/03/good/)\n\n[y](https://example.org/no/)\n"
    ),
    "posts/bare.md": post(
        "See https://example.com/a, `http://b.example`.\n\n~~http://c.example/gone~~\n"
    ),
    "posts/small.md": post(categories="Python"),
    "posts/capital.md": post(categories="python"),
    "posts/capitals.md": post(categories="python"),
    "posts/plural.md": post(tags="parsers"),
    "posts/plurals.md": post(tags="parser"),
    "posts/once.md": post(categories="rare"),
    "posts/empty.md": post(""),
    "posts/ids.md": post('<p id="x">a</p>\n\n<p id="x">b</p>\n'),
    "posts/role.md": post("{nothing}`x`\n"),
    "posts/rest.rst": ":date: 2025-03-01\n\nTitle\n=====\n\n.. nothing::\n",
    "posts/ran.md": post("```python\nx = 1\n```\n"),
    "tested-code.json": json.dumps(
        {"version": 1, "posts": {"posts/ran.md": {"code": "0", "date": "2025-03-02"}}}
    ),
    "files/dot.png": DOT,
    "files/heavy.png": DOT + bytes(600 * 1024),
    "files/many.png": MANY + bytes(200 * 1024),
    "files/lonely.png": DOT,
}

FOUND = [
    ("header", "posts/header.md", 4, "'published, later'", ""),
    ("header", "posts/comment.md", 4, "", 'write description: "Ink # paper"'),
    ("header", "posts/undated.md", 1, "needs a date", ""),
    ("unquoted-value", "posts/object.md", 2, "'title'", 'title: "Part 2: more"'),
    ("unknown-key", "posts/key.md", 4, "'descripton'", "'description'"),
    ("date-mismatch", "posts/2025-04-01-dated.md", 3, "2025-04-01", ""),
    ("updated-before-date", "posts/updated.md", 4, "2024-01-01", ""),
    ("updated-before-date", "posts/noted.md", 4, "2024-02-02", ""),
    ("future-date", "posts/future.md", 3, "2999-01-01", ""),
    ("dead-link", "posts/dead.md", 6, "goood", "/2025/03/good/?"),
    ("dead-link", "posts/dead.md", 8, "a-haeding", "#a-heading?"),
    ("dead-link", "posts/moved.md", 6, "/2024/01/good/", "/2025/0"),
    ("missing-image", "posts/image.md", 6, "gone.png", ""),
    ("missing-alt", "posts/image.md", 8, "dot.png", "![what it shows](/dot.png)"),
    ("missing-alt", "posts/image.md", 10, "dot.png", 'alt=""'),
    ("large-image", "posts/image.md", 14, "600 KB", "WebP"),
    ("large-image", "posts/image.md", 16, "4000 pixels", "blog_image_widths"),
    ("encoding", "posts/bytes.md", 8, "0xe9", ""),
    ("url-conflict", "posts/two.md", 4, "/2025/03/same/", ""),
    ("duplicate-slug", "posts/april.md", 4, "'good'", ""),
    ("own-url", "posts/own.md", 6, "/2025/03/good/", "write /2025/03/good/"),
    ("dead-link", "posts/own.md", 8, "/no/", ""),
    ("bare-url", "posts/bare.md", 6, "example.com/a", "<https://example.com/a>"),
    ("term-spelling", "posts/small.md", 4, "'Python'", "'python'"),
    ("term-spelling", "posts/plurals.md", 4, "'parser'", "'parsers'"),
    ("term-once", "posts/once.md", 4, "'rare'", ""),
    ("code-changed", "posts/ran.md", 7, "on 2025-03-02", "test posts/ran.md --lock"),
    ("empty-body", "posts/empty.md", 4, "no text", "state: draft"),
    ("no-description", "posts/one.md", 1, "", "description:"),
    ("unused-image", "files/lonely.png", 1, "", ""),
    ("invalid-page", "posts/ids.md", 6, "'x'", ""),
    ("build", "posts/role.md", 6, "nothing", ""),
    ("build", "posts/rest.rst", 6, "nothing", ""),
]


def check(source, capsys, *options):
    """Check a folder, and return the exit code and what was found."""
    code = main(["check", str(source), "--format", "json", *options])
    found = json.loads(capsys.readouterr().out)
    for finding in found["findings"]:
        finding["path"] = finding["path"].removeprefix(f"{source.as_posix()}/")
    return code, found["findings"], found["diff"]


@pytest.fixture(scope="module")
def messy(module_site):
    return module_site(MESSY).source


@pytest.fixture(scope="module")
def findings(messy):
    """Return what is found, once for all tests."""
    result = run(
        *("-m", "sphinx_blogtheme", "check", messy, "--format", "json"), check=False
    )
    assert result.returncode == 1, result.stderr
    found = json.loads(result.stdout)["findings"]
    for finding in found:
        finding["path"] = finding["path"].removeprefix(f"{messy.as_posix()}/")
    return found


@pytest.mark.parametrize(
    "expected",
    FOUND,
    ids=[f"{rule}-{path.rpartition('/')[2]}-{line}" for rule, path, line, *_ in FOUND],
)
def test_finding_says_what_where_and_what_to_do(findings, expected):
    """An author can go to the line, and knows what to write."""
    rule, path, line, message, suggestion = expected
    there = [f for f in findings if f["path"] == path and f["line"] == line]

    assert [
        f
        for f in there
        if f["rule"] == rule
        and message in f["message"]
        and suggestion in f["suggestion"]
    ], there


def test_nothing_else_is_found(findings):
    """A finding that is not true costs the trust in all others."""
    expected = {(rule, path, line) for rule, path, line, *_ in FOUND}
    found = {(f["rule"], f["path"], f["line"]) for f in findings}

    assert {f for f in found - expected if f[0] != "no-description"} == set()


def test_each_finding_is_reported_once(findings):
    """What a build and we both see is one line."""
    places = [(f["path"], f["line"], f["message"]) for f in findings]

    assert len(places) == len(set(places))


CLEAN = {
    "posts/a.md": GOOD.replace("Post", "First").replace("tags: a, b", "tags: a"),
    "posts/b.md": GOOD.replace("Post", "Second").replace("tags: a, b", "tags: a"),
    "posts/c.md": post(state="draft", description="Not yet"),
}


def test_good_blog_has_no_findings(site, capsys):
    """Its feeds and pages are what their formats ask for."""
    assert check(site(CLEAN).source, capsys, "--strict") == (0, [], "")


def test_second_check_finds_the_same(site, capsys):
    """What an earlier build left saves time, and hides nothing."""
    source = site({"posts/x.md": post("[x](/no/)\n"), **CLEAN}).source

    first = check(source, capsys)

    assert [f["rule"] for f in first[1]] == ["no-description", "dead-link"]
    assert check(source, capsys) == first


def test_hints_fail_a_strict_check_only(site, capsys):
    """A blog may do without descriptions."""
    source = site({"posts/x.md": post()}).source

    assert check(source, capsys)[0] == 0
    assert check(source, capsys, "--strict")[0] == 1


def test_rules_are_chosen(site, capsys):
    """What is not looked for neither shows nor fails."""
    source = site({"posts/x.md": post("[x](/no/)\n")}).source

    code, found, _ = check(source, capsys, "--select", "dead-link,no-description")
    assert (code, len(found)) == (1, 2)
    code, found, _ = check(source, capsys, "--ignore", "dead-link")
    assert (code, [f["rule"] for f in found]) == (0, ["no-description"])


def test_unknown_rule_is_refused(tmp_path, capsys):
    """A misspelt rule would find nothing for ever."""
    with pytest.raises(SystemExit) as stop:
        main(["check", str(tmp_path), "--select", "dead-links"])

    assert stop.value.code == 2
    assert "dead-link" in capsys.readouterr().err


def test_folder_without_conf_is_refused(tmp_path, capsys):
    """Whoever is in the wrong folder is told so."""
    assert main(["check", str(tmp_path)]) == 2
    assert "there is no conf.py" in capsys.readouterr().err


@pytest.mark.parametrize("conf", ["1 / 0", "extensions = []"])
def test_site_that_cannot_be_built_is_refused(tmp_path, capsys, conf):
    """That is no finding, and no crash either."""
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "index.rst").write_text("x\n=\n", encoding="utf-8")

    assert main(["check", str(tmp_path)]) == 2
    assert "conf.py" in capsys.readouterr().err


def test_site_without_an_address_is_told(site, capsys):
    """Without it there are no feeds."""
    source = site(CLEAN, html_baseurl=None).source

    assert [f["rule"] for f in check(source, capsys)[1]] == ["no-baseurl"]


@pytest.mark.parametrize("url", ["example.org/blog", "//example.org/", "/blog/"])
def test_address_that_names_no_host_is_told_once(site, capsys, url):
    """Every URL in every feed lacks the same."""
    (found,) = check(site(CLEAN, html_baseurl=url).source, capsys)[1]

    assert (found["rule"], found["path"]) == ("build", "conf.py")
    assert repr(url) in found["message"]


@pytest.mark.parametrize("file", [".github/workflows/publish.yml", "netlify.toml"])
def test_address_of_a_new_blog_is_told_when_it_is_published(site, capsys, file):
    """Feeds and previews of a blog at example.org lead to nobody's site."""
    published = site({**CLEAN, file: "# published\n"})

    (found,) = check(published.source, capsys)[1]

    assert (found["rule"], found["level"]) == ("example-baseurl", "info")
    assert check(site(CLEAN).source, capsys)[1] == []


def test_fault_in_feeds_is_told_once_where_its_author_wrote_it(site, capsys):
    """A post is in the feeds of the site and its categories, in each format."""
    body = "Text.\n\n<object data='d.svg'></object>\n"
    header = {"categories": "ink", "description": "D"}
    files = {
        "posts/object.md": post(body, **header),
        "posts/untitled.md": post(**header, title="' '", slug="untitled"),
    }
    found = check(site(files).source, capsys)[1]

    assert [
        (f["path"], f["line"], f["message"]) for f in found if f["level"] == "error"
    ] == [
        (
            "posts/object.md",
            10,
            "dead link to '/2025/03/object/d.svg': the site has no such page or file",
        ),
        (
            "posts/untitled.md",
            2,
            "the post has no title, which readers of feeds show",
        ),
    ]


def test_file_that_looks_like_a_feed_is_left_alone(site, capsys):
    """What an author publishes beside the blog is no feed of ours."""
    files = {"files/feedback.json": "[1]", "files/feed-icon.xml": "<svg/>"}

    assert check(site({**CLEAN, **files}).source, capsys) == (0, [], "")


def test_defaults_and_other_kinds_are_read_as_a_build_reads_them(site, capsys):
    """A description may be a folder's, and a header may be TOML."""
    source = site(
        {
            "posts/_defaults.yml": "description: Shared\n",
            "posts/a.md": '+++\ntitle = "T"\ndate = 2025-03-01\n+++\n\nText.\n',
            "posts/b.rst": ":date: 2025-03-02\n\nTitle\n=====\n\nText.\n",
        }
    ).source

    assert check(source, capsys) == (0, [], "")


def test_body_of_another_engine_is_read_as_a_build_reads_it(site, capsys):
    """Code in its tags is code, and its figures are images."""
    code = "{% highlight md %}\n![](/no.png)\nhttp://a.example/\n{% endhighlight %}\n\n"
    figure = '{{< figure src="/dot.png" >}}\n'
    said = '\n{{< figure src="/dot.png" alt="A dot" >}}\n'
    source = site(
        {
            "posts/x.md": post(code + figure + said, description="D"),
            "files/dot.png": DOT,
        }
    ).source

    found = check(source, capsys)[1]

    assert [(f["rule"], f["line"]) for f in found] == [("missing-alt", 12)]


SPELT = {
    "posts/a.md": post(categories="python, Web"),
    "posts/b.md": post(categories="python, web"),
    "posts/c.md": post(categories="Python", title="Part 2: Python").replace(
        "\n", "\r\n"
    ),
    "posts/d.md": "\ufeff" + post(tags="[a, A]", categories="web"),
}


def test_diff_shows_what_a_fix_changes(site, capsys):
    """Spellings and quotes, and neither line endings nor anything in the text."""
    source = site(SPELT).source
    before = {path: (source / path).read_bytes() for path in SPELT}

    code, found, diff = check(source, capsys, "--diff")
    assert code == 1
    assert {path: (source / path).read_bytes() for path in SPELT} == before
    assert "+categories: python, web\n" in diff
    code, left, applied = check(source, capsys, "--fix")
    assert (code, applied) == (0, diff)
    assert {f["rule"] for f in found} - {f["rule"] for f in left} == {
        *("term-spelling", "unquoted-value")
    }

    assert (source / "posts/a.md").read_bytes() == before["posts/a.md"].replace(
        b"Web", b"web"
    )
    assert (source / "posts/b.md").read_bytes() == before["posts/b.md"]
    assert (source / "posts/c.md").read_bytes() == before["posts/c.md"].replace(
        b"Part 2: Python", b'"Part 2: Python"'
    ).replace(b"categories: Python", b"categories: python")
    assert check(source, capsys, "--fix")[2] == ""


@pytest.mark.parametrize("rest", ["\n\tdate: 2025-03-18", "\ndate: 2025-03-18"])
def test_quotes_that_are_never_closed_are_reported_only(site, capsys, rest):
    """Nobody but the author knows where they should end."""
    text = f'---\ntags: a\ntitle: "tab\tbad{rest}\n---\n\nText.\n'
    source = site({"posts/x.md": text}).source

    _, found, diff = check(source, capsys, "--fix", "--select", "unquoted-value")

    assert [(f["line"], "never closed" in f["message"]) for f in found] == [(3, True)]
    assert (diff, (source / "posts/x.md").read_text(encoding="utf-8")) == ("", text)


def test_tab_is_written_as_people_know_it(site, capsys):
    """Quotes need an escape for it."""
    source = site({"posts/x.md": post(title="a\tb: c", description="D")}).source

    assert '+title: "a\\tb: c"\n' in check(source, capsys, "--fix")[2]


def test_key_and_name_of_a_term_are_one(site, capsys):
    """A post may say either, as the build knows; other spellings are found."""
    said = ["small-web", "small-web", "The small web", "the small  web", "Small-Web"]
    files = {
        f"posts/{n}.md": post(categories=text, description="D")
        for n, text in enumerate(said)
    }
    names = {"small-web": {"name": "The small web"}, "rare": "Seldom"}
    files["posts/r.md"] = post(categories="Seldom", description="D")
    source = site(files, blog_categories=names).source

    found = check(source, capsys)[1]

    assert [(f["path"], f["rule"]) for f in found] == [
        ("posts/3.md", "term-spelling"),
        ("posts/4.md", "term-spelling"),
    ]
    assert not any("two pages" in f["message"] for f in found)


def test_fix_is_limited_to_chosen_rules(site, capsys):
    """What is ignored is not changed."""
    source = site(SPELT).source

    diff = check(source, capsys, "--fix", "--ignore", "term-spelling")[2]

    assert [line for line in diff.split("\n") if line.startswith("+t")] == [
        '+title: "Part 2: Python"\r'
    ]


def test_file_elsewhere_is_not_changed(site, tmp_path, capsys):
    """A link may lead out of the blog."""
    made = site({"posts/x.md": post(description="D")})
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(post(title="A: B", description="D"), encoding="utf-8")
    (made.source / "posts/y.md").symlink_to(elsewhere)

    code, found, diff = check(made.source, capsys, "--fix")

    assert (code, [f["rule"] for f in found], diff) == (0, ["unquoted-value"], "")


def test_text_is_one_line_for_each_finding(site, capsys):
    """Editors and people can follow it."""
    source = site({"posts/x.md": post("[x](/no/)\n", description="D")}).source

    main(["check", str(source)])

    said = capsys.readouterr()
    assert said.out == (
        f"{source}/posts/x.md:7: dead-link: dead link to '/no/': the site has no such"
        " page or file\n"
    )
    assert "1 error, 0 warnings, 0 hints" in said.err


def test_notes_for_github_are_escaped(site, capsys):
    """Percent signs and commas do not end a note."""
    source = site({"posts/a,b.md": post(state="50%, later", description="D")}).source

    main(["check", str(source), "--format", "github"])

    assert capsys.readouterr().out.startswith(
        f"::warning file={source}/posts/a%2Cb.md,line=4,title=header::"
        "state: '50%25, later'"
    )


def test_interrupted_check_can_be_done_again(site, capsys):
    """Ctrl-C leaves nothing that the next check would trust."""
    made = site({"posts/x.md": post("[x](/no/)\n", description="D"), **CLEAN})
    conf = made.source / "conf.py"
    good = conf.read_text(encoding="utf-8")
    stop = "def stop(*_):\n    raise KeyboardInterrupt\n"
    setup = 'def setup(app):\n    app.connect("build-finished", stop)\n'
    conf.write_text(good + stop + setup, encoding="utf-8")

    assert main(["check", str(made.source)]) == 130
    assert "interrupted" in capsys.readouterr().err
    conf.write_text(good, encoding="utf-8")
    assert [f["rule"] for f in check(made.source, capsys)[1]] == ["dead-link"]


def test_empty_blog_has_nothing_to_find(site, capsys):
    """A blog may be checked before its first post."""
    assert check(site().source, capsys) == (0, [], "")


def test_each_rule_is_tried():
    """A rule without a test may say anything."""
    elsewhere = {
        *("no-baseurl", "example-baseurl", "invalid-feed", "same-name"),
        *("dead-external-link", "moved-link", "unsure-link"),
    }

    assert {rule for rule, *_ in FOUND} | elsewhere == RULES.keys()


@pytest.mark.parametrize("header", ["- a\n- list\n", "foo\n", "[a, b]\n"])
def test_header_without_keys_hides_nothing_else(site, capsys, header):
    """One odd file is one finding, and the others are looked at all the same."""
    files = {
        "posts/l.md": f"---\n{header}---\n\ntxt\n",
        "posts/x.md": post("[x](/no/)"),
    }
    source = site(files).source

    found = check(source, capsys, "--fix")[1]

    assert ("posts/x.md", "dead-link") in {(f["path"], f["rule"]) for f in found}
    (said,) = {f["path"]: f for f in found if f["rule"] == "header"}.values()
    assert (said["path"], said["line"]) == ("posts/l.md", 2)


def test_file_that_cannot_be_checked_hides_nothing_else(site, capsys, monkeypatch):
    """Even where the check itself is at fault."""

    def fail(*_):
        raise ValueError("no idea")

    monkeypatch.setattr(gathering, "check_text", fail)
    source = site({"posts/x.md": post("[x](/no/)\n", description="D")}).source

    found = check(source, capsys)[1]

    assert [f["rule"] for f in found] == ["build", "dead-link"]
    assert "no idea" in found[0]["message"]
