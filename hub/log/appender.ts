/**
 * Appends what people post in a room to its log.
 *
 * @module
 */
import { type Entry, ProtocolError } from "../../protocol.ts";
import type { Appended, Journal } from "./journal.ts";
import type { Member } from "../people/member.ts";
import { isBug, unanswered } from "../people/member/refusals.ts";
import { notAppended, type Post, refusePost } from "./posts.ts";
import type { Tasks } from "../tasks.ts";
import { forbidden } from "../refused_command.ts";

/** How many posts may wait for the journal. When the queue is full, posts are refused. */
const POSTS_MAX = 16_384;

/**
 * How many posts are written and shown in one batch: as many as fit into one frame. Without a limit,
 * the posts of thousands would outgrow the tail before anybody has received them.
 */
const BATCH_MAX = 300;

/** The room that an appender writes for. */
export interface AppenderOwner {
  readonly key: string;
  readonly name: string;
  readonly journal: Journal;
  /** The number of the newest visible entry. */
  readonly head: number;
  /** Whether a room of a name is there for a member. Rejects with a `JournalError` if that fails. */
  sees(member: Member, room: string): boolean | Promise<boolean>;
  /** Makes stored entries visible. Resolves when every member who is up to date has them. */
  show(entries: readonly Entry[]): Promise<void> | undefined;
  /** Notes that the log may have entries that we do not know: an unconfirmed append may have succeeded. */
  doubt(): void;
  /** Called when nothing is left to be written. */
  onWritten(): void;
}

/** Where a message is that was stored before. */
type Stored = Extract<Appended, { stored: unknown }>["stored"];

/** Writes one batch of posts after the other. Where nobody posts, it costs no more than this object. */
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

  /** Accepts a post. */
  take(post: Post): void {
    if (this.#closed || this.#posts.length >= POSTS_MAX) {
      throw new ProtocolError(
        "unavailable",
        "Cannot say: too many messages wait for the store, try again",
      );
    }
    this.#posts.push(post);
    if (!this.#writing) this.#tasks.keep(this.#write());
  }

  /** Accepts no more posts. Accepted ones are still written. */
  close(): void {
    this.#closed = true;
  }

  /**
   * Makes posts durable, then visible. What is posted meanwhile is the next batch, also during the
   * fan-out of the last one, which does not wait for readers. So with 200 busy members a frame has 190
   * messages instead of 95, and a delivery costs a quarter less.
   */
  async #write(): Promise<void> {
    this.#writing = true;
    try {
      // Posts of the same turn of the event loop belong to the first batch, too.
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
      // They are stored: whoever reads the log next shows them.
      this.#owner.doubt();
    }
  }

  /** The posts that became entries. The authors of the others are told why theirs did not. */
  #entriesOf(posts: readonly Post[], appended: readonly Appended[]): Entry[] {
    const entries: Entry[] = [];
    appended.forEach((outcome, i) => {
      const post = posts[i]!;
      if ("entry" in outcome) {
        entries.push(outcome.entry);
        post.member.acknowledge(outcome.entry);
      } else if ("refused" in outcome) refusePost(post, notAppended(post.speech, outcome.refused));
      else if ("failed" in outcome) this.#fail(post, outcome.failed);
      else this.#tellStored(post, outcome.stored);
    });
    return entries;
  }

  /** Tells the author that the post could not be stored, and notes that it may have been. */
  #fail(post: Post, error: unknown): void {
    // A failing journal reports its failure itself.
    if (isBug(error)) this.#tasks.report(error);
    this.#owner.doubt();
    refusePost(post, unanswered(error));
  }

  /** Tells the author where the post is stored already, in this room or another. */
  #tellStored(post: Post, stored: Stored): void {
    const { name, head } = this.#owner;
    if (stored.room === name && stored.seq > head) this.#owner.doubt();
    const isSeen = stored.room === name || this.#owner.sees(post.member, stored.room);
    if (typeof isSeen === "boolean") return answerStored(post, stored, isSeen);
    this.#tasks.keep(isSeen.then(
      (isSeen) => answerStored(post, stored, isSeen),
      (error) => this.#fail(post, error),
    ));
  }
}

function answerStored(post: Post, stored: Stored, isSeen: boolean): void {
  const { member, speech, draft } = post;
  // A former owner of the name may have posted it, in a room that this author cannot see.
  if (!isSeen) return refusePost(post, forbidden("say", "choose another id"));
  const id = draft.entry.type === "said" ? draft.entry.id : "";
  member.answer({ type: "stored", ref: speech.ref, id, ...stored });
}
