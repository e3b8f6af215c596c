/**
 * A room: its log, and who is in it.
 *
 * @module
 */
import {
  type Answer,
  Close,
  type Command,
  encode,
  type Entry,
  ProtocolError,
  type Range,
} from "../protocol.ts";
import { Channel } from "./channel.ts";
import { Crowd } from "./crowd.ts";
import type { Cursor, Log } from "./cursor.ts";
import { Followers } from "./followers.ts";
import { Growth } from "./growth.ts";
import { joinedAnswer, startOf } from "./joining.ts";
import type { Appended, Head, Journal } from "./journal.ts";
import { type Member, notAMember, unavailable } from "./member.ts";
import { Past } from "./past.ts";
import { appendable, cannot, type Post, postOf, refusePost, type Speech } from "./speech.ts";
import type { Rank } from "./rights.ts";
import { Tail } from "./tail.ts";

/** Drafts that may wait for the journal. Who speaks when it is full is refused. */
const DRAFTS_MAX = 16_384;

/** What rooms share. */
export interface RoomOptions {
  readonly journal: Journal;
  /** Takes what is new, to hand it out. */
  readonly growth?: Growth;
  /** Whether a room of a name is there for a member. */
  readonly sees?: (member: Member, room: string) => boolean;
}

export class Room implements Log {
  readonly key: string;
  readonly name: string;
  /** Ids of the people who alone may be here; none if the room is open to all. */
  readonly people: readonly string[];
  readonly epoch: string;
  readonly journal: Journal;
  readonly tail: Tail;
  readonly past: Past;
  readonly crowd: Crowd;
  #first: number;
  #topic: string;
  #messages: number;
  readonly #growth: Growth;
  readonly #sees: (member: Member, room: string) => boolean;
  readonly #followers = new Followers(this);
  readonly #said = new Channel<Post>(DRAFTS_MAX);
  /** How many posts the journal has not answered yet. */
  #unanswered = 0;
  /** Whether the log may have grown without us: what was not confirmed may be stored all the same. */
  #unsure = false;

  constructor(
    key: string,
    head: Head,
    { journal, growth = new Growth(), sees = () => true }: RoomOptions,
  ) {
    this.#growth = growth;
    this.#sees = sees;
    this.key = key;
    this.name = head.name;
    this.people = head.people ?? [];
    this.epoch = head.epoch;
    this.journal = journal;
    this.tail = new Tail(head.seq);
    this.past = new Past(key, journal, this.tail);
    this.crowd = new Crowd(head.name);
    this.#first = head.first;
    this.#topic = head.topic;
    this.#messages = head.said;
  }

  /** The number of the newest entry that anyone may see. */
  get head(): number {
    return this.tail.head;
  }

  /** The number of the oldest entry that the log still has. */
  get first(): number {
    return this.#first;
  }

  get topic(): string {
    return this.#topic;
  }

  /** How many messages were ever said. */
  get said(): number {
    return this.#messages;
  }

  /** How many people are here. */
  get count(): number {
    return this.crowd.count;
  }

  /** Whether nobody is here and nothing is under way. */
  get idle(): boolean {
    return this.#followers.size === 0 && this.crowd.empty && this.#unanswered === 0;
  }

  /** Whether the log has to be looked at, because it may have grown without us. */
  get unsure(): boolean {
    return this.#unsure;
  }

