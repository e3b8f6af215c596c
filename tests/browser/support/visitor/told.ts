/// <reference lib="dom" />
/**
 * What the bar above the conversation told, also what it told for some seconds only: whoever looks may
 * be late on a machine that is busy.
 *
 * @module
 */
import type { Visitor } from "../visitor.ts";
import type { Window } from "../window.ts";

/** Has each page that is opened in a window from now on note what its bar tells. */
export async function noteTold(window: Window): Promise<void> {
  await window.beforeEachPage(() => {
    addEventListener("DOMContentLoaded", () => {
      const told = new Set<string>();
      Object.assign(globalThis, { toldByBar: told });
      const banner = document.querySelector<HTMLElement>("#banner");
      if (banner === null) return;
      const note = () => {
        const kind = ["good", "waiting"].find((one) => banner.classList.contains(one)) ?? "wrong";
        if (!banner.hidden) told.add(`${kind}: ${banner.querySelector(".text")?.textContent}`);
      };
      const changes = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(note).observe(banner, changes);
    });
  });
}

/** Waits until the bar has told something since the page was opened, be it gone again. */
export async function wasTold(
  { window }: Visitor,
  kind: "good" | "waiting" | "wrong",
  words: string,
): Promise<void> {
  await window.until((kind: string, words: string) => {
    const { toldByBar } = globalThis as unknown as { toldByBar: ReadonlySet<string> };
    return [...toldByBar].some((one) => one.startsWith(kind) && one.includes(words));
  }, ...[kind, words] as const);
}
