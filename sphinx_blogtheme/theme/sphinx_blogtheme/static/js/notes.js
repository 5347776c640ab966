// A note opens where it is referred to, in a popover. The note itself is shown, not a
// copy: it goes back to its place at the end when it is closed.
const PLACE = "inset:auto;position-area:block-end span-all;justify-self:center;"
  + "position-try-fallbacks:flip-block";
const beside = CSS.supports("position-area", "block-end");
if ("popover" in HTMLElement.prototype) {
  addEventListener("click", (event) => {
    const link = event.target.closest("a.footnote-reference");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note?.matches(".footnote")) return;
    event.preventDefault();
    note.popover = "auto";
    note.tabIndex = -1;
    note.addEventListener("toggle", function close({ newState }) {
      if (newState !== "closed") return;
      note.removeEventListener("toggle", close);
      note.removeAttribute("popover");
      note.removeAttribute("tabindex");
      note.removeAttribute("style");
      const focused = document.activeElement;
      if (focused === document.body || note.contains(focused)) link.focus();
    });
    if (beside) note.style.cssText = PLACE;
    note.showPopover({ source: link });
    note.focus({ preventScroll: true });
  });
}
