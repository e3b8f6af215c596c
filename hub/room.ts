/**
 * A room: its log, and who is in it.
 *
 * @module
 */
import {
  type Answer,
  type Draft,
  encode,
  ProtocolError,
  type Range,
  type RoomSummary,
} from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import { Channel } from "./channel.ts";
import type { Cursor, Log } from "./cursor.ts";
import type { Appended, Head, Journal } from "./journal.ts";
import { type Member, unavailable } from "./member.ts";
import { Presence } from "./presence.ts";
import { Tail } from "./tail.ts";

/** Drafts that may wait for the journal. Who speaks when it is full is refused. */
const SAID_MAX = 16_384;
/** Names told in `joined` and `members`. */
const NAMES_MAX = 200;
/** Entries that come with a join that does not say where to start. */
const RECENT = 50;

/** What somebody said, on its way to the journal. */
interface Post {
  readonly draft: Draft;
  readonly member: Member;
  readonly ref: number | undefined;
}

/** Where a join starts. */
interface Join {
  readonly ref?: number | undefined;
  readonly after?: number | undefined;
  readonly epoch?: string | undefined;
}

export class Room implements Log {
  readonly key: string;
  readonly name: string;
  readonly epoch: string;
  readonly journal: Journal;
  readonly tail: Tail;
  readonly #first: number;
  readonly #cursors = new Map<Member, Cursor>();
  readonly #presence = new Presence();
  readonly #said = new Channel<Post>(SAID_MAX);
  /** How many posts the journal has not answered yet. */
  #unanswered = 0;
  /** Cursors whose journal failed. */
  #parked: Cursor[] = [];

  constructor({ name, epoch, first, seq }: Head, journal: Journal) {
    this.key = nameKey(name);
    this.name = name;
    this.epoch = epoch;
    this.journal = journal;
    this.tail = new Tail(seq);
    this.#first = first;
  }

  /** The number of the newest entry that anyone may see. */
  get head(): number {
    return this.tail.head;
  }

  /** The room as a list of rooms shows it. */
  get summary(): RoomSummary {
    return { room: this.name, head: this.head, count: this.#presence.count };
  }

  /** Whether nobody is here and nothing is under way. */
  get idle(): boolean {
    return this.#cursors.size === 0 && this.#unanswered === 0;
  }

  /** Makes what was said durable, then visible. What is said meanwhile is the next batch. */
  async run(): Promise<void> {
    for await (const posts of this.#said.batches()) {
      try {
        const appended = await this.journal.append(this.key, posts.map(({ draft }) => draft));
        this.#show(posts, appended);
      } catch {
        // The journal says itself what is wrong with it.
        for (const post of posts) refuse(post, unavailable());
      } finally {
        this.#unanswered -= posts.length;
      }
    }
  }

  /** Ends `run` when what was said is stored. */
  close(): void {
    this.#said.close();
  }

  /** Lets a member in, or answers again to one who is in. */
  join(member: Member, join: Join): void {
    const present = this.#cursors.has(member);
    if (!present && this.#presence.enter(member.person)) {
      this.#tellOthers(
        member,
        encode({ type: "online", room: this.name, name: member.person.name }),
      );
    }
    const reset = this.#resets(join);
    member.answer({
      type: "joined",
      ref: join.ref,
      room: this.name,
      epoch: this.epoch,
      head: this.head,
      first: this.#first,
      count: this.#presence.count,
      members: this.#presence.names(NAMES_MAX),
      topic: "",
      ...(reset && { reset }),
    });
    // Who is in already and does not say where to start goes on from where they are.
    if (present && join.after === undefined) return;
    this.#cursors.set(member, member.follow(this, this.#start(join, reset)));
  }

  leave(member: Member, { ref }: { ref?: number | undefined } = {}): void {
    this.#mustBeIn(member);
    this.forget(member);
    member.answer({ type: "left", ref, room: this.name });
  }

  /** Takes a member out without a word to them. */
  forget(member: Member): void {
    if (!this.#cursors.delete(member)) return;
    member.unfollow(this.key);
    if (!this.#presence.exit(member.person)) return;
    this.#tellOthers(
      member,
      encode({ type: "offline", room: this.name, name: member.person.name }),
    );
  }

  /** Takes what a member says. The acknowledgement is the entry itself. */
  say(
    member: Member,
    { ref, id, text }: { ref?: number | undefined; id: string; text: string },
    at: number,
  ): void {
    this.#mustBeIn(member);
    const draft = {
      type: "said",
      room: this.name,
      id,
      from: member.person.name,
      at,
      text,
    } as const;
    if (!this.#said.trySend({ draft, member, ref })) {
      throw new ProtocolError("unavailable", "Cannot say: too much waits for the store, try again");
    }
    this.#unanswered++;
  }

  /** Tells the others that a member types. */
  typing(member: Member, at: number): void {
    this.#mustBeIn(member);
    if (!this.#presence.types(member.person, at)) return;
    this.#tellOthers(member, encode({ type: "typing", room: this.name, from: member.person.name }));
  }

  /** Who is here. */
  who(ref: number | undefined): Answer {
    const members = this.#presence.names(NAMES_MAX);
    return { type: "members", ref, room: this.name, members, count: this.#presence.count };
  }

  /** A piece of the log. */
  async history(ref: number | undefined, range: Range): Promise<Answer> {
    const entries = await this.journal.read(this.key, range);
    const first = entries.at(0)?.seq ?? Infinity;
    const last = entries.at(-1)?.seq ?? Infinity;
    const more = "after" in range ? last < this.head : first > this.#first && first !== Infinity;
    return { type: "history", ref, room: this.name, entries, more };
  }

  park(cursor: Cursor): void {
    this.#parked.push(cursor);
  }

  /** Lets cursors try again whose journal failed. */
  unpark(): void {
    const parked = this.#parked;
    this.#parked = [];
    for (const cursor of parked) cursor.stir();
  }

  #show(posts: readonly Post[], appended: readonly Appended[]): void {
    const lines: string[] = [];
    appended.forEach((outcome, i) => {
      if ("entry" in outcome) return lines.push(encode(outcome.entry));
      const { member, ref, draft } = posts[i]!;
      member.answer({ type: "stored", ref, id: draft.id, ...outcome.stored });
    });
    if (lines.length === 0) return;
    this.tail.push(lines);
    for (const cursor of this.#cursors.values()) cursor.stir();
  }

  /** Whether a client that comes back has to drop what it has of this room. */
  #resets({ after, epoch }: Join): true | undefined {
    if (after === undefined) return undefined;
    const another = epoch !== undefined && epoch !== this.epoch;
    return another || after + 1 < this.#first || after > this.head || undefined;
  }

  /** The position that a join starts from: of a log that is new to the client, the start. */
  #start({ after }: Join, reset: true | undefined): number {
    if (reset) return this.#first - 1;
    return after ?? Math.max(this.#first - 1, this.head - RECENT);
  }

  #mustBeIn(member: Member): void {
    if (this.#cursors.has(member)) return;
    throw new ProtocolError("not-a-member", `Cannot reach ${this.name}: join it first`);
  }

  #tellOthers(teller: Member, line: string): void {
    for (const member of this.#cursors.keys()) if (member !== teller) member.signal(line);
  }
}

function refuse({ member, draft, ref }: Post, error: ProtocolError): void {
  error.about = { ref, id: draft.id };
  member.refuse(error);
}
