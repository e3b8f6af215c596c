/**
 * The buttons and keys that open what is not loaded yet.
 *
 * @module
 */

import type { Extras, Surroundings } from "./extras.ts";
import { strings } from "../strings.ts";
import { part } from "./part.ts";
import { lazy } from "./style.ts";

export class Openers {
  #around;
  /** What they open. */
  extras = lazy(async () => {
    const { Extras } = await import("./extras.ts");
    return new Extras(this.#around);
  });

  constructor(around: Surroundings) {
    this.#around = around;
    this.#onClick("#find-room", (extras) => extras.findRoom());
    this.#onClick("#open-search", (extras) => extras.search(""));
    this.#onClick("#open-settings", (extras) => extras.openSettings());
    this.#onClick("#room-menu", (extras, menu) => extras.openRoomMenu(menu));
    part(document, "#people", HTMLElement).addEventListener("click", ({ target }) => {
      const menu = target instanceof Element && target.closest(".more");
      const name = menu && menu.closest("li")?.querySelector(".name")?.textContent;
      if (menu && name) this.attempt((extras) => extras.openPersonMenu(name, menu));
    });
    navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
      if (typeof data?.goTo !== "string") return;
      ports[0]?.postMessage("gone there");
      // What the address names already is gone to again: it may be out of sight.
      if (location.hash === data.goTo) dispatchEvent(new HashChangeEvent("hashchange"));
      else location.hash = data.goTo;
    });
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = `${event.shiftKey ? "shift " : ""}${event.key.toLowerCase()}`;
      if (key !== "k" && key !== "shift f") return;
      event.preventDefault();
      this.attempt((extras) => key === "k" ? extras.findRoom() : extras.search(""));
    });
  }

  /** Does something with what is loaded for it, or tells that it needs a connection. */
  async attempt(act: (extras: Extras) => Promise<void>): Promise<void> {
    try {
      await act(await this.extras());
    } catch (error) {
      console.error(error);
      this.#around.chat().note(strings.notNow);
      this.#around.screen.draw();
    }
  }

  #onClick(selector: string, open: (extras: Extras, button: Element) => Promise<void>) {
    const button = part(document, selector, HTMLElement);
    button.addEventListener("click", () => this.attempt((extras) => open(extras, button)));
  }
}
