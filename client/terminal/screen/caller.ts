/**
 * How a terminal tells somebody who looks elsewhere that they are called.
 *
 * @module
 */

const BELL = "\x07";
const KEEP_TITLE = "\x1b[22;2t";
const TITLE_BACK = "\x1b[23;2t";
/** Code points of a notice: it is there to be glanced at. */
const LENGTH_MAX = 120;

/** Calls somebody until they press a key: once, however often they are mentioned meanwhile. */
export class Caller {
  readonly #write: (text: string) => void;
  #isCalling = false;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /**
   * Rings the bell, shows a notice of the desktop where the terminal has those (OSC 9), and sets the
   * title of the window.
   *
   * @param words without control characters
   */
  call(words: string): void {
    if (this.#isCalling) return;
    this.#isCalling = true;
    const points = [...words];
    const short = points.length > LENGTH_MAX ? `${points.slice(0, LENGTH_MAX).join("")}…` : words;
    // Not the words alone: some terminals take a number there to be a command.
    this.#write(`${BELL}\x1b]9;Hubbub: ${short}${BELL}${KEEP_TITLE}\x1b]2;${short}${BELL}`);
  }

  /** Gives the window back the title that it had. */
  stop(): void {
    if (this.#isCalling) this.#write(TITLE_BACK);
    this.#isCalling = false;
  }
}
