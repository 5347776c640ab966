// Tells js/comments.js which scheme the theme shows, whatever the theme calls it: that of
// the background behind the text.
(() => {
  const root = document.documentElement;
  const text = document.currentScript.parentElement;

  const isDark = () => {
    for (let element = text; element; element = element.parentElement) {
      const [red, green, blue, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
      if (alpha > 0.5) return (red * 3 + green * 6 + blue) / 10 < 128;
    }
    return false;
  };

  const tell = () => {
    const scheme = isDark() ? "dark" : "light";
    if (root.dataset.colourScheme !== scheme) root.dataset.colourScheme = scheme;
  };

  tell();
  const observer = new MutationObserver(tell);
  for (const element of [root, document.body]) observer.observe(element, { attributes: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(tell));
})();
