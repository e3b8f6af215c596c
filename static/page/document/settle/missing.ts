/**
 * Says so where a part of the page that somebody wanted did not come, and lets them try again.
 *
 * @module
 */
import { strings } from "../../../strings.ts";
import { reloadIfReplaced } from "../../document.ts";
import type { Visit } from "../../visit.ts";

/** What browsers say of a module: Chromium and Firefox, then Safari. */
const NOT_LOADED = /dynamically imported module|importing a module script failed/i;
const PRESSED = "button, a, summary, [data-opens]";

/** @param visit the one of now */
export function watchParts(visit: () => Visit | undefined): void {
  let pressed: HTMLElement | null = null;
  addEventListener("click", ({ target }) => {
    pressed = target instanceof Element ? target.closest<HTMLElement>(PRESSED) : null;
  }, { capture: true });
  addEventListener("unhandledrejection", ({ reason }) => {
    if (!(reason instanceof TypeError) || !NOT_LOADED.test(reason.message)) return;
    reloadIfReplaced("ask");
    const again = pressed;
    tell(visit(), async () => {
      // What stood in a menu is gone with it. What it wants is here then, when it is wanted again.
      if (again?.isConnected) again.click();
      else await (await import("../preload.ts")).preload();
    });
  });
}

function tell(visit: Visit | undefined, again: () => void) {
  const act = () => {
    visit?.chat.note("");
    again();
  };
  visit?.chat.note(strings.notCome, { action: strings.tryNow, act });
  visit?.draw();
}
