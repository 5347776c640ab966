"""Turn an open page into the figures and faults that the quality of a site rests on.

All of it runs in the page, and says which element is at fault.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PICTURE, FONT = "image", "font"

# What a page's author wrote: a post's body; elsewhere all of its content.
OWN_TEXT = """\
() => {
  const own = document.querySelector("article.bt-post .e-content")
    ?? document.querySelector("main");
  return new TextEncoder().encode(own.innerHTML).length;
}
"""

INLINE_SCRIPTS = """\
() => [...document.scripts]
  .filter(script => !script.src && !script.type.includes("json"))
  .reduce((sum, script) => sum + script.text.length, 0)
"""

INLINE_STYLES = """\
() => [...document.querySelectorAll("style")]
  .reduce((sum, style) => sum + style.textContent.length, 0)
"""

OBSERVE_SHIFTS = """\
window.layoutShifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      window.layoutShifts.push([
        entry.value,
        ...entry.sources.map(({ node }) => (node?.parentElement ?? node)?.outerHTML
          ?.slice(0, 80)),
      ]);
}).observe({ type: "layout-shift", buffered: true });
"""

READ_TO_THE_END = """\
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await frame();
  }
  const pictures = Promise.allSettled([...document.images].map(image => image.decode()));
  await Promise.race([pictures, new Promise(resolve => setTimeout(resolve, 3000))]);
  scrollTo(0, 0);
  await frame();
}
"""

# Whatever is cut off on the right, unless its reader can scroll it into view.
BEYOND_THE_EDGE = """\
() => {
  const width = document.documentElement.clientWidth;
  const isMirrored = document.dir === "rtl";
  const reachable = element => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (/auto|scroll/.test(style.overflowX)) return true;
      if (style.clipPath !== "none" || style.clip !== "auto") return true;
    }
    return false;
  };
  const beyond = [...document.body.querySelectorAll("*")].filter(element =>
    element.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width > 0
    && (isMirrored ? element.getBoundingClientRect().left < -1
      : element.getBoundingClientRect().right > width + 1)
    && !reachable(element));
  const faults = beyond.map(element => element.outerHTML.slice(0, 120));
  const scroll = document.documentElement.scrollWidth;
  if (scroll > width) faults.unshift(`the page is ${scroll} wide`);
  return faults.slice(0, 5);
}
"""

# The ring may be drawn around what stands for the element: its label, or its box.
FOCUS_UNSEEN = """\
() => {
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
  const ring = element => {
    const near = [element, element.parentElement, element.nextElementSibling];
    return [...near, ...(element.labels ?? [])].filter(Boolean).map(box => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
      const drawn = outlineStyle === "auto"
        || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
      return [drawn ? outlineWidth : "", boxShadow].join();
    }).join();
  };
  return [...document.querySelectorAll(focusable)]
    .filter(element => element.tabIndex >= 0 && !element.disabled
      && element.checkVisibility({ visibilityProperty: true }))
    .filter(element => {
      element.blur();
      const before = ring(element);
      element.focus({ focusVisible: true, preventScroll: true });
      const after = ring(element);
      element.blur();
      return before === after;
    })
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120));
}
"""

# Seconds.
LONGEST_MOVE = """\
() => Math.max(...[...document.querySelectorAll("*")].flatMap(element => {
  const { transitionDuration, animationDuration } = getComputedStyle(element);
  return [transitionDuration, animationDuration].flatMap(list =>
    list.split(",").map(time => parseFloat(time) || 0));
}))
"""

VISIBLE_MENUS = """\
() => [...document.querySelectorAll("nav")]
  .filter(menu => menu.checkVisibility({ visibilityProperty: true }))
  .map(menu => menu.outerHTML.slice(0, 120))
"""

# Full lines only: the last line of a paragraph is as long as it is.
LINE_LENGTHS = """\
() => {
  const range = document.createRange();
  const lengths = [];
  for (const paragraph of document.querySelectorAll("article.bt-post .e-content p")) {
    if (paragraph.closest("li, blockquote, aside, td, dd, figure")) continue;
    const lines = [];
    let bottom = -Infinity;
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
      for (let i = 0; i < texts.currentNode.length; i++) {
        range.setStart(texts.currentNode, i);
        range.setEnd(texts.currentNode, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (box.top > bottom) [bottom] = [box.bottom, lines.push(0)];
        lines[lines.length - 1] += 1;
      }
    lengths.push(...lines.slice(0, -1));
  }
  return lengths;
}
"""


class Weight(NamedTuple):
    """What the browser fetched for a page, in bytes before compression."""

    beyond_text: int
    """All but pictures, fonts and the page's own text."""
    css: int
    javascript: int


OTHERS = re.compile(r"design-tabs|sphinx-design")
"""Files of an extension, which only the documentation of every element has."""


def weigh(page, responses) -> Weight:
    """Return the weight of a page, the styles and scripts within it included."""
    sizes = {"document": 0, "stylesheet": 0, "script": 0}
    for response in responses:
        kind = response.request.resource_type
        if kind not in {PICTURE, FONT} and not OTHERS.search(response.url):
            sizes[kind] = sizes.get(kind, 0) + len(response.body())
    return Weight(
        beyond_text=sum(sizes.values()) - page.evaluate(OWN_TEXT),
        css=sizes["stylesheet"] + page.evaluate(INLINE_STYLES),
        javascript=sizes["script"] + page.evaluate(INLINE_SCRIPTS),
    )


# Marks three elements of each look: all that a contrast depends on, with tag and class.
# One would not do, because axe doesn't judge a single letter, or text that is covered.
MARK_LOOKS = """\
() => {
  const grounds = new Map([[null, ""]]);
  const ground = element => {
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity,
        style.filter, style.mixBlendMode, style.position].join();
      const plain = own === "rgba(0, 0, 0, 0),none,1,none,normal,static";
      grounds.set(element, ground(element.parentElement) + (plain ? "" : `;${own}`));
    }
    return grounds.get(element);
  };
  const found = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    const text = [element.value, element.placeholder, ...texts.map(node => node.data)]
      .filter(Boolean).join("").trim();
    if (!text || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const look = [text.length > 1, element.localName, element.className, ground(element),
      style.color, style.fontSize, style.fontWeight, style.textShadow].join();
    found.set(look, (found.get(look) ?? 0) + 1);
    if (found.get(look) <= 3) element.dataset.look = "";
  }
}
"""

RUN_AXE = """\
async ([tags, contrastOf]) => {
  axe.reset();
  axe.configure({ rules: [{ id: "color-contrast", selector: contrastOf }] });
  return axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
}
"""

UNMARK_LOOKS = """\
() => document.querySelectorAll("[data-look]").forEach(
  element => delete element.dataset.look)
"""


def axe_violations(page, *, every_contrast: bool = False) -> list[str]:
    """Return what axe-core finds wrong, as rule, element and its HTML.

    :param every_contrast: measure the contrast of each element that has text. It is
        most of the time that axe takes; otherwise each look is measured in a few places: text
        of the same tag, class, colour, size and weight on the same ground.
    """
    if not page.evaluate("'axe' in window"):
        source = files("axe_playwright_python").joinpath("axe.min.js")
        page.evaluate(f"{source.read_text(encoding='utf-8')}; 0")
    page.evaluate(MARK_LOOKS)
    result = page.evaluate(RUN_AXE, [TAGS, "*" if every_contrast else "[data-look]"])
    page.evaluate(UNMARK_LOOKS)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:100]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
