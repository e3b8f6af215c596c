/**
 * How fast people, and the addresses that they come from, may do things: bursts are fine, floods are
 * slowed, then refused, then ended.
 *
 * @module
 */
import { Scores } from "./score.ts";

/** Time in which a score halves. */
const HALF_LIFE_MS = 10_000;
/** People, and addresses, whose score is known. */
const SCORES_MAX = 100_000;

/** Above which scores a deed is slowed, and is refused. */
interface Levels {
  readonly slow: number;
  readonly refuse: number;
}

/**
 * What rates these mean: a score settles at 14.4 (the half-life in seconds, by ln 2) times the weight
 * a second. A person may do 150 things at once, or 10 a second for ever, before anything is slowed, and
 * 40 a second before anything is refused. Nobody types like that, nor does a bot that answers people;
 * and a script that says its five hundred lines has them all said in two seconds.
 *
 * An address may be a school's or a company's, with many behind it, so it is slowed later, and nobody is
 * let go for what their neighbours do. It is refused as soon as one person is, because that is what a
 * flood from it may do to the talk of others: with twice as much, their p99 more than doubled.
 */
const LEVELS: Readonly<Record<"person" | "address", Levels>> = {
  person: { slow: 150, refuse: 600 },
  address: { slow: 300, refuse: 600 },
};

/**
 * How long its actor waits for each 1 that a slowed deed weighs, and that a refused one does: to refuse
 * is work, too. In milliseconds, and at most.
 */
const WAIT_MS = { slowed: 4, refused: 1, most: 1000 } as const;
/** What the heaviest deed weighs, however large it is. */
const HEAVIEST = 100;
/**
 * The part of a full score at which who was refused is told to come again: there is room for more than
 * one deed then, and not every second one is refused.
 */
const RETRY_PART = 0.9;
/**
 * How much of a person may be refused before they are let go, in the same measure. It has a score of
 * its own: if what is refused counted like what is done, whoever asks twice would never be heard.
 */
const REFUSED_MAX = 200;

/**
 * What it weighs to be let go for flooding: several seconds in which nobody comes from there, and
 * longer for many. Without it who floods is back at once, and every flood is one without an end.
 */
const LET_GO = 100;
/** Nothing is closed for longer, in milliseconds, unless the clock was set back. */
const CLOSED_MAX_MS = 60_000;

/** Who does something. */
export interface Actor {
  /** The person's id; absent before it is known who asks. */
  readonly person?: string;
  /** Where they are, as `Origins.addressOf` tells. */
  readonly address: string;
}

/** Who does what a socket asks for. */
export function actorOf(
  { person: { id }, address = "" }: { person: { id: string }; address?: string | undefined },
): Actor {
  return { person: id, address };
}

/** What becomes of a deed. After it, whoever did it waits before the next. */
export type Verdict =
  | { readonly outcome: "done"; readonly waitMs: number }
  /** It is not done, but would be so much later. */
  | { readonly outcome: "refused"; readonly retryMs: number; readonly waitMs: number }
  /** It is not done, and whoever does it is let go. */
  | { readonly outcome: "dropped" };

/** A deed that nothing speaks against. */
export const AT_ONCE: Verdict = { outcome: "done", waitMs: 0 };

export class Pace {
  readonly #people = new Scale(LEVELS.person);
  readonly #addresses = new Scale(LEVELS.address);
  /** What was refused, by person. */
  readonly #refused = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Remembers that somebody was let go for doing too much. */
  penalize({ person, address }: Actor, at: number): void {
    this.#addresses.burden(address, LET_GO, at);
    if (person !== undefined) this.#people.burden(person, LET_GO, at);
  }

  /** Judges a deed, by what it weighs, and remembers it. */
  judge({ person, address }: Actor, deed: number, at: number): Verdict {
    const weight = Math.min(deed, HEAVIEST);
    const scales: [Scale, key: string][] = [[this.#addresses, address]];
    if (person !== undefined) scales.push([this.#people, person]);
    const retryMs = Math.max(...scales.map(([scale, key]) => scale.retryMs(key, weight, at)));
    if (retryMs > 0) {
      const refused = person === undefined ? 0 : this.#refused.add(person, weight, at);
      if (refused > REFUSED_MAX) return { outcome: "dropped" };
      return { outcome: "refused", retryMs, waitMs: waitMs("refused", weight) };
    }
    const slowed = scales.map(([scale, key]) => scale.add(key, weight, at)).includes(true);
    return slowed ? { outcome: "done", waitMs: waitMs("slowed", weight) } : AT_ONCE;
  }
}

/** The scores of people, or of addresses, and what they mean. */
class Scale {
  readonly #levels: Levels;
  readonly #scores = new Scores(HALF_LIFE_MS, SCORES_MAX);
  /**
   * Until when nothing more is taken of whom, in milliseconds. Otherwise what somebody sent at once
   * would come in another order: one thing refused, and the next, a moment later, taken.
   */
  readonly #closed = new Map<string, number>();

  constructor(levels: Levels) {
    this.#levels = levels;
  }

  /** How long until a deed of this weight is taken, in milliseconds; 0 when it is now. */
  retryMs(key: string, weight: number, at: number): number {
    const { refuse } = this.#levels;
    const closedMs = (this.#closed.get(key) ?? at) - at;
    if (closedMs > 0 && closedMs <= CLOSED_MAX_MS) return closedMs;
    this.#closed.delete(key);
    if (this.#scores.get(key, at) + weight <= refuse) return 0;
    const retryMs = this.#scores.msUntil(key, refuse * RETRY_PART - weight, at);
    this.#close(key, at + retryMs);
    return retryMs;
  }

  /** Takes nothing of a key until then. Where too many are closed, the first of them is forgotten. */
  #close(key: string, until: number): void {
    this.#closed.set(key, until);
    if (this.#closed.size <= SCORES_MAX) return;
    for (const oldest of this.#closed.keys().take(1)) this.#closed.delete(oldest);
  }

  /** Adds a deed, and tells whether it is to be slowed. */
  add(key: string, weight: number, at: number): boolean {
    return this.#scores.add(key, weight, at) > this.#levels.slow;
  }

  /** Adds what was no deed, and makes whoever is to wait wait longer. */
  burden(key: string, weight: number, at: number): void {
    this.#scores.add(key, weight, at);
    this.#closed.delete(key);
  }
}

function waitMs(outcome: "slowed" | "refused", weight: number): number {
  return Math.min(WAIT_MS.most, weight * WAIT_MS[outcome]);
}
