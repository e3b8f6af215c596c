/**
 * What was said in our rooms, and how much of it stands on the screen.
 *
 * @module
 */

import type { Entry, Said } from "../../../protocol.ts";
import { isRevision, type Line, Log, revise, type Revision } from "../../connection/log.ts";
import { nameKey, roomKey } from "../../../protocol/name.ts";

/** Lines that are waited for to be shown together. The log keeps few more. */
const TOGETHER_MAX = 400;
/** Lines of a room that are remembered out of their order. Of more, the first are forgotten. */
const APART_MAX = 500;

interface Place {
  readonly log: Log;
  /** Lines from here on, and up to there, stand on the screen. What is older may be known all the same. */
  shownFrom: number;
  shownTo: number;
  /** Where that ends which is shown together, as it is by then: no edits of old messages. */
  togetherTo: number;
  /** What was shown out of its order, as a search does, by its number. */
  readonly apart: Map<number, Line>;
}

/** Something to show. A revision comes with what it is about, as it was before, when that is known. */
export type Showable = { line: Line } | { revision: Revision; target: Line | undefined };

/** The logs of our rooms. */
export class Past {
  readonly #places = new Map<string, Place>();

  /** A room's log goes on to its head with what was missed. */
  catchesUp(room: string, head: number, reset = false): void {
    if (reset) this.#places.delete(roomKey(room));
    this.#of(room).togetherTo = head;
  }

  /** Accepts the next entry of a room, and returns what to show now. */
  take(entry: Entry): Showable[] {
    const place = this.#of(entry.room);
    const target = isRevision(entry) ? this.line(entry.room, entry.of) : undefined;
    if (isRevision(entry)) reviseApart(place, entry);
    if (!place.log.take(entry)) return [];
    if (entry.seq < place.togetherTo && entry.seq - place.shownTo < TOGETHER_MAX) return [];
    const lines = showNew(place);
    const isNews = isRevision(entry) && entry.seq > place.togetherTo;
    return isNews ? [...lines, { revision: entry, target }] : lines;
  }

  /** Accepts older entries of a room, and returns those that were not shown. */
  precede(room: string, entries: readonly Entry[]): Showable[] {
    const place = this.#of(room);
    const end = place.log.oldestLine?.seq;
    place.log.precede(entries);
    if (end === undefined) return show(place);
    return place.log.after(0).filter(({ seq }) => seq < end).map((line) => ({ line }));
  }

  /** Returns what was held back to be shown with entries that do not come. */
  flush(): Showable[] {
    return this.#places.values().flatMap((place) => {
      place.togetherTo = 0;
      return showNew(place);
    }).toArray();
  }

  /** Notes that lines of a room stand on the screen now from this one on. */
  shownSince(room: string, seq: number): void {
    const place = this.#of(room);
    place.shownFrom = Math.min(place.shownFrom, seq);
  }

  /** Where that begins which stands on the screen; `undefined` when nothing does. */
  shownFrom(room: string): number | undefined {
    const { shownFrom } = this.#of(room);
    return shownFrom < Infinity ? shownFrom : undefined;
  }

  /** Notes that the screen was cleared: what stood on it is not shown any more. */
  cleared(): void {
    for (const place of this.#places.values()) {
      place.shownFrom = Infinity;
      place.apart.clear();
    }
  }

  /** The oldest entry that is known of a room. */
  oldest(room: string): number | undefined {
    return this.#of(room).log.oldestLine?.seq;
  }

  /**
   * The newest message of a room that stands on the screen and is not deleted; somebody's, when they
   * are named. What nobody was shown is not meant: it came just now, or is of somebody blocked.
   */
  lastSaid(room: string, from?: string): Said | undefined {
    return this.shown(room).findLast((said) =>
      from === undefined || nameKey(said.from) === nameKey(from)
    );
  }

  /** A message by its number, on the same terms. */
  said(room: string, seq: number): Said | undefined {
    const { apart } = this.#of(room);
    const shown = this.shown(room).find((said) => said.seq === seq) ?? apart.get(seq);
    return shown !== undefined && isMeant(shown) ? shown : undefined;
  }

  /** A line by its number, as far as it is known. */
  line(room: string, seq: number): Line | undefined {
    const { log, apart } = this.#of(room);
    return findLine(log, seq) ?? apart.get(seq);
  }

  /** Remembers what is shown out of its order, so that it can be meant, too. */
  showApart(room: string, lines: readonly Line[]): void {
    const { apart } = this.#of(room);
    for (const line of lines) {
      apart.delete(line.seq);
      const [oldest] = apart.keys();
      if (apart.size >= APART_MAX && oldest !== undefined) apart.delete(oldest);
      apart.set(line.seq, line);
    }
  }

  /** What is kept of a room's log up to a number, and was shown, the newest of it at most. */
  lines(room: string, before: number, count: number): Line[] {
    const { log, shownTo } = this.#of(room);
    return log.after(0).filter(({ seq }) => seq < before && seq <= shownTo).slice(-count);
  }

  /** Those who said what is kept of a room, each once. */
  speakers(room: string): Iterable<string> {
    return new Set(this.shown(room).map(({ from }) => from));
  }

  /** The messages of a room that stand on the screen in their order, the newest last. */
  shown(room: string): Said[] {
    const { log, shownFrom, shownTo } = this.#of(room);
    return log.after(shownFrom - 1).filter(isMeant).filter(({ seq }) => seq <= shownTo);
  }

  #of(room: string): Place {
    const key = roomKey(room);
    const place = this.#places.get(key) ??
      { log: new Log(), shownFrom: Infinity, shownTo: 0, togetherTo: 0, apart: new Map() };
    this.#places.set(key, place);
    return place;
  }
}

/** The same, where they come to stand on the screen. */
function showNew(place: Place): Showable[] {
  const { shownTo, log } = place;
  const first = log.after(shownTo)[0]?.seq ?? Infinity;
  place.shownFrom = Math.min(place.shownFrom, first);
  return show(place);
}

function show(place: Place): Showable[] {
  const lines = place.log.after(place.shownTo);
  place.shownTo = place.log.newest;
  return lines.map((line) => ({ line }));
}

/** Whether somebody can mean it when they name its number. */
function isMeant(line: Line): line is Said {
  return line.type === "said" && !line.deleted && !line.blocked;
}

function reviseApart({ apart }: Place, revision: Revision): void {
  const line = apart.get(revision.of);
  if (line?.type === "said") apart.set(revision.of, revise(line, revision));
}

function findLine(log: Log, seq: number): Line | undefined {
  return log.after(seq - 1).find((line) => line.seq === seq);
}
