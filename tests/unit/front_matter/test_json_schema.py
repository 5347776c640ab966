"""The JSON Schema of front matter: editors say what a build would say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
import yaml

from conftest import ROOT
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.json_schema import json_schema
from sphinx_blogtheme.front_matter.meaning import plain_value

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json_schema()
VALID = jsonschema.Draft7Validator(SCHEMA)
PUBLISHED = ROOT / "docs/files/front-matter.schema.json"

DEMO = sorted(f for f in (ROOT / "content/posts").rglob("*.*") if f.suffix != ".svg")


def header_of(text: str) -> dict[str, Any]:
    """Return what an editor makes of a header in YAML, with its dates as text."""
    return json.loads(json.dumps(yaml.safe_load(text.split("---")[1]), default=str))


def test_schema_is_one() -> None:
    """An editor can use it."""
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_each_key_is_completed() -> None:
    """Every key that we read is offered, with a sentence that says what it means."""
    keys = {key for field in FIELDS for key in (*field.keys, *field.instead)}
    offered = dict(SCHEMA["properties"])
    for outer, schema in SCHEMA["properties"].items():
        for part in (schema, *schema.get("anyOf", ())):
            for inner, member in part.get("properties", {}).items():
                offered[f"{outer}.{inner}"] = member

    assert keys <= offered.keys()
    assert all(len(offered[key]["description"]) > 10 for key in keys)
    assert not re.search(r"[`\]]", "".join(offered[k]["description"] for k in keys))


@pytest.mark.parametrize("file", DEMO, ids=lambda file: "-".join(file.parts[-3:]))
def test_demo_is_valid(file: Path) -> None:
    """What we show is right, in each dialect that it is written in."""
    text = file.read_text(encoding="utf-8")
    entries = read_header(text, rst=file.suffix == ".rst").entries

    assert len(entries) > 2
    assert [*VALID.iter_errors({e.key: plain_value(e.node) for e in entries})] == []


@pytest.mark.parametrize(
    "line",
    [
        "title: 2025",
        "date: 2025-03-01",
        "date: {created: 2025-03-01, updated: 2025-04-01}",
        "state: Draft",
        "state: hidden",
        "draft: true",
        "draft: 'no'",
        "Draft: 1",
        "published: false",
        "published: 2025-03-01",
        "index: false",
        "build: {render: never, list: always}",
        "tags: [a, 2, c]",
        "tags: a, b",
        "authors: [{name: Ann, url: 'https://ann.example/'}, Bob]",
        "series: [one]",
        "part: 3",
        "part: '3'",
        "image: /a.png",
        "image: {path: /a.png, alt: A}",
        "cover: {image: /a.png, alt: A, hidden: true}",
        "images: [/a.png]",
        "canonicalURL: https://a.example/",
        "permalink: false",
        "feed_id: 'tag:a.example,2024-05-06:/x'",
        "menu: {main: {weight: 3}}",
        "params: {draft: false}",
        "description:",
        "plumage: {anything: [1, 2]}",
    ],
)
def test_what_is_read_without_a_word_is_valid(line: str) -> None:
    """An editor marks nothing that a build takes."""
    text = f"---\n{line}\n---\n"

    assert parse_header(text, ZoneInfo("UTC")).problems == ()
    assert [*VALID.iter_errors(header_of(text))] == []


@pytest.mark.parametrize(
    "line",
    [
        "date: [2025]",
        "pubDate: {day: 1}",
        "state: ready",
        "Draft: maybe",
        "index: 7",
        "on-menu: perhaps",
        "tags: {a: b}",
        "series: [one, two]",
        "part: two",
        "canonical-url: /a/",
        "feed_id: /a/",
        "LinkTitle: x\nlink: ftp://a.example/",
        "sitemap: {disable: perhaps}",
    ],
)
def test_what_is_a_warning_is_invalid(line: str) -> None:
    """An editor marks what a build would warn of, however its key is written."""
    text = f"---\n{line}\n---\n"

    assert parse_header(text, ZoneInfo("UTC")).problems != ()
    assert [*VALID.iter_errors(header_of(text))] != []


def test_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """It can be piped into a file."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_command_writes_the_schema(tmp_path: Path) -> None:
    """It makes the folder of the file."""
    assert main(["schema", str(tmp_path / ".vscode/x.json")]) == 0
    assert json.loads((tmp_path / ".vscode/x.json").read_bytes()) == SCHEMA


def test_command_wants_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is none."""
    assert main(["schema", str(tmp_path)]) == 2
    assert f"{tmp_path} is a folder" in capsys.readouterr().err


def test_published_schema_is_that_of_the_code() -> None:
    """`sphinx-blogtheme schema docs/files/front-matter.schema.json` has been run."""
    assert json.loads(PUBLISHED.read_bytes()) == SCHEMA
