// Sphinx's search, loaded where the address has a question, as the form writes it.
const question = new URLSearchParams(location.search).get("q")?.trim();
const scripts = document.getElementById("search-scripts").content;

if (question) {
  for (const { src } of scripts.querySelectorAll("script")) {
    const script = document.createElement("script");
    Object.assign(script, { src, async: false }); // in their order
    document.head.append(script);
  }
}
