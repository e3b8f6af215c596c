/// <reference lib="dom" />
// A script of its own, before the page's modules: the first words of another language than English are
// asked for along with those, as one of them would ask for them only when all have come. Which language
// it is, strings.ts decides in the same way; should this be another, it was asked for in vain.
try {
  const { pathname } = new URL(".", document.baseURI);
  const key = pathname === "/" ? "settings" : `${pathname} settings`; // as in page/browser_storage.ts
  const { language = "" } = JSON.parse(localStorage.getItem(key) ?? "{}");
  for (const tag of [language, ...navigator.languages]) {
    const [name] = tag.split("-");
    const link = document.querySelector(`link[hreflang="${name}"]`);
    if (link instanceof HTMLLinkElement) {
      link.after(Object.assign(document.createElement("link"), {
        rel: "modulepreload",
        href: link.href.replace("?", "strings.ts?"),
      }));
    }
    if (name === "en" || link) break;
  }
} catch {
  // The browser keeps nothing: then they come later.
}
