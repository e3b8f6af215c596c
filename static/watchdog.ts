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
  notice: document.createElement("p"),

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
    this.say();
    this.lookLater();
  },

  /** Says so. Who is asked something goes on with that, and reads it there. */
  say(): void {
    const { notice } = this;
    if (notice.isConnected) return;
    const dialog = document.querySelector("dialog[open]");
    notice.className = dialog ? "problem" : "unable";
    notice.setAttribute("role", "alert");
    const language = this.hasStarted() ? document.documentElement.lang : navigator.language;
    const link = document.querySelector<HTMLLinkElement>(
      `link[rel=language][hreflang=${language.split("-")[0]}]`,
    );
    notice.textContent = link?.title ?? this.text;
    (dialog ?? document.body).append(notice);
  },

  lookLater(): void {
    const wait = this.waitsMs[Math.min(this.looks++, this.waitsMs.length - 1)];
    setTimeout(async () => {
      // What came in the meantime needs no help.
      if (this.hasStarted()) return this.notice.remove();
      try {
        // Not what stands behind "#", which may be a secret.
        const { pathname, search } = location;
        const { ok } = await fetch(pathname + search, { method: "HEAD", cache: "no-store" });
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
// As the page tells that waits for its parts: what somebody has written in it stays.
addEventListener("stuck", (event) => {
  const isStuck = event instanceof CustomEvent && event.detail;
  if (isStuck) watchdog.say();
  else if (!watchdog.isLooking) watchdog.notice.remove();
});
addEventListener("replaced", () => watchdog.reloadOnce()); // as page/document.ts tells
setTimeout(() => watchdog.hasStarted() || watchdog.tryAgain(), watchdog.patienceMs);
