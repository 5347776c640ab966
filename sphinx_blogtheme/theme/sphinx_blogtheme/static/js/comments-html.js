// Comments as HTML, in the place of the link to them, when the reader gets there. What
// a reader wrote runs nothing here: only these elements and attributes are copied.
const place = document.querySelector("[data-comments]");

const HTML = "http://www.w3.org/1999/xhtml";
const words = (text) => new Set(text.split(" "));
const ELEMENTS = words("a abbr article aside b bdi bdo blockquote br caption cite code dd "
  + "del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i "
  + "img ins kbd li mark nav ol p pre q rp rt ruby s samp section small span strong sub "
  + "summary sup table tbody td tfoot th thead time tr u ul var wbr");
// Of other elements the content is kept, but of these it is no text for readers.
const DROPPED = words("button datalist embed frameset iframe noembed noframes noscript "
  + "object option script select style template textarea title xmp plaintext");
const ATTRIBUTES = words("alt class colspan datetime dir height href id lang open reversed "
  + "rowspan scope src start title value width");
const SCHEMES = { href: ["http:", "https:", "mailto:"], src: ["http:", "https:"] };

const schemeOf = (value) => {
  try {
    return new URL(value, document.baseURI).protocol;
  } catch {
    return "";
  }
};

const isAllowed = ({ name, value }) => {
  if (name === "id") return value && !document.getElementById(value);
  if (!ATTRIBUTES.has(name)) return false;
  return !SCHEMES[name] || SCHEMES[name].includes(schemeOf(value));
};

// What is copied is never written as text and read again, which could change it.
const copy = (from, to) => {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.append(node.data);
    } else if (node.namespaceURI === HTML && !DROPPED.has(node.localName)) {
      let target = to;
      if (ELEMENTS.has(node.localName)) {
        target = document.createElement(node.localName);
        for (const attribute of node.attributes) {
          if (isAllowed(attribute)) target.setAttribute(attribute.name, attribute.value);
        }
        if (target.localName === "a") target.rel = "nofollow ugc";
        if (target.localName === "img") target.loading = "lazy";
        to.append(target);
      }
      copy(node, target);
    }
  }
  return to;
};

// A link that leads nowhere now may tomorrow.
const load = async () => {
  const link = place.querySelector("a");
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(`${response.status} ${link.href}`);
    // A document that is only parsed runs nothing.
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const comments = copy(page.body, new DocumentFragment());
    const wasFocused = document.activeElement === link;
    place.replaceChildren(comments);
    if (wasFocused) {
      place.tabIndex = -1;
      place.focus();
    }
  } catch (error) {
    console.warn(error);
  }
  place.removeAttribute("aria-busy");
};

new IntersectionObserver((entries, observer) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  load();
}).observe(place.parentElement);
