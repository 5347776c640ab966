// The colour scheme that the reader chose on this site. Loaded before the page is
// drawn, so that it never shows the other one first.
(() => {
  const KEY = "blogtheme-colour-scheme";
  const NEXT = { auto: "light", light: "dark", dark: "auto" };
  const root = document.documentElement;
  let now = root.dataset.colourScheme ?? "auto";

  const kept = new Map(); // what depends on the system's scheme, and how

  const apply = () => {
    if (now === "auto") delete root.dataset.colourScheme;
    else root.dataset.colourScheme = now;
    // What styles and scripts of extensions ask for.
    for (const part of [root, document.body]) if (part?.dataset.theme) part.dataset.theme = now;
    for (const part of document.querySelectorAll("[media*='prefers-color'], [data-media]")) {
      if (!kept.has(part)) kept.set(part, part.dataset.media ?? part.media);
    }
    for (const [part, media] of kept) {
      part.media = now === "auto" ? media : media.includes(now) ? "all" : "not all";
    }
    // Players that wait for a click are documents of their own.
    for (const { contentDocument } of document.querySelectorAll("iframe[srcdoc]")) {
      const scheme = now === "auto" ? "light dark" : now;
      contentDocument?.documentElement?.style.setProperty("color-scheme", scheme);
    }
  };

  const choose = (scheme) => {
    now = scheme in NEXT ? scheme : "auto";
    apply();
  };

  try {
    choose(localStorage.getItem(KEY) ?? now);
  } catch {
    apply(); // without storage a choice lasts for the page
  }

  addEventListener("load", ({ target }) => target.localName === "iframe" && apply(), true);

  addEventListener("storage", (event) => {
    if (event.key === KEY) choose(event.newValue);
  });

  addEventListener("DOMContentLoaded", () => {
    apply(); // pictures, too, may have a version for each scheme
    const button = document.querySelector(".bt-scheme");
    if (!button) return;
    const show = () => {
      button.dataset.now = now;
      button.ariaLabel = button.title = button.dataset[now];
    };
    button.addEventListener("click", () => {
      choose(NEXT[now]);
      show();
      try {
        localStorage.setItem(KEY, now);
      } catch {
        // see above
      }
    });
    addEventListener("storage", show);
    show();
    button.hidden = false;
  });
})();
