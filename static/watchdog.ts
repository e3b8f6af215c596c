/// <reference lib="dom" />
// A script of its own, before the page's modules, which it looks after. When the server has been
// replaced since it sent this page, it has no scripts of that build any more, but a page that names
// the ones it has: that is loaded, once. When they do not come for any other reason, it says so, and
// loads the page again when the server can be reached.
const watchdog = {
  /** How long the modules may take until it is said that they take long. */
  patienceMs: 10_000,
  /** How long to wait before each look whether the server can be reached; then the last. */
  waitsMs: [2_000, 5_000, 15_000, 30_000],
  /** In English; in other languages the server writes it into the page. */
  text: "The page has not loaded. Trying again…",
  looks: 0,
  isLooking: false,

  /** Loads the page again, unless that was tried just before. */
  reloadOnce(): boolean {
    const { pathname } = new URL(".", document.baseURI);
    const key = pathname === "/" ? "reloaded" : `${pathname} reloaded`; // as in page/browser_storage.ts
    try {
      // Never in a loop: if that does not help at once, nothing does.
      if (Date.now() - Number(sessionStorage.getItem(key)) < 60_000) return false;
      sessionStorage.setItem(key, String(Date.now()));
      location.reload();
      return true;
    } catch {
      // The browser keeps nothing: we would not know a first reload from a hundredth.
      return false;
    }
  },

  /** Says that the page has not loaded, and loads it when that may work. */
  tryAgain(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    const notice = document.createElement("p");
    notice.className = "unable";
    notice.setAttribute("role", "alert");
    const [language] = navigator.language.split("-");
    const link = document.querySelector<HTMLLinkElement>(
      `link[rel=language][hreflang=${language}]`,
    );
    notice.textContent = link?.title ?? this.text;
    document.body.append(notice);
    this.lookLater();
  },

  lookLater(): void {
    const wait = this.waitsMs[Math.min(this.looks++, this.waitsMs.length - 1)];
    setTimeout(async () => {
      // What came in the meantime needs no help.
      if (this.hasStarted()) return document.querySelector("body > .unable:last-child")?.remove();
      try {
        const { ok } = await fetch(location.href, { method: "HEAD", cache: "no-store" });
        if (ok) return location.reload();
      } catch {
        // Not yet.
      }
      this.lookLater();
    }, wait);
  },

  hasStarted: () => document.documentElement.dataset.started !== undefined, // as the pages' modules say
};

addEventListener("error", ({ target }) => {
  if (!(target instanceof HTMLScriptElement) || watchdog.hasStarted()) return;
  if (!watchdog.reloadOnce()) watchdog.tryAgain();
}, true);
addEventListener("replaced", () => watchdog.reloadOnce()); // as page/document.ts tells
setTimeout(() => watchdog.hasStarted() || watchdog.tryAgain(), watchdog.patienceMs);
