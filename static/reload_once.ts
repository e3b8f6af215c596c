/// <reference lib="dom" />
// A script of its own, before the page's: when the server has been replaced since it sent this page,
// it has no scripts of that build any more, but a page that names the ones it has.
addEventListener(
  "error",
  ({ target }) => target instanceof HTMLScriptElement && reloadOnce(),
  true,
);
addEventListener("replaced", reloadOnce); // as page/document.ts tells

function reloadOnce() {
  const { pathname } = new URL(".", document.baseURI);
  const key = pathname === "/" ? "reloaded" : `${pathname} reloaded`; // as in page/browser_storage.ts
  try {
    // Never in a loop: if that does not help at once, nothing does.
    if (Date.now() - Number(sessionStorage.getItem(key)) < 60_000) return;
    sessionStorage.setItem(key, String(Date.now()));
    location.reload();
  } catch {
    // The browser keeps nothing: we would not know a first reload from a hundredth.
  }
}
