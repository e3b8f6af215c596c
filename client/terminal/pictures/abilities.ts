// deno-lint-ignore-file no-control-regex -- terminals are asked, and answer, with control characters

/**
 * Finds out whether a terminal can show pictures: by asking it, as no variable tells of a terminal that is
 * reached through others.
 *
 * @module
 */

/** How a terminal is given pictures. */
export type Protocol = "kitty" | "iterm" | "sixel";

/** What a terminal said of itself. Sizes are in pixels. */
export interface Abilities {
  readonly protocol: Protocol | undefined;
  /** Of one letter. */
  readonly cell: { readonly width: number; readonly height: number };
}

/** What kind are you? All terminals answer this. */
const KIND = "\x1b[c";
/** How large is a letter? */
const CELL = "\x1b[16t";
/** What is your name? */
const NAME = "\x1b[>q";
/** Could you show this picture, of one pixel, which you are not to show? */
const KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/** Attribute of a terminal that draws sixels. */
const SIXEL = 4;
/** The first kind that ignores what it does not know, instead of showing it. */
const VT220 = 62;
/** Terminals that take pictures as iTerm2 does. */
const LIKE_ITERM = /^(iTerm2|WezTerm|mintty)\b/;
const CELL_DEFAULT = { width: 10, height: 20 };
/** Pixels of a letter that are believed. */
const CELL_MAX = 200;

/**
 * A conversation with a terminal. It is first asked what all of them answer; only one that is of a kind
 * that ignores unknown questions is asked more. In tmux and screen, tmux and screen answer.
 */
export class Inquiry {
  #asked = 0;
  #kinds: number[] = [];
  #isKitty = false;
  #name = "";
  #cell = CELL_DEFAULT;

  /** What to ask first. */
  begin(): string {
    this.#asked = 1;
    return KIND;
  }

  /** Takes an answer. Returns what to ask next; `undefined` when everything was answered. */
  take(answer: string): string | undefined {
    const [, kinds] = /^\x1b\[\?([\d;]*)c$/.exec(answer) ?? [];
    if (kinds === undefined) {
      this.#note(answer);
      return "";
    }
    if (this.#asked === 2) return undefined;
    this.#asked = 2;
    this.#kinds = kinds.split(";").map(Number);
    const [kind = 0] = this.#kinds;
    if (kind >= VT220) return KITTY + NAME + CELL + KIND;
    return this.#kinds.includes(SIXEL) ? CELL + KIND : undefined;
  }

  /** What is known by now. */
  get abilities(): Abilities {
    const protocol = this.#isKitty
      ? "kitty"
      : LIKE_ITERM.test(this.#name)
      ? "iterm"
      : this.#kinds.includes(SIXEL)
      ? "sixel"
      : undefined;
    return { protocol, cell: this.#cell };
  }

  #note(answer: string): void {
    if (/^\x1b_Gi=31;OK/.test(answer)) this.#isKitty = true;
    this.#name = /^\x1bP>\|([^\x1b\x07]*)/.exec(answer)?.[1] ?? this.#name;
    const [, height, width] = /^\x1b\[6;(\d+);(\d+)t$/.exec(answer) ?? [];
    const cell = { width: Number(width), height: Number(height) };
    const isLikely = (pixels: number) => pixels > 0 && pixels <= CELL_MAX;
    if (isLikely(cell.width) && isLikely(cell.height)) this.#cell = cell;
  }
}
