// @ts-check
/**
 * Staying at the newest, unless someone has scrolled up to read.
 *
 * @module
 */

/** So near to the end counts as being there. */
const NEAR_PX = 48;

export class StickyScroll {
  #scroller;
  #isAtEnd = true;

  /**
   * @param {HTMLElement} scroller
   * @param {Element} content what grows inside it
   * @param {() => void} onTurn called when someone leaves the end, or comes to it
   */
  constructor(scroller, content, onTurn) {
    this.#scroller = scroller;
    scroller.addEventListener("scroll", () => {
      const isAtEnd = this.#distance() <= NEAR_PX;
      if (isAtEnd === this.#isAtEnd) return;
      this.#isAtEnd = isAtEnd;
      onTurn();
    }, { passive: true });
    // A keyboard that opens, a window that shrinks, a line that wraps: all move the end.
    const observer = new ResizeObserver(() => this.settle());
    observer.observe(scroller);
    observer.observe(content);
  }

  /** Whether the newest is in sight, so that what comes may be followed. */
  get isAtEnd() {
    return this.#isAtEnd;
  }

  /** Goes to the newest, and stays there. */
  toEnd() {
    this.#isAtEnd = true;
    this.settle();
  }

  /** Stays where it is, whatever is added below. */
  stay() {
    this.#isAtEnd = false;
  }

  /** After something has changed: who was at the end is at the end; nobody else is moved. */
  settle() {
    if (this.#isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #distance() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }
}
