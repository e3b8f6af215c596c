/**
 * A room: its log, and who is in it.
 *
 * @module
 */
import { type Answer, Close, type Command, encode, type Entry } from "../protocol.ts";
import { RoomPresence } from "./people/room_presence.ts";
import type { Cursor, Log } from "./log/cursor.ts";
import { Followers } from "./log/followers.ts";
import type { FanOut } from "./log/fan_out.ts";
import { answerHistory } from "./log/history.ts";
import { joinedAnswer, startOf, type ToldSettings } from "./rooms/joining.ts";
import { type Head, type Journal, type Topic, topicAfter } from "./log/journal.ts";
import type { Member } from "./people/member.ts";
import type { Elsewhere } from "./people/online/elsewhere.ts";
import { notAMember } from "./people/member/refusals.ts";
import { Subscriber } from "./people/member/subscriber.ts";
import { Backlog } from "./log/backlog.ts";
import type { Role } from "./permissions/roles.ts";
import { Appender, type AppenderOwner } from "./log/appender.ts";
import type { Search, Searches } from "./log/search_limits.ts";
import { type Post, postOf, type Speech } from "./log/posts.ts";
import { Tail } from "./log/tail.ts";
import type { CommandRequest } from "./request.ts";
import type { RoomHooks } from "./permissions/program.ts";
import type { Tasks } from "./tasks.ts";

/** What rooms share. */
export interface RoomOptions {
  readonly journal: Journal;
  readonly hooks?: RoomHooks | undefined;
  /** Owns what a room does while nobody waits for it. */
  readonly tasks: Tasks;
  /** Broadcasts new entries. */
  readonly fanOut: FanOut;
  /** How much may be searched in all of them. */
  readonly searches: Searches;
  /** Whether a room of a name is there for a member. */
  readonly sees: (member: Member, room: string) => boolean | Promise<boolean>;
  readonly settings: (room: Room, member: Member) => ToldSettings;
  /** Knows who is on other servers, if there are any. */
  readonly elsewhere?: Elsewhere | undefined;
  /** Called before something that was said is shown; with the authors, if they are known. */
  readonly onSaid: (room: Room, authors: readonly string[] | undefined) => void;
  /** Called with a room in which a tick may have something to do. */
  readonly onChange: (room: Room) => void;
}

export class Room implements Log, AppenderOwner {
  readonly key: string;
  readonly name: string;
  /** Ids of the members of a direct room; none for any other room. */
  readonly people: readonly string[];
  readonly epoch: string;
  readonly journal: Journal;
  readonly tail: Tail;
  readonly backlog: Backlog;
  readonly presence: RoomPresence;
  #first: number;
  #topic: Topic;
  #messages: number;
  readonly #options: RoomOptions;
  readonly #followers = new Followers(this);
  readonly #appender: Appender;
  #unsure = false;
  /** How often that was doubted: only who looked after the last time is sure. */
  #doubts = 0;

  constructor(key: string, head: Head, options: RoomOptions) {
    const { journal, tasks } = options;
    this.#options = options;
    this.#appender = new Appender(this, tasks);
    this.key = key;
    this.name = head.name;
    this.people = head.people ?? [];
    this.epoch = head.epoch;
    this.journal = journal;
    this.tail = new Tail(head.seq);
    this.backlog = new Backlog(key, journal, this.tail);
    this.presence = new RoomPresence(head.name, key, options.elsewhere);
    this.#first = head.first;
    this.#topic = head;
    this.#messages = head.said;
  }

  /** The number of the newest visible entry. */
  get head(): number {
    return this.tail.head;
  }

  /** The number of the oldest entry that the log still has. */
  get first(): number {
    return this.#first;
  }

  get topic(): string {
    return this.#topic.topic;
  }

  get sealedTopic(): Topic["sealedTopic"] {
    return this.#topic.sealedTopic;
  }

  /** How many messages were ever posted. */
  get said(): number {
    return this.#messages;
  }

  /** How many people are here. */
  get count(): number {
    return this.presence.count;
  }

  /** Whether nobody is here and nothing is under way. */
  get idle(): boolean {
    return this.#followers.size === 0 && this.presence.empty && this.#appender.idle;
  }

  /** Whether the log has to be looked at, because it may have grown without us. */
  get unsure(): boolean {
    return this.#unsure;
  }

  /** Accepts no more posts. Accepted ones are still stored. */
  close(): void {
    this.#appender.close();
  }

  /** Adds a member, or answers again to one who has joined already. */
  join(member: Member, join: Extract<Command, { type: "join" }>): void {
    if (member instanceof Subscriber) return this.follow(member, member.onJoined(this, join.ref));
    const present = this.presence.has(member);
    this.presence.enter(member);
    this.#changed();
    const { after, reset } = startOf(join, this);
    const settings = this.#options.settings(this, member);
    member.answer(joinedAnswer(this, { ref: join.ref, reset, settings }));
    // A member who has joined already and does not say where to start continues from their position.
    if (!present || join.after !== undefined) this.follow(member, after);
  }

  /** Makes a member follow the log from after an entry, without counting them as present. */
  follow(member: Member, after: number): void {
    this.#followers.add(member, Math.min(after, this.head));
  }

