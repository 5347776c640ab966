// Comments are fetched when the reader gets to them, and not before.
const place = document.querySelector("[data-comments]");

const add = (name, attributes) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  place.append(element);
};

// A reader who chose a colour scheme here did so for the comments as well.
const coloured = (attributes) => {
  const scheme = document.documentElement.dataset.colourScheme;
  if (scheme !== "light" && scheme !== "dark") return attributes;
  const { theme, "data-theme": other } = attributes;
  if (theme === "preferred-color-scheme") attributes.theme = `github-${scheme}`;
  if (other === "preferred_color_scheme") attributes["data-theme"] = scheme;
  return attributes;
};

const load = {
  // A system's own script, and the element that it fills.
  script() {
    const thread = JSON.parse(place.dataset.thread);
    if (Object.keys(thread).length) add("div", thread);
    add("script", coloured(JSON.parse(place.dataset.script)));
  },

  // HTML in the place of the link to it; a link that leads nowhere now may tomorrow.
  async html() {
    const link = place.querySelector("a");
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(link.href);
      if (!response.ok) throw new Error(`${response.status} ${link.href}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const wasFocused = document.activeElement === link;
      place.replaceChildren(...page.body.childNodes);
      if (wasFocused) {
        place.tabIndex = -1;
        place.focus();
      }
    } catch (error) {
      console.warn(error);
    }
    place.removeAttribute("aria-busy");
  },
};

new IntersectionObserver((entries, observer) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  load[place.dataset.comments]();
}).observe(place.parentElement);
