// Documentation: the tree of pages shows where the reader is, and a key leads to the search.
(() => {
  const side = document.querySelector(".bt-side[popover]");
  const show = () => {
    const here = [...side.querySelectorAll("li.current > a")].at(-1);
    if (here) side.scrollTop = here.offsetTop - side.clientHeight / 3;
  };
  if (side) show();
  side?.addEventListener("toggle", show);

  // What opens over the text gives way to it when the reader goes there.
  const contents = document.querySelector(".bt-contents");
  contents?.addEventListener("click", ({ target }) => {
    if (target.closest("a")) contents.hidePopover?.();
  });

  const box = document.querySelector("[aria-keyshortcuts='/']");
  if (!box) return;
  const hint = document.querySelector(".bt-search-form kbd");
  if (hint) Object.assign(hint, { hidden: false, ariaHidden: "true" });
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== "/" || ctrlKey || metaKey || altKey || event.defaultPrevented) return;
    if (target.isContentEditable || target.closest("input, textarea, select")) return;
    event.preventDefault();
    // On a narrow screen, a link stands for the box.
    if (box.checkVisibility()) box.focus();
    else document.querySelector(".bt-search-link")?.click();
  });
})();
