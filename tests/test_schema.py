"""Editors complete and check headers by a schema that knows what we read."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib

import jsonschema
import pytest
import yaml
from test_fields import ENGINES

from conftest import ROOT
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.front_matter.schema import json_schema

PUBLISHED = ROOT / "docs/files/front-matter.schema.json"

VALIDATOR = jsonschema.Draft7Validator(json_schema())


def demo_headers():
    """Yield the headers of the demo blog that are what they look like."""
    for file in sorted((ROOT / "content/posts").rglob("*.md")):
        mark, _, rest = file.read_text(encoding="utf-8").partition("\n")
        header = rest.partition(f"\n{mark}\n")[0]
        load = tomllib.loads if mark == "+++" else yaml.safe_load
        try:
            values = json.dumps(load(header), default=str)
        except yaml.YAMLError:
            continue  # read line by line, which no editor does
        name = file.relative_to(ROOT / "content/posts").as_posix()
        yield pytest.param(json.loads(values), id=name)


def test_published_schema_is_what_the_command_prints():
    """What editors load is made from the table of keys."""
    command = [sys.executable, "-m", "sphinx_blogtheme", "schema"]
    printed = subprocess.run(command, check=True, capture_output=True)

    assert json.loads(printed.stdout) == json_schema()
    assert PUBLISHED.read_bytes().split() == printed.stdout.split()
    jsonschema.Draft7Validator.check_schema(json_schema())


def test_every_key_is_in_the_schema():
    """A key within a mapping is below that mapping."""
    text = json.dumps(json_schema())
    keys = {key for field in FIELDS for key in (*field.keys, *field.instead)}

    assert {
        key for key in keys for part in key.split(".") if f'"{part}"' not in text
    } == set()


@pytest.mark.parametrize("header", list(demo_headers()))
def test_header_of_the_demo_blog_is_right(header):
    """What we write ourselves is what we tell editors."""
    assert list(VALIDATOR.iter_errors(header)) == []


@pytest.mark.parametrize("lines", [lines for lines, _ in ENGINES.values()], ids=ENGINES)
def test_header_of_another_engine_is_right(lines):
    """What is read without a warning is no fault in the editor."""
    header = json.loads(json.dumps(yaml.safe_load(lines), default=str))

    assert list(VALIDATOR.iter_errors(header)) == []


@pytest.mark.parametrize(
    "header",
    [
        {"state": "reday"},
        {"draft": "perhaps"},
        {"part": "two"},
        {"link": "ftp://example.org/"},
        {"tags": {"a": "b"}},
        {"date": {"created": [1]}},
        {"url": True},
    ],
    ids=str,
)
def test_wrong_value_is_marked(header):
    """An editor says so before a build does."""
    assert not VALIDATOR.is_valid(header)
