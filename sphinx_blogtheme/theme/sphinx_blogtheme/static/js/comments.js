// Comments are fetched when the reader gets to them, and not before. Those that are HTML
// have a script of their own, comments-html.js.
const place = document.querySelector("[data-comments]");

const add = (name, attributes) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  place.append(element);
  return element;
};

// A reader who chose a colour scheme here did so for the comments as well, which have
// their own names for it, and are told when it is another.
const THEMES = {
  theme: { auto: "preferred-color-scheme", light: "github-light", dark: "github-dark" },
  "data-theme": { auto: "preferred_color_scheme", light: "light", dark: "dark" },
};
const FRAMES = {
  theme: ["iframe.utterances-frame", (theme) => ({ type: "set-theme", theme })],
  "data-theme": ["iframe.giscus-frame", (theme) => ({ giscus: { setConfig: { theme } } })],
};

const coloured = (attributes) => {
  for (const [name, themes] of Object.entries(THEMES)) {
    if (attributes[name] !== themes.auto) continue;
    const root = document.documentElement;
    const theme = () => themes[root.dataset.colourScheme ?? "auto"];
    const [frame, message] = FRAMES[name];
    attributes[name] = theme();
    new MutationObserver(() => {
      const { origin } = new URL(attributes.src);
      place.querySelector(frame)?.contentWindow.postMessage(message(theme()), origin);
    }).observe(root, { attributeFilter: ["data-colour-scheme"] });
  }
  return attributes;
};

// A system's own script, and the element that it fills.
const load = () => {
  const thread = JSON.parse(place.dataset.thread);
  if (Object.keys(thread).length) add("div", thread);
  const script = add("script", coloured(JSON.parse(place.dataset.script)));
  script.onerror = () => { place.querySelector("p").hidden = false; };
};

new IntersectionObserver((entries, observer) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  load();
}).observe(place.parentElement);
