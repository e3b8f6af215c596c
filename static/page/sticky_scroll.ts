/**
 * Staying at the newest; and for who has scrolled up to read, staying at what they read, whatever
 * comes and goes above and below it.
 *
 * @module
 */

/** So near to the end counts as being there. */
const NEAR_PX = 48;

export class StickyScroll {
  #scroller;
  #list;
  #isAtEnd = true;
  /** What is read, and where it stands. */
  #anchor: { element: Element; top: number } | undefined;

  /**
   * @param list what is read: its children
   * @param options.hasEnd whether the newest is on the page at all
   */
  constructor(
    scroller: HTMLElement,
    list: Element,
    { hasEnd, onScroll }: { hasEnd: () => boolean; onScroll: () => void },
  ) {
    this.#scroller = scroller;
    this.#list = list;
    scroller.addEventListener("scroll", () => {
      // Who follows is still at the end when more has come and is not on the page yet.
      this.#isAtEnd = this.below <= NEAR_PX && (this.#isAtEnd || hasEnd());
      this.#drop();
      onScroll();
    }, { passive: true });
    // A keyboard that opens, a window that shrinks, a line that wraps: all move what is read.
    const observer = new ResizeObserver(() => this.settle());
    observer.observe(scroller);
    observer.observe(list.parentElement ?? list);
  }

  /** Whether the newest is in sight, so that what comes may be followed. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** How much there is above what is in sight, in pixels. */
  get above(): number {
    return this.#scroller.scrollTop;
  }

  /** How much there is below it. */
  get below(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** How much is in sight. */
  get sight(): number {
    return this.#scroller.clientHeight;
  }

  /** Goes to the newest, and stays there. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.settle();
  }

  /** Brings something into the middle of sight. */
  bring(element: Element): void {
    this.#isAtEnd = false;
    const { top, height } = element.getBoundingClientRect();
    const middle = this.#top + (this.sight - Math.min(height, this.sight)) / 2;
    this.#scroller.scrollTop += top - middle;
    this.#drop();
  }

  /** Stays where it is, whatever is added below. */
  stay(): void {
    this.#isAtEnd = false;
    this.#drop();
  }

  /** After something has changed: who was at the end is at the end, who read reads on. */
  settle(): void {
    if (this.#isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (this.#anchor?.element.isConnected) {
      const moved = this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
      if (Math.abs(moved) >= 0.5) this.#scroller.scrollTop += moved;
    } else this.#drop();
  }

  get #top() {
    return this.#scroller.getBoundingClientRect().top;
  }

  /** Drops anchor at the words of the first line in sight. */
  #drop() {
    const { children } = this.#list;
    const sight = this.#top;
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = children[middle]?.getBoundingClientRect().bottom ?? sight;
      if (bottom > sight) high = middle;
      else low = middle + 1;
    }
    // Its words, not what stands above them: a day's name goes when older messages come.
    const element = children[low]?.querySelector(".text");
    this.#anchor = element ? { element, top: element.getBoundingClientRect().top } : undefined;
  }
}
