/**
 * What is counted of commits.
 *
 * @module
 */
import type { Appended } from "../../../../hub/log/journal.ts";
import { Counter, ENTRIES, Histogram, SECONDS } from "../../../metrics/meters.ts";

export class CommitMeters {
  /** How long each took, in seconds. */
  readonly seconds = new Histogram(SECONDS);
  /** How many entries each stored. */
  readonly entries = new Histogram(ENTRIES);
  /** Commits that were tried again, as other servers were first. */
  readonly retries = new Counter();
  /** Messages that were stored. */
  readonly messages = new Counter();

  /** Counts a commit that took so many milliseconds, by what came of each of its drafts. */
  commit(outcomes: readonly (readonly Appended[])[], ms: number): void {
    let entries = 0;
    for (const appended of outcomes) {
      for (const one of appended) {
        if (!("entry" in one)) continue;
        entries++;
        if (one.entry.type === "said") this.messages.add();
      }
    }
    this.seconds.observe(ms / 1000);
    this.entries.observe(entries);
  }
}
