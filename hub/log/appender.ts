/**
 * Brings what is said in a room into its log.
 *
 * @module
 */
import { type Entry, ProtocolError } from "../../protocol.ts";
import type { Appended, Journal } from "./journal.ts";
import { isBug, type Member, unanswered } from "../people/member.ts";
import { notAppended, type Post, refusePost } from "./posts.ts";
import type { Tasks } from "../tasks.ts";
import { forbidden } from "../refusals.ts";

/** Posts that may wait for the journal. Who speaks when it is full is refused. */
const POSTS_MAX = 16_384;

/**
 * Posts that are written, and shown, at a time: as many as one frame has. Without it what thousands
 * say would outgrow the tail before they have heard it.
 */
const BATCH_MAX = 300;

/** The room that an appender writes for. */
export interface AppenderOwner {
  readonly key: string;
  readonly name: string;
  readonly journal: Journal;
  /** The number of the newest entry that anyone may see. */
  readonly head: number;
  /** Whether a room of a name is there for a member. */
  sees(member: Member, room: string): boolean;
  /** Shows entries that are stored. What it gives resolves when all who are up to date have them. */
  show(entries: readonly Entry[]): Promise<void> | undefined;
  /** Notes that the log may have grown without us: what was not confirmed may be stored all the same. */
  doubt(): void;
  /** Told when nothing is left to be written. */
  onWritten(): void;
}

/** It writes while something is said, and is no more than this object where people are silent. */
export class Appender {
  readonly #owner: AppenderOwner;
  readonly #tasks: Tasks;
  #posts: Post[] = [];
  #writing = false;
  #closed = false;

  constructor(owner: AppenderOwner, tasks: Tasks) {
    this.#owner = owner;
    this.#tasks = tasks;
  }

  /** Whether nothing waits for the journal. */
  get idle(): boolean {
    return !this.#writing;
  }

  /** Takes what is to be an entry. */
  take(post: Post): void {
    if (this.#closed || this.#posts.length >= POSTS_MAX) {
      throw new ProtocolError("unavailable", "Cannot say: too much waits for the store, try again");
    }
    this.#posts.push(post);
    if (!this.#writing) this.#tasks.keep(this.#write());
  }

  /** Takes nothing more. What was taken is still written. */
  close(): void {
    this.#closed = true;
  }

  /**
   * Makes what was said durable, then visible. What is said meanwhile is the next batch: also while
   * the last one is being handed out, which waits for nobody. So where 200 talk a frame has 190
   * messages, not 95, and a delivery costs a quarter less.
   */
  async #write(): Promise<void> {
    this.#writing = true;
    try {
      // What is said in the same turn is in the first batch, too.
      await Promise.resolve();
      while (this.#posts.length > 0) {
        await this.#append(this.#posts.splice(0, BATCH_MAX));
      }
    } finally {
      this.#writing = false;
      this.#owner.onWritten();
    }
  }

  async #append(posts: readonly Post[]): Promise<void> {
    const { key, journal } = this.#owner;
    let appended: Appended[];
    try {
      appended = await journal.append(key, posts.map(({ draft }) => draft));
    } catch (error) {
      for (const post of posts) this.#fail(post, error);
      return;
    }
    try {
      await this.#owner.show(this.#entriesOf(posts, appended));
    } catch (error) {
      this.#tasks.report(error);
      // They are stored: who looks at the log shows them.
      this.#owner.doubt();
    }
  }

  /** What has become an entry. Who said the rest is told why it has not. */
  #entriesOf(posts: readonly Post[], appended: readonly Appended[]): Entry[] {
    const entries: Entry[] = [];
    appended.forEach((outcome, i) => {
      const post = posts[i]!;
      if ("entry" in outcome) entries.push(outcome.entry);
      else if ("refused" in outcome) refusePost(post, notAppended(post.speech, outcome.refused));
      else if ("failed" in outcome) this.#fail(post, outcome.failed);
      else this.#tellStored(post, outcome.stored);
    });
    return entries;
  }

  /** Tells who said it that it could not be stored, and doubts whether it was. */
  #fail(post: Post, error: unknown): void {
    // A journal that fails reports that itself.
    if (isBug(error)) this.#tasks.report(error);
    this.#owner.doubt();
    refusePost(post, unanswered(error));
  }

  #tellStored(post: Post, stored: { room: string; seq: number }): void {
    const { member, speech, draft } = post;
    const { name, head } = this.#owner;
    // Who had their name before may have said it, where they may not look.
    if (stored.room !== name && !this.#owner.sees(member, stored.room)) {
      return refusePost(post, forbidden("say", "choose another id"));
    }
    const id = draft.entry.type === "said" ? draft.entry.id : "";
    member.answer({ type: "stored", ref: speech.ref, id, ...stored });
    if (stored.room === name && stored.seq > head) this.#owner.doubt();
  }
}
