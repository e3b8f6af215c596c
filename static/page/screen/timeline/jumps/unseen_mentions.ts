/**
 * The messages of the shown room that mention somebody, and that they have not seen since they came:
 * those among the lines that are here, and those that only the server has.
 *
 * @module
 */

import { isCalled, type Line } from "../../../../../client/connection/log.ts";
import { mentions } from "../../../../../protocol/markup.ts";
import type { Room } from "../../../chat/room.ts";
import { part } from "../../../document.ts";
import type { Timeline } from "../../timeline.ts";

/** How long one has to be in sight to be seen: one that passes by in scrolling is not. */
const SEEN_AFTER_MS = 500;
/** Of more in one room, the oldest are forgotten. */
const UNSEEN_MAX = 100;

/** The numbers of those that are out of sight, the oldest first. */
export interface OutOfSight {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** What is known of a room's log, of which there may be another one later. */
interface Tally {
  readonly edition: number;
  /** What was not seen, also when somebody has been elsewhere meanwhile. */
  readonly unseen: Set<number>;
  /** What was seen, so that it does not come again. */
  readonly seen: Set<number>;
}

type Place = keyof OutOfSight | "in sight" | "gone";

export class UnseenMentions {
  readonly #timeline;
  readonly #onSeen;
  readonly #scroller = part(document, "#scroller", HTMLElement);
  readonly #entries = part(document, "#entries", HTMLElement);
  readonly #tallies = new WeakMap<Room, Tally>();
  readonly #areMentions = new WeakMap<Line, boolean>();
  /** Since when those are in sight that are not seen yet. */
  #since = new Map<number, number>();
  /** The one that somebody goes to: it is seen as soon as it is in sight. */
  #wanted: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onSeen called when one has been seen */
  constructor(timeline: Timeline, onSeen: () => void) {
    this.#timeline = timeline;
    this.#onSeen = onSeen;
  }

  /** Goes to one of them. */
  goTo(room: Room, seq: number): void {
    this.#wanted = seq;
    this.#timeline.goTo(room, seq);
  }

  /** Looks where those of a room are that nobody has seen yet. */
  outOfSight(room: Room, now: number): OutOfSight {
    const tally = this.#tallyOf(room);
    this.#collect(room, tally);
    const places: Record<Place, number[]> = { above: [], below: [], "in sight": [], gone: [] };
    for (const seq of inOrder(tally.unseen)) {
      places[this.#placeOf(seq, room)].push(seq);
    }
    forget(tally, [...places.gone, ...this.#seenBy(places["in sight"], now)]);
    return places;
  }

  /** Notes what came since somebody was here last. What was deleted calls nobody. */
  #collect(room: Room, tally: Tally): void {
    const { newAfter, log, mentioned } = room;
    if (newAfter === undefined) return;
    const { seen, unseen } = tally;
    // What somebody wants to be unread is, until they come back.
    if (room.isSetBack) seen.clear();
    const here = log.after(newAfter).filter((line) => this.#isMention(line, room));
    for (const seq of [...mentioned, ...here.map(({ seq }) => seq)]) {
      if (seq > newAfter && !seen.has(seq)) unseen.add(seq);
    }
    const deleted = log.revisionsAfter(newAfter).filter(({ type }) => type === "deleted");
    forget(tally, deleted.map(({ of }) => of));
    forget(tally, inOrder(unseen).slice(0, Math.max(0, unseen.size - UNSEEN_MAX)));
    for (const seq of seen) if (seq <= newAfter) seen.delete(seq);
  }

  #isMention(line: Line, { you, backlog = 0 }: Room): boolean {
    if (line.type !== "said" || line.deleted || line.blocked || line.from === you) return false;
    const known = this.#areMentions.get(line);
    if (known !== undefined) return known;
    // `@here` calls nobody who came later.
    const isLate = line.calls === "here" && line.seq <= backlog;
    const isMention = isLate ? mentions(line.text, you) : isCalled(line, you);
    this.#areMentions.set(line, isMention);
    return isMention;
  }

  /** Where a message is: one that is not on the page is older or newer than what is, or not kept. */
  #placeOf(seq: number, room: Room): Place {
    const { children } = this.#entries;
    if (seq < room.first) return "gone";
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#seqOf(children[middle]) >= seq) high = middle;
      else low = middle + 1;
    }
    const element = children[low];
    if (element === undefined) return children.length > 0 ? "below" : "above";
    const line = this.#timeline.lineOf(element);
    if (line === undefined || line.seq !== seq) return low === 0 ? "above" : "gone";
    if (!this.#isMention(line, room)) return "gone";
    const { top, bottom } = (element.querySelector(".text") ?? element).getBoundingClientRect();
    const sight = this.#scroller.getBoundingClientRect();
    return bottom <= sight.top ? "above" : top >= sight.bottom ? "below" : "in sight";
  }

  #seqOf(element: Element | undefined): number {
    return this.#timeline.lineOf(element ?? null)?.seq ?? 0;
  }

  /** Which of those in sight have been seen by now; the others are looked at again. */
  #seenBy(inSight: readonly number[], now: number): number[] {
    const watched = document.hidden ? [] : inSight;
    this.#since = new Map(watched.map((seq) => [seq, this.#since.get(seq) ?? now]));
    const seen = watched.filter((seq) =>
      seq === this.#wanted || now - this.#since.get(seq)! >= SEEN_AFTER_MS
    );
    clearTimeout(this.#timer);
    if (seen.length < watched.length) this.#timer = setTimeout(this.#onSeen, SEEN_AFTER_MS);
    return seen;
  }

  #tallyOf(room: Room): Tally {
    const { edition } = room;
    const known = this.#tallies.get(room);
    if (known?.edition === edition) return known;
    const fresh: Tally = { edition, unseen: new Set(), seen: new Set() };
    this.#tallies.set(room, fresh);
    return fresh;
  }
}

function forget({ unseen, seen }: Tally, seqs: readonly number[]): void {
  for (const seq of seqs) if (unseen.delete(seq)) seen.add(seq);
}

function inOrder(seqs: ReadonlySet<number>): number[] {
  return [...seqs].sort((one, other) => one - other);
}
