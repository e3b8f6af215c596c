/**
 * How fast people, and the addresses that they come from, may do things: bursts are fine, floods are
 * slowed, then refused, then disconnected.
 *
 * @module
 */
import { Scores } from "./score.ts";

/** Time in which a score halves. */
const HALF_LIFE_MS = 10_000;
/** People, and addresses, whose score is known. */
const SCORES_MAX = 100_000;

/** Above which scores an action is slowed, and is refused. */
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
 * disconnected for what their neighbours do. It is refused as soon as one person is: that is what a
 * flood from it may do to the talk of others: with twice as much, their p99 more than doubled.
 */
const LEVELS: Readonly<
  Record<ActorKind | "address" | "moderation" | "accounts" | "account", Levels>
> = {
  person: { slow: 150, refuse: 600 },
  // Half of what a person may do, and not of its owner's share: a bot that loops is slowed soon.
  bot: { slow: 75, refuse: 300 },
  // Over HTTP nothing is slowed: 120 messages at once, or 8 a second for ever.
  hook: { slow: 120, refuse: 120 },
  address: { slow: 300, refuse: 600 },
  // Of an address, beside the rest: whoever keeps order can, while somebody beside them floods. A third
  // of it, because anybody may send such commands, permitted or not.
  moderation: { slow: 100, refuse: 200 },
  // Of an address, too, once the rest is used up: whoever has an account goes on while guests flood. Half
  // of it for one of them, so that one account that floods does not keep out the others.
  accounts: { slow: 100, refuse: 200 },
  account: { slow: 50, refuse: 100 },
};

/**
 * How long the actor waits for each unit of weight of a slowed action, and of a refused one: to refuse is
 * work, too. In milliseconds, and at most.
 */
const WAIT_MS = { slowed: 4, refused: 1, most: 1000 } as const;
/** The largest weight of an action. */
const HEAVIEST = 100;
/**
 * The part of a full score at which a refused actor is told to retry: there is room for more than one
 * action then, and not every second one is refused.
 */
const RETRY_PART = 0.9;
/**
 * The part of a full score up to which any action is accepted: one that weighs about as much as a level
 * allows would otherwise wait for a score of nothing, which decay never reaches. It waits half a minute.
 */
const QUIET_PART = 0.1;
/**
 * How much of a person's actions may be refused before they are disconnected, in the same unit. It has a
 * score of its own: if refused actions counted like others, retries would never succeed.
 */
const REFUSED_MAX = 200;

/**
 * The weight of a disconnection for flooding: several seconds in which nobody can connect from there,
 * and longer after many. Without it flooders would be back at once, and no flood would end.
 */
const DISCONNECTION = 100;
/** Nothing is closed for longer, in milliseconds, unless the clock was set back. */
const CLOSED_MAX_MS = 60_000;

/** Each kind has levels of its own. */
export type ActorKind = "person" | "bot" | "hook";

/** Whoever acts. */
export interface Actor {
  /** A person by default. */
  readonly kind?: ActorKind;
  /** The person's id; absent before the sender is authenticated. */
  readonly person?: string;
  /** Their address, as `Origins.addressOf` returns it. */
  readonly address: string;
  /**
   * The id of the account that asks, if one does, which has a share of its own where its address has used
   * up the rest.
   */
  readonly account?: string;
  /** What of their address's share it counts against; `"talk"` by default. */
  readonly share?: Share;
}

/** An address has one share for what is said and asked, and one by which moderators end a flood of it. */
export type Share = "talk" | "moderation";

/** The actor of a socket's commands. */
export function actorOf(
  { person: { id, bot, guest = true }, address = "" }: {
    person: { id: string; bot?: object | undefined; guest?: boolean };
    address?: string | undefined;
  },
): Actor {
  if (bot) return { kind: "bot", person: id, address };
  return { kind: "person", person: id, address, ...(!guest && { account: id }) };
}

/** The verdict on an action. After it, the actor waits before the next one is read. */
export type Verdict =
  | { readonly outcome: "done"; readonly waitMs: number }
  /** It is refused, and may be retried so much later: for what they did, or others at their address. */
  | {
    readonly outcome: "refused";
    readonly retryMs: number;
    readonly waitMs: number;
    readonly whose: "own" | "address";
  }
  /** It is refused, and the actor is disconnected. */
  | { readonly outcome: "dropped" };

/** An action within the limits. */
export const AT_ONCE: Verdict = { outcome: "done", waitMs: 0 };

