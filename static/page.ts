/// <reference lib="dom" />
/**
 * The page: someone says who they are, and talks for as long as they want.
 *
 * @module
 */
import type { Entrance } from "./page/entrance.ts";
import type { Extras } from "./page/extras.ts";
import { claimCodeOf, lazy, part } from "./page/document.ts";
import { Drawer } from "./page/screen/frame.ts";
import { Screen } from "./page/screen.ts";
import { recallVisit, Settings, UNSENT } from "./page/shelf.ts";
import { Visit, type VisitOwner } from "./page/visit.ts";
import { speak, translate } from "./strings.ts";

/** How often we look which rooms there are. */
const ROOMS_EVERY_MS = 15_000;
/** When the page has come to rest, and has time for what can wait. */
const INSTALL_AFTER_MS = 3_000;
/** When it loads what somebody may want next, who may be cut off by then. */
const PREPARE_AFTER_MS = 10_000;

/** What buttons of index.html open, by their `data-opens`. */
const OPENERS: Record<string, (extras: Extras, button: Element) => Promise<void>> = {
  findRoom: (extras) => extras.findRoom(),
  search: (extras) => extras.search(""),
  settings: (extras) => extras.openSettings(),
  roomMenu: (extras, button) => extras.openRoomMenu(button),
  personMenu: (extras, button) => extras.openPersonMenu(button),
};

class Page implements VisitOwner {
  readonly settings: Settings;
  readonly screen = new Screen();
  #visit: Visit | undefined;
  #isInstalled = false;
  /** Comes with who is not known here yet. */
  #entrance: Entrance | undefined;
  #openEntrance = lazy(async () => {
    const { Entrance } = await import("./page/entrance.ts");
    return this.#entrance = new Entrance();
  });
  #drawer = new Drawer();

  constructor(settings: Settings) {
    this.settings = settings;
    addEventListener("hashchange", () => this.#goToAddress());
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#click(target);
    });
    addEventListener("keydown", (event) => this.#press(event));
    addEventListener("storage", async (event) => {
      if (event.key?.startsWith(UNSENT)) (await this.#visit?.deeds.pending())?.dropped(event);
    });
    addEventListener("pagehide", () => this.#visit?.tellRead());
    addEventListener("online", () => this.#visit?.retryNow());
    navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
      if (typeof data?.goTo !== "string") return;
      ports[0]?.postMessage("gone there");
      // What the address names already is gone to again: it may be out of sight.
      if (location.hash === data.goTo) this.#goToAddress();
      else location.hash = data.goTo;
    });
    setInterval(() => document.hidden || this.#visit?.lookForRooms(), ROOMS_EVERY_MS);
  }

  /** One visit after the other, for as long as the page is open. */
  async run() {
    await this.#setUp();
    // Who was here before may still have their session: then nobody has to be asked.
    let isKnown = recallVisit() !== undefined;
    for (let problem = "";; isKnown = false) {
      if (!isKnown) {
        // Of who was here before, the page shows nothing.
        this.#show(undefined);
        await (await this.#openEntrance()).pass(problem);
      }
      const visit = new Visit(this);
      this.#show(visit);
      problem = await visit.run(recallVisit()?.rooms ?? []);
    }
  }

  #show(visit: Visit | undefined) {
    this.#visit = visit;
    this.screen.show(visit);
  }

  /** Who opened the link that the server printed sets it up; nobody finds it in the address after. */
  async #setUp() {
    const code = claimCodeOf(location.hash);
    if (code === undefined) return;
    history.replaceState(null, "", location.pathname + location.search);
    const { setUpServer } = await import("./page/dialog/set_up_dialog.ts");
    await setUpServer(code);
  }

  decided(): void {
    this.#entrance?.close();
  }

  /** Once there is something to come back to, and time for it. */
  entered(): void {
    if (this.#isInstalled) return;
    this.#isInstalled = true;
    setTimeout(async () => {
      (await import("./page/document/install.ts")).install();
      (await import("./page/entrance/stay.ts")).stay();
      const { openTab } = await import("./page/call/tab.ts");
      this.screen.onDrawn = openTab(() => this.#visit?.chat.shown);
    }, INSTALL_AFTER_MS);
    setTimeout(async () => {
      await this.#visit?.deeds.prepare();
      (await import("./page/document/preload.ts")).preload();
    }, PREPARE_AFTER_MS);
  }

  async goAway(): Promise<void> {
    const entrance = await this.#openEntrance();
    entrance.leave();
    this.#visit?.close();
  }

  #click(target: Element) {
    const link = target.closest("a[href^='#']");
    // What the address names already is gone to again: it may be out of sight.
    if (link?.getAttribute("href") === location.hash) this.#goToAddress();
    const button = target.closest("[data-opens]");
    const open = OPENERS[button?.getAttribute("data-opens") ?? ""];
    if (button && open) this.#visit?.attempt((extras) => open(extras, button));
  }

  #press(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = `${event.shiftKey ? "shift " : ""}${event.key.toLowerCase()}`;
    if (key !== "k" && key !== "shift f") return;
    event.preventDefault();
    this.#visit?.attempt((extras) => key === "k" ? extras.findRoom() : extras.search(""));
  }

  #goToAddress() {
    // The link was put into a tab that was open: the page begins anew, with it.
    if (claimCodeOf(location.hash) !== undefined) return location.reload();
    this.#drawer.close();
    this.#visit?.goToAddress();
  }
}

const settings = new Settings();
await speak(settings.choices.language);
translate(document);
if ("WebSocket" in globalThis) new Page(settings).run();
else part(document, "#unable", HTMLElement).hidden = false;
