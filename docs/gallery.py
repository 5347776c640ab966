# ruff: noqa: INP001 -- a script beside the sources
"""Make the pictures of the gallery: pages of the demo blog, in both schemes and sizes.

``python docs/gallery.py`` builds the demo blog and the documentation, and writes
small WebP files to ``docs/files/images/gallery/``. The documentation is also built with
furo, a theme that many know, and parts of both are shown side by side. It is run by hand
after a change of the theme; it needs the groups ``test`` and ``browser``, and Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
GALLERY = DOCS / "files" / "images" / "gallery"

sys.path.insert(0, str(DOCS.parent / "tests"))

from browser import NAMES  # noqa: E402
from serving import serve  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Device(NamedTuple):
    """A screen, and the width of its picture, in pixels."""

    width: int
    height: int
    picture: int


DEVICES = {
    "desktop": Device(width=1280, height=900, picture=900),
    "phone": Device(width=390, height=780, picture=300),
}

SCHEMES = ("light", "dark")

# The folder of the site, and what is shown of it.
PAGES = {
    "front": ("content", ""),
    "post": ("content", "2024/05/dark-mode-in-css/"),
    "maths": ("content", "2023/09/maths-without-a-script/#writing-a-formula"),
    "category": ("content", "sphinx/"),
    "archive": ("content", "archives/"),
    "documentation": ("docs", "kitchen-sink/#admonitions"),
}

# Parts of the documentation beside the same in furo: what is shown, and where it begins.
BESIDE_FURO = {
    "page": ("kitchen-sink/", "light"),
    "api": ("kitchen-sink/#programming-interfaces", "light"),
    "admonitions": ("kitchen-sink/#admonitions", "dark"),
    "code": ("kitchen-sink/#tables", "light"),
    "tabs": ("kitchen-sink-design/", "light"),
    "index": ("genindex/", "light"),
}

HALF = Device(width=1280, height=900, picture=640)

GAP = 8

# Values of the theme's options, each with a picture of the post on a desktop.
VARIANTS = {
    "paper": {"palette": "paper"},
    "harbour": {"palette": "harbour"},
    "sans": {"palette": "sans"},
    "contrast": {"palette": "contrast"},
    "bundled": {"text_face": "bundled"},
}

SETTLED = 500  # milliseconds

QUALITY = 65

LARGEST_SUM = 1_000_000  # bytes of all pictures


def build(source: Path, folder: Path, *, theme: str = "", **options: str) -> Path:
    """Build a site with options of the theme, and return the folder of its pages.

    :param theme: another theme than the site's.
    """
    out = folder / "-".join(filter(None, [source.name, theme, *options.values()]))
    given = [f"-Dhtml_theme_options.{name}={value}" for name, value in options.items()]
    given += [f"-Dhtml_theme={theme}"] if theme else []
    subprocess.run(  # noqa: S603 -- our own site
        [
            *(sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml"),
            *("-d", folder / f"{source.name}-doctrees", *given, source, out),
        ],
        check=True,
    )
    return out


def take(browser: Browser, url: str, device: Device, scheme: str) -> Image.Image:
    """Return what a screen shows of a page, at the size of its picture."""
    context = browser.new_context(
        viewport={"width": device.width, "height": device.height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        # Twice the pixels, since a picture is made smaller: letters stay clear.
        device_scale_factor=2,
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    # Once more, since what loads above a place moves it.
    page.evaluate("document.querySelector(location.hash || 'html').scrollIntoView()")
    page.wait_for_timeout(SETTLED)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    height = round(device.height * device.picture / device.width)
    return shot.resize((device.picture, height), Image.Resampling.LANCZOS)


def take_beside(
    browser: Browser, ours: str, theirs: str, path: str, scheme: str
) -> Image.Image:
    """Return what two sites show of a page, side by side.

    :param ours: address of the site on the left.
    :param theirs: of that on the right.
    """
    left, right = (
        take(browser, address + path, HALF, scheme) for address in (ours, theirs)
    )
    picture = Image.new("RGB", (left.width + GAP + right.width, left.height), "#888")
    picture.paste(left, (0, 0))
    picture.paste(right, (left.width + GAP, 0))
    return picture


def main() -> None:
    """Make all pictures, and remove those that have gone.

    :raises SystemExit: if together they are larger than the documentation wants.
    """
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = {
            site: stack.enter_context(serve(build(DOCS.parent / site, folder)))
            for site in ("content", "docs")
        }
        furo = build(DOCS, folder, theme="furo")
        addresses["furo"] = stack.enter_context(serve(furo))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=executable)
        # Only now, since the documentation shows the pictures itself.
        shutil.rmtree(GALLERY, ignore_errors=True)
        GALLERY.mkdir(parents=True)
        for name, (site, path) in PAGES.items():
            for (device, screen), scheme in product(DEVICES.items(), SCHEMES):
                picture = take(browser, addresses[site] + path, screen, scheme)
                file = GALLERY / f"{name}-{device}-{scheme}.webp"
                picture.save(file, quality=QUALITY, method=6)
        for name, (path, scheme) in BESIDE_FURO.items():
            ours, theirs = addresses["docs"], addresses["furo"]
            picture = take_beside(browser, ours, theirs, path, scheme)
            file = GALLERY / f"furo-{name}-{scheme}.webp"
            picture.save(file, quality=QUALITY, method=6)
        for name, options in VARIANTS.items():
            pages = build(DOCS.parent / "content", folder, **options)
            with serve(pages) as address:
                for scheme in SCHEMES:
                    url = address + PAGES["post"][1]
                    picture = take(browser, url, DEVICES["desktop"], scheme)
                    file = GALLERY / f"{name}-desktop-{scheme}.webp"
                    picture.save(file, quality=QUALITY, method=6)
        browser.close()
    total = sum(file.stat().st_size for file in GALLERY.iterdir())
    print(f"{total:,} bytes in {GALLERY}")  # noqa: T201
    if total > LARGEST_SUM:
        raise SystemExit(f"more than {LARGEST_SUM:,} bytes")


if __name__ == "__main__":
    main()
