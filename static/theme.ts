/// <reference lib="dom" />
// A script of its own, before the first paint: whoever chose other colours than their system's must not see those flash.
try {
  const { pathname } = new URL(".", document.baseURI);
  const key = pathname === "/" ? "settings" : `${pathname} settings`; // as in page/browser_storage.ts
  const { colors } = JSON.parse(localStorage.getItem(key) ?? "{}");
  if (colors === "light" || colors === "dark") document.documentElement.dataset.colors = colors;
} catch {
  // The browser keeps nothing: then it is the system's colours.
}
