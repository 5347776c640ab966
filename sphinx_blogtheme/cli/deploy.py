"""The files with which a host, such as GitHub Pages, builds and publishes a blog."""

from __future__ import annotations

from pathlib import Path

BUILD_COMMAND = "sphinx-build -nW --keep-going -b dirhtml -d _build/doctrees . {output}"
"""Command that builds a blog, from its folder, on all hosts and in its README."""

OUTPUT_FOLDER = "_build/html"
"""Folder of the built site, from the blog's folder."""

PYTHON_VERSION = "3.13"
"""Version of Python that all of these hosts have."""

# The actions are of mid-2026, the first versions that run on Node 24.
# https://docs.github.com/en/pages/getting-started-with-github-pages/using-custom-workflows-with-github-pages
_GITHUB = """\
name: Publish the blog

on:
  push:
    branches: [main]
  schedule:
    # Each morning, so that scheduled posts appear (UTC).
    - cron: "17 5 * * *"
  workflow_dispatch:

permissions: {{}}

concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "{python}"
          cache: pip
      - run: python -m pip install -r requirements.txt
      # What the last build left, so that this one makes what has changed.
      - uses: actions/cache@v5
        with:
          path: _build
          key: blog-${{{{ github.run_id }}}}
          restore-keys: blog-
      - run: {build}
      - uses: actions/upload-pages-artifact@v5
        with:
          path: {output}

  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"""

# https://docs.gitlab.com/user/project/pages/
_GITLAB = """\
# Add a pipeline schedule (Build > Pipeline schedules) for scheduled posts.
pages:
  image: python:{python}
  variables:
    PIP_CACHE_DIR: "$CI_PROJECT_DIR/.cache/pip"
  # With what the last build left, so that this one makes what has changed.
  cache:
    paths: [.cache/pip, _build, {output}]
  script:
    - python -m pip install -r requirements.txt
    - {build}
  artifacts:
    paths: [{output}]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""

# https://docs.netlify.com/build/configure-builds/file-based-configuration/
# Netlify installs requirements.txt itself.
_NETLIFY = """\
[build]
command = "{build}"
publish = "{output}"

[build.environment]
PYTHON_VERSION = "{python}"

[[plugins]]
package = "/netlify/keep_build"
"""

# https://docs.netlify.com/extend/develop-and-share/develop-build-plugins/
_NETLIFY_PLUGIN = {
    "manifest.yml": "name: keep_build\n",
    "index.js": """\
// Keeps what a build leaves, so that the next one makes what has changed.
export const onPreBuild = ({ utils }) => utils.cache.restore("_build");
export const onPostBuild = ({ utils }) => utils.cache.save("_build");
""",
    "package.json": '{ "type": "module" }\n',
}
"""Files of a build plugin of Netlify, which has no setting for folders to keep."""

# https://developers.cloudflare.com/workers/static-assets/
_CLOUDFLARE = """\
# The build at Cloudflare runs `npx wrangler deploy`, which runs this command first.
name = "{name}"
compatibility_date = "2026-06-01"

[build]
command = "python -m pip install -r requirements.txt && {build}"

[assets]
directory = "{output}"
html_handling = "auto-trailing-slash"
not_found_handling = "404-page"
"""

# https://docs.readthedocs.com/platform/stable/config-file/v2.html
_READTHEDOCS = """\
version: 2

build:
  os: ubuntu-24.04
  tools:
    python: "{python}"
  jobs:
    build:
      html:
        - {build}

sphinx:
  configuration: conf.py

python:
  install:
    - requirements: requirements.txt
"""

_FILES = {
    "github": (".github/workflows/publish.yml", _GITHUB, OUTPUT_FOLDER),
    # GitLab publishes the folder `public`.
    "gitlab": (".gitlab-ci.yml", _GITLAB, "public"),
    "netlify": ("netlify.toml", _NETLIFY, OUTPUT_FOLDER),
    "cloudflare": ("wrangler.toml", _CLOUDFLARE, OUTPUT_FOLDER),
    "readthedocs": (".readthedocs.yaml", _READTHEDOCS, "$READTHEDOCS_OUTPUT/html"),
}

HOSTS = (*_FILES, "none")
"""Values of ``--deploy``."""


def deploy_files(host: str, name: str) -> dict[Path, bytes]:
    """Return the contents of the files for a host, by path from the blog's folder.

    :param host: one of `HOSTS`.
    :param name: name of the project at the host: lower case, digits and hyphens.
    """
    if host not in _FILES:
        return {}
    path, text, output = _FILES[host]
    build = BUILD_COMMAND.format(output=output)
    content = text.format(build=build, output=output, python=PYTHON_VERSION, name=name)
    files = {Path(path): content.encode()}
    if host == "netlify":
        folder = Path("netlify/keep_build")
        files |= {folder / n: text.encode() for n, text in _NETLIFY_PLUGIN.items()}
    if host == "cloudflare":
        # Cloudflare's build image reads the version of Python from this file.
        files[Path(".python-version")] = f"{PYTHON_VERSION}\n".encode()
    return files
