// Marks, in the contents, the section that the reader has come to. Where the contents
// are a bar, it names that section, and shuts when the reader goes to another.
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".bt-post-contents a, .bt-contents a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }

  const box = document.querySelector(".bt-post-contents");
  const bar = box?.firstElementChild ?? document.querySelector("[popovertarget='bt-contents']");
  box?.addEventListener("click", ({ target }) => {
    if (target.localName === "a") box.open = false;
  });

  const seen = new Set();
  let current;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        seen[isIntersecting ? "add" : "delete"](target);
      }
      // The deepest and last: sections are in the order of the page.
      const section = [...links.keys()].findLast((part) => seen.has(part));
      current?.removeAttribute("aria-current");
      current = links.get(section);
      current?.setAttribute("aria-current", "location");
      if (bar) bar.dataset.here = current?.textContent ?? "";
    },
    { rootMargin: "0px 0px -75%" },
  );
  for (const section of links.keys()) observer.observe(section);
})();