export class Pace {
  readonly #people: Readonly<Record<ActorKind, Scale>> = {
    person: new Scale(LEVELS.person),
    bot: new Scale(LEVELS.bot),
    hook: new Scale(LEVELS.hook),
  };
  readonly #addresses: Readonly<Record<Share, Scale>> = {
    talk: new Scale(LEVELS.address),
    moderation: new Scale(LEVELS.moderation),
  };
  readonly #accountsOfAddress = new Scale(LEVELS.accounts);
  readonly #accounts = new Scale(LEVELS.account);
  /** What was refused, by person. */
  readonly #refused = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Counts that somebody was disconnected for flooding. */
  penalize({ kind = "person", person, address }: Actor, at: number): void {
    this.#addresses.talk.burden(address, DISCONNECTION, at);
    if (person !== undefined) this.#people[kind].burden(person, DISCONNECTION, at);
  }

  /** Judges an action by its weight, and counts it. */
  judge(actor: Actor, amount: number, at: number): Verdict {
    const { kind = "person", person, address, account, share = "talk" } = actor;
    const weight = Math.min(amount, HEAVIEST);
    const own: Weighed[] = person === undefined ? [] : [[this.#people[kind], person]];
    const ownMs = retryMsOf(own, weight, at);
    let all: Weighed[] = [...own, [this.#addresses[share], address]];
    let retryMs = retryMsOf(all, weight, at);
    if (retryMs > 0 && ownMs === 0 && account !== undefined && share === "talk") {
      const beside = [...own, ...this.#besideOf(address, account)];
      const besideMs = retryMsOf(beside, weight, at);
      if (besideMs === 0) [all, retryMs] = [beside, 0];
      else retryMs = Math.min(retryMs, besideMs);
    }
    if (retryMs > 0) {
      const refused = person === undefined ? 0 : this.#refused.add(person, weight, at);
      if (refused > REFUSED_MAX) return { outcome: "dropped" };
      const whose = ownMs > 0 ? "own" : "address";
      return { outcome: "refused", retryMs, waitMs: waitMs("refused", weight), whose };
    }
    const slowed = all.map(([scale, key]) => scale.add(key, weight, at)).includes(true);
    return slowed ? { outcome: "done", waitMs: waitMs("slowed", weight) } : AT_ONCE;
  }

  /** The share that an account has beside that of its address, its own first. */
  #besideOf(address: string, account: string): Weighed[] {
    return [[this.#accounts, account], [this.#accountsOfAddress, address]];
  }
}

/** The scores of people, or of addresses, and their thresholds. */
class Scale {
  readonly #levels: Levels;
  readonly #scores = new Scores(HALF_LIFE_MS, SCORES_MAX);
  /**
   * Until when nothing of an actor is accepted, in milliseconds. Otherwise what they sent at once would
   * get out of order: one action refused, and the next, a moment later, accepted.
   */
  readonly #closed = new Map<string, number>();

  constructor(levels: Levels) {
    this.#levels = levels;
  }

  /** How long until an action of this weight is accepted, in milliseconds; 0 when it is now. */
  retryMs(key: string, weight: number, at: number): number {
    const { refuse } = this.#levels;
    const closedMs = (this.#closed.get(key) ?? at) - at;
    if (closedMs > 0 && closedMs <= CLOSED_MAX_MS) return closedMs;
    this.#closed.delete(key);
    const quiet = refuse * QUIET_PART;
    if (this.#scores.get(key, at) <= Math.max(quiet, refuse - weight)) return 0;
    const bound = Math.max(quiet, refuse * RETRY_PART - weight);
    const retryMs = this.#scores.msUntil(key, bound, at);
    this.#close(key, at + retryMs);
    return retryMs;
  }

  /** Accepts nothing of a key until then. Where too many are closed, the first of them is dropped. */
  #close(key: string, until: number): void {
    this.#closed.set(key, until);
    if (this.#closed.size <= SCORES_MAX) return;
    for (const oldest of this.#closed.keys().take(1)) this.#closed.delete(oldest);
  }

  /** Adds an action, and returns whether it is to be slowed. */
  add(key: string, weight: number, at: number): boolean {
    return this.#scores.add(key, weight, at) > this.#levels.slow;
  }

  /** Adds weight without an action, and extends a wait. */
  burden(key: string, weight: number, at: number): void {
    this.#scores.add(key, weight, at);
    this.#closed.delete(key);
  }
}

/** A scale, and whose score on it counts. */
type Weighed = readonly [scale: Scale, key: string];

/**
 * How long until the first scale that refuses an action accepts it. Those after it are not asked: what
 * they refuse they close, also to others who share them and have done nothing.
 */
function retryMsOf(scales: readonly Weighed[], weight: number, at: number): number {
  for (const [scale, key] of scales) {
    const retryMs = scale.retryMs(key, weight, at);
    if (retryMs > 0) return retryMs;
  }
  return 0;
}

function waitMs(outcome: "slowed" | "refused", weight: number): number {
  return Math.min(WAIT_MS.most, weight * WAIT_MS[outcome]);
}
