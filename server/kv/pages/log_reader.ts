/**
 * Reads rooms' logs: pages, and what is newer in the log of commits.
 *
 * An entry leaves the log when it is in a page, in the same words. So who takes what the log has first,
 * and then what is in pages, misses nothing, whatever moves meanwhile.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import type { Range } from "../../../protocol.ts";
import type { CommitLog } from "../log/commit_log.ts";
import type { Owner } from "../log/owner.ts";
import type { Pages } from "./pages.ts";

export class LogReader {
  readonly #owner: Owner;
  readonly #log: CommitLog;
  readonly #pages: Pages;

  constructor({ owner, log, pages }: { owner: Owner; log: CommitLog; pages: Pages }) {
    this.#owner = owner;
    this.#log = log;
    this.#pages = pages;
  }

  /** What is kept of a range of a room's log, oldest first. */
  async read(room: string, range: Range): Promise<Kept[]> {
    await this.#owner.know();
    const tail = this.#log.tail(room);
    const first = tail[0]?.kept.entry.seq ?? Infinity;
    const part = (start: number, end: number) =>
      tail.slice(Math.max(0, start - first), Math.max(0, end - first)).map(({ kept }) => kept);
    if ("after" in range) {
      const { after, limit } = range;
      const older = after + 1 < first ? await this.#pages.read(room, range) : [];
      const last = older.at(-1)?.entry.seq ?? after;
      if (older.length >= limit || tail.length === 0) return older;
      return [...older, ...part(last + 1, last + 1 + limit - older.length)];
    }
    const { before, limit } = range;
    const end = Math.min(before, first + tail.length);
    const newer = tail.length > 0 ? part(Math.max(first, end - limit), end) : [];
    if (newer.length >= limit) return newer;
    const rest = { before: newer[0]?.entry.seq ?? before, limit: limit - newer.length };
    return [...await this.#pages.read(room, rest), ...newer];
  }

  /** What is kept of the first entry from a number on. */
  async from(room: string, seq: number): Promise<Kept | undefined> {
    const [kept] = await this.read(room, { after: seq - 1, limit: 1 });
    return kept;
  }

  /** What is kept of an entry. */
  async kept(room: string, seq: number): Promise<Kept | undefined> {
    const kept = await this.from(room, seq);
    return kept?.entry.seq === seq ? kept : undefined;
  }
}
