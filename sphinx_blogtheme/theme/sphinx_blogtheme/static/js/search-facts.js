// What the search of documentation knows beside the texts: the kinds of pages, and the
// objects of an API, which are found by their names. Loaded with the first question.
const FIRST = 2; // what fits less well comes after the pages
const NO = 6;

// How well a name fits what was typed: 0 if it is the same.
function fit(name, asked, words) {
  const full = name.toLowerCase().replace(/^-+/, "");
  const own = full.split(/[.:]+|\s-+/).at(-1);
  if (full === asked) return 0;
  if (own === asked || (/[.:]/.test(asked) && full.endsWith(asked))) return 1;
  if (own.startsWith(asked)) return FIRST;
  if (full.startsWith(asked)) return 3;
  if (own.includes(asked)) return 4;
  return words.every((word) => full.includes(word)) ? 5 : NO;
}

export async function load(address) {
  const url = new URL(address, document.baseURI);
  const { types, pages, objects } = await (await fetch(url)).json();
  const kinds = new Map(pages.map(([doc, , , kind, date]) => [doc, { kind, date }]));
  const known = objects.map(([name, type, page, anchor]) => {
    const [doc, uri, title] = pages[page];
    const hash = `#${anchor || name}`;
    return { name, type: types[type], doc, title, hash, url: new URL(uri + hash, url).href };
  });
  const counts = { api: known.length };
  for (const { kind } of kinds.values()) counts[kind] = (counts[kind] ?? 0) + 1;

  // The objects that come before pages, and those that come after them.
  const find = (query) => {
    const asked = query.trim().toLowerCase().replace(/^[-.]+|\(\)$/g, "");
    if (asked.length < 2) return [[], []];
    const words = asked.split(/\s+/);
    const found = known
      .map((object) => ({ object, how: fit(object.name, asked, words) }))
      .filter(({ how }) => how < NO)
      .sort((a, b) => a.how - b.how || a.object.name.length - b.object.name.length);
    const part = (wanted) => found.filter(wanted).map(({ object }) => object);
    return [part(({ how }) => how <= FIRST), part(({ how }) => how > FIRST)];
  };
  return { kinds, counts, find };
}
