// Buttons that copy a part of the page, or a file of the site: the Markdown of a post.
(() => {
  if (!navigator.clipboard) return; // which browsers have on secure pages only
  const { copied } = document.currentScript.dataset;

  const textAt = async (place) => {
    if (place.startsWith("#")) return document.querySelector(place).textContent;
    const response = await fetch(place);
    if (!response.ok) throw new Error(`${response.status} ${place}`);
    return response.text();
  };

  for (const button of document.querySelectorAll("button[data-copy]")) {
    const words = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const { copy } = button.dataset;
      try {
        // Safari lets a page copy at the click only, so the text may come later.
        const text = textAt(copy).then((part) => new Blob([part], { type: "text/plain" }));
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      } catch {
        if (!copy.startsWith("#")) location = copy;
        return;
      }
      button.textContent = copied;
      setTimeout(() => (button.textContent = words), 2000);
    });
  }
})();