  /** Tells a member that a name they know has another log now, and makes them follow that. */
  restart(member: Member): void {
    member.answer(joinedAnswer(this, { reset: true }));
    this.follow(member, this.#first - 1);
  }

  leave(member: Member, { ref }: { ref?: number | undefined } = {}): void {
    if (!this.presence.has(member)) throw notAMember(this.name);
    this.release(member);
    member.answer({ type: "left", ref, room: this.name });
  }

  /** The members who follow its log. */
  get members(): Member[] {
    return [...this.#followers];
  }

  /** Removes a member: they receive nothing more of this room. */
  release(member: Member): void {
    this.presence.exit(member);
    this.#followers.delete(member);
    this.#changed();
  }

  /** Removes a member whose connection was cut off. */
  lose(member: Member, at: number): void {
    this.presence.lose(member, at);
    this.#followers.delete(member);
    this.#changed();
  }

  /** Accepts what a member says. The acknowledgement is the entry itself. */
  say({ member, command, at, files }: CommandRequest<Speech>, role: Role = "insider"): void {
    const isIn = this.presence.has(member) || this.people.includes(member.person.id);
    if (!isIn && member.kind !== "call") throw notAMember(this.name);
    const { name: room, count } = this;
    this.post(postOf({ member, speech: command, room, at, role, count, files }));
  }

  /** Accepts a post. */
  post(post: Post): void {
    this.#appender.take(post);
  }

  /** Who is here. */
  who(ref: number | undefined): Answer {
    const { names, count } = this.presence;
    return { type: "members", ref, room: this.name, members: names, count };
  }

  /** A piece of the log. */
  history({ ref, range }: Extract<Command, { type: "history" }>): Promise<Answer> {
    return answerHistory(this, ref, range);
  }

  /** Finds messages in the log, as much as the member may search now. */
  search(member: Member, command: Search, at: number): Promise<Answer> {
    return this.#options.searches.in(this, member, command, at);
  }

  retryLater(cursor: Cursor): void {
    this.#followers.retryLater(cursor);
    this.#changed();
  }

  onError(error: unknown): void {
    this.#options.tasks.report(error);
  }

  /** Does deferred work. */
  tick(at: number): void {
    this.presence.tick(at);
    this.#followers.retry();
    if (this.presence.misses) this.#changed();
  }

  /** Reads the head of the log, which may have grown without us, for `advance`. */
  async look(): Promise<{ seen: number; doubts: number; head: Head | undefined }> {
    this.doubt();
    return { seen: this.head, doubts: this.#doubts, head: await this.journal.head(this.key) };
  }

  /** Shows what a look finds to be new; `false` if it is another log now. */
  async advance(look = this.look()): Promise<boolean> {
    const { seen, doubts, head } = await look;
    if (doubts === this.#doubts) this.#unsure = false;
    // An older copy of the log may have been put in its place.
    if (head?.epoch !== this.epoch || head.seq < seen) return false;
    this.trimmed(head);
    // Unless what we appended was shown while we looked: then we know better.
    if (head.seq >= this.head) {
      this.#topic = head;
      if (head.said > this.#messages) this.#options.onSaid(this, undefined);
      this.#messages = head.said;
    }
    if (head.seq > this.head) {
      this.tail.jump(head.seq);
      this.#options.fanOut.add(this.#followers, seen);
    }
    return true;
  }

  /** Notes that the log starts later than it did. */
  trimmed({ first }: Head): void {
    this.#first = Math.max(this.#first, first);
  }

  /** Makes everyone join again, who then get another log. */
  disband(): void {
    for (const member of this.#followers) member.drop(Close.GoingAway);
  }

  show(entries: readonly Entry[]): Promise<void> | undefined {
    this.#options.hooks?.onSaid(this, entries.filter((entry) => entry.type === "said"));
    // Whoever looks at the log first, `advance` or we, shows what is new in it.
    const unseen = entries.filter(({ seq }) => seq > this.head);
    const [oldest] = unseen;
    if (!oldest) return undefined;
    const said = unseen.filter((entry) => entry.type === "said");
    if (said.length > 0 && this.people.length > 0) {
      this.#options.onSaid(this, said.map(({ from }) => from));
    }
    // Where another server appended, or a text went away, the journal knows better than the tail.
    const deletion = unseen.findLast(({ type }) => type === "deleted");
    if (deletion) this.tail.jump(deletion.seq - 1);
    else if (oldest.seq > this.head + 1) this.tail.jump(oldest.seq - 1);
    this.#messages += said.length;
    this.#topic = topicAfter(this.#topic, unseen);
    const { head } = this;
    this.tail.push(unseen.filter(({ seq }) => seq > head).map(encode));
    return this.#options.fanOut.add(this.#followers, head);
  }

  sees(member: Member, room: string): boolean | Promise<boolean> {
    return this.#options.sees(member, room);
  }

  /** Notes that the log may have entries that we do not know: an unconfirmed append may have succeeded. */
  doubt(): void {
    this.#unsure = true;
    this.#doubts++;
    this.#changed();
  }

  onWritten(): void {
    this.#changed();
  }

  #changed(): void {
    this.#options.onChange(this);
  }
}