  /** Makes what was said durable, then visible. What is said meanwhile is the next batch. */
  async run(): Promise<void> {
    for await (const posts of this.#said.batches()) {
      // A journal may make the next piece ready while it stores one. It keeps them in order.
      await Promise.all(appendable(posts).map((some) => this.#append(some)));
    }
  }

  /** Ends `run` when what was said is stored. */
  close(): void {
    this.#said.close();
  }

  /** Lets a member in, or answers again to one who is in. */
  join(member: Member, join: Extract<Command, { type: "join" }>): void {
    const present = this.crowd.has(member);
    this.crowd.enter(member);
    const { after, reset } = startOf(join, this);
    member.answer(joinedAnswer(this, { ref: join.ref, reset }));
    // Who is in already and does not say where to start goes on from where they are.
    if (!present || join.after !== undefined) this.follow(member, after);
  }

  /** Brings a member all entries after one, without making them one of those who are here. */
  follow(member: Member, after: number): void {
    this.#followers.add(member, Math.min(after, this.head));
  }

  /** Tells a member that there is another log under a name that they knew, and brings it. */
  restart(member: Member): void {
    member.answer(joinedAnswer(this, { reset: true }));
    this.follow(member, this.#first - 1);
  }

  leave(member: Member, { ref }: { ref?: number | undefined } = {}): void {
    if (!this.crowd.has(member)) throw notAMember(this.name);
    this.crowd.exit(member);
    // The people of a direct room follow it without being there.
    if (this.people.length === 0) this.#followers.delete(member);
    member.answer({ type: "left", ref, room: this.name });
  }

  /** Those who are brought its entries. */
  get members(): Member[] {
    return [...this.#followers];
  }

  /** Lets go of a member: nothing of this room comes to them any more. */
  release(member: Member): void {
    this.crowd.exit(member);
    this.#followers.delete(member);
  }

  /** Takes out a member who was cut off. */
  lose(member: Member, at: number): void {
    this.crowd.lose(member, at);
    this.#followers.delete(member);
  }

  /** Takes what a member says. The acknowledgement is the entry itself. */
  say(member: Member, speech: Speech, at: number, rank: Rank = "insider"): void {
    if (!this.crowd.has(member) && !this.people.includes(member.person.id)) {
      throw notAMember(this.name);
    }
    this.post(postOf({ member, speech, room: this.name, at, rank }));
  }

  /** Takes what is to be an entry. */
  post(post: Post): void {
    if (!this.#said.trySend(post)) {
      throw new ProtocolError("unavailable", "Cannot say: too much waits for the store, try again");
    }
    this.#unanswered++;
  }

  typing(member: Member, at: number): void {
    if (!this.crowd.has(member)) throw notAMember(this.name);
    this.crowd.typing(member, at);
  }

  /** Who is here. */
  who(ref: number | undefined): Answer {
    const { names, count } = this.crowd;
    return { type: "members", ref, room: this.name, members: names, count };
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
    this.#followers.park(cursor);
  }

  /** Does what was put off. */
  tick(at: number): void {
    this.crowd.tick(at);
    this.#followers.retry();
  }

  /** Takes a look at the log, which may have grown without us; `false` if it is another one now. */
  async advance(): Promise<boolean> {
    const { head: seen } = this;
    this.#unsure = true;
    const head = await this.journal.head(this.key);
    this.#unsure = false;
    // An older copy of the log may have been put in its place.
    if (head?.epoch !== this.epoch || head.seq < seen) return false;
    this.trimmed(head);
    // Unless what we appended was shown while we looked: then we know better.
    if (head.seq >= this.head) {
      this.#topic = head.topic;
      this.#messages = head.said;
    }
    if (head.seq > this.head) {
      this.tail.jump(head.seq);
      this.#growth.add(this.#followers, seen);
    }
    return true;
  }

  /** Notes that the log starts later than it did. */
  trimmed({ first }: Head): void {
    this.#first = Math.max(this.#first, first);
  }

  /** Has everyone come back, who then finds another log. */
  disband(): void {
    for (const member of this.#followers) member.drop(Close.GoingAway);
  }

  async #append(posts: readonly Post[]): Promise<void> {
    try {
      const appended = await this.journal.append(this.key, posts.map(({ draft }) => draft));
      this.#show(posts, appended);
    } catch {
      // The journal says itself what is wrong with it.
      this.#unsure = true;
      for (const post of posts) refusePost(post, unavailable());
    } finally {
      this.#unanswered -= posts.length;
    }
  }

  #show(posts: readonly Post[], appended: readonly Appended[]): void {
    const entries: Entry[] = [];
    appended.forEach((outcome, i) => {
      const post = posts[i]!;
      if ("entry" in outcome) entries.push(outcome.entry);
      else if ("refused" in outcome) refusePost(post, cannot(post.speech, outcome.refused));
      else this.#tellStored(post, outcome.stored);
    });
    // Whoever looks at the log first, `advance` or we, shows what is new in it.
    const unseen = entries.filter(({ seq }) => seq > this.head);
    const [oldest] = unseen;
    if (!oldest) return;
    // Where another server appended, or a text went away, the journal knows better than the tail.
    const deletion = unseen.findLast(({ type }) => type === "deleted");
    if (deletion) this.tail.jump(deletion.seq - 1);
    else if (oldest.seq > this.head + 1) this.tail.jump(oldest.seq - 1);
    this.#messages += unseen.filter(({ type }) => type === "said").length;
    this.#topic = unseen.findLast((entry) => entry.type === "topic")?.text ?? this.#topic;
    const { head } = this;
    this.tail.push(unseen.filter(({ seq }) => seq > head).map(encode));
    this.#growth.add(this.#followers, head);
  }

  #tellStored(post: Post, stored: { room: string; seq: number }): void {
    const { member, speech, draft } = post;
    // Who had their name before may have said it, where they may not look.
    if (stored.room !== this.name && !this.#sees(member, stored.room)) {
      return refusePost(post, new ProtocolError("forbidden", "Cannot say: choose another id"));
    }
    const id = draft.entry.type === "said" ? draft.entry.id : "";
    member.answer({ type: "stored", ref: speech.ref, id, ...stored });
    if (stored.room === this.name && stored.seq > this.head) this.#unsure = true;
  }
}
