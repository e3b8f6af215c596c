/**
 * Keys of the side bar: the arrows go through its rows, and with Alt, wherever the focus is, to the
 * next room, or with Shift to the next one in which something is unread.
 *
 * @module
 */

/** What lies over the conversation has keys of its own. */
const OVER = "dialog[open], :popover-open";
/** What the arrows stop at. */
const STOPS = ".fold, li a[href], .who, .all";

export function listenForKeys(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLElement)) return;
    const stops = inSight(list, STOPS);
    const now = stops.indexOf(event.target.closest("li")?.querySelector(STOPS) ?? event.target);
    const next = nextOf(stops, now, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("keydown", (event) => {
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (!isArrow || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.defaultPrevented || document.querySelector(OVER)) return;
    event.preventDefault();
    const links = inSight(list, ":is(#rooms, #direct, #archived) a");
    const step = event.key === "ArrowDown" ? 1 : -1;
    const now = links.findIndex((link) => link.ariaCurrent === "page");
    let next = links.at((now + step) % links.length);
    if (event.shiftKey) {
      // All others once, from here on.
      const others = links.map((_, index) => links.at((now + step * (index + 1)) % links.length));
      next = others.find((link) => link?.closest(".has-news"));
    }
    next?.click();
  });
}

function inSight(list: HTMLElement, selector: string): HTMLElement[] {
  return Array.from(list.querySelectorAll<HTMLElement>(selector)).filter((stop) =>
    !stop.hidden && !stop.closest("section[hidden]") &&
    (stop.matches(".fold") || !stop.closest(".folded") || stop.closest(".has-news, .current"))
  );
}

function nextOf(
  stops: readonly HTMLElement[],
  now: number,
  key: string,
): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return stops[now + 1];
    case "ArrowUp":
      return stops[now - 1];
    case "Home":
      return stops[0];
    case "End":
      return stops.at(-1);
  }
}
