/**
 * Pills at the edges of the list at the side: how many rooms with something unread are scrolled out of
 * sight there. A click brings the next of them.
 *
 * @module
 */
import { more } from "../../../strings/more.ts";
import { button } from "../../document.ts";

/** As much of a row has to be in sight: one that only touches the edge is not. */
const IN_SIGHT = 0.5;

export class UnreadPills {
  #list: HTMLElement;
  /** Where rows with something unread are that are out of sight; those in sight are absent. */
  #hidden: Map<Element, "above" | "below"> = new Map();
  #watched: Set<Element> = new Set();
  /** Tells of positions without having the page laid out for it. */
  #observer: IntersectionObserver;
  #pills;

  constructor(list: HTMLElement) {
    this.#list = list;
    const options = { root: list, threshold: IN_SIGHT };
    this.#observer = new IntersectionObserver((changes) => this.#take(changes), options);
    this.#pills = {
      above: button("", () => this.#bring("above"), "pill above"),
      below: button("", () => this.#bring("below"), "pill below"),
    };
    for (const pill of Object.values(this.#pills)) {
      pill.hidden = true;
      list.after(pill);
    }
  }

  /** Watches the rows that have something unread now, and no others. */
  draw(): void {
    const unread = new Set(this.#list.getElementsByClassName("has-news"));
    for (const row of this.#watched) {
      if (unread.has(row)) continue;
      this.#observer.unobserve(row);
      this.#watched.delete(row);
      this.#hidden.delete(row);
    }
    for (const row of unread) {
      if (!this.#watched.has(row)) this.#observer.observe(row);
      this.#watched.add(row);
    }
    this.#show();
  }

  #take(changes: readonly IntersectionObserverEntry[]) {
    for (const { target, intersectionRatio, boundingClientRect: row, rootBounds } of changes) {
      // In a drawer that is closed nothing is anywhere.
      if (!this.#watched.has(target)) continue;
      if (intersectionRatio >= IN_SIGHT || rootBounds === null) this.#hidden.delete(target);
      else this.#hidden.set(target, row.top < rootBounds.top ? "above" : "below");
    }
    this.#show();
  }

  #show() {
    for (const edge of ["above", "below"] as const) {
      const rows = [...this.#hidden].filter(([, where]) => where === edge).map(([row]) => row);
      const pill = this.#pills[edge];
      pill.hidden = rows.length === 0;
      if (pill.hidden) continue;
      const text = more.unreadAt[edge](rows.length);
      if (pill.textContent !== text) pill.textContent = text;
      const label = more.unreadAtLabel[edge](rows.length);
      if (pill.ariaLabel !== label) pill.ariaLabel = pill.title = label;
      const calls = rows.some((row) => row.querySelector(".unread:not([data-count=''])"));
      pill.classList.toggle("calls", calls);
    }
  }

  /** The nearest in that direction. */
  #bring(edge: "above" | "below") {
    const rows = Array.from(this.#list.getElementsByClassName("has-news"))
      .filter((row) => this.#hidden.get(row) === edge);
    const row = edge === "above" ? rows.at(-1) : rows[0];
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row?.scrollIntoView({ block: "center", behavior: isCalm ? "instant" : "smooth" });
    row?.querySelector("a")?.focus({ preventScroll: true });
  }
}
