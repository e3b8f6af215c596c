/**
 * What we and the server owe each other, whichever socket carries it: rooms to be in, what was said
 * and not stored yet, and questions without an answer.
 *
 * @module
 */
import type { Command, Event } from "../../protocol.ts";
import {
  type Change,
  type Changed,
  Changes,
  CutError,
  newId,
  Outbox,
  type Particulars,
  type Place,
  RefusedError,
  type Revising,
  type Said,
} from "./outbox.ts";
import { isEntry } from "./log.ts";
import { encodeCommand, speech } from "./link.ts";
import { isDirect } from "../../protocol/name.ts";
import { Rooms } from "./rooms.ts";

export { CutError, RefusedError };

/** How long to wait after "not now" when the server did not say. */
const NOT_NOW_MS = 1_000;
/** The longest we wait, whatever it said: a longer one may be a mistake, and asking again is cheap. */
const NOT_NOW_MAX_MS = 60_000;

/** The rooms we are in, what we said, and what we asked. Sends while it is open. */
export class Conversation {
  #rooms = new Rooms();
  #outbox = new Outbox();
  #changes = new Changes(this.#outbox);
  #questions = new Questions();
  #sendLine;
  /** Who we are, while the conversation is open. */
  #you: string | undefined;
  #lastRef = 0;
  /** Set while the server said "not now". */
  #notNow: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (line: string) => void) {
    this.#sendLine = send;
  }

  join(room: string, since?: number | "now" | "if-there"): Promise<void> {
    const entered = this.#rooms.join(room, since);
    this.#sendWhatIsDue();
    return entered;
  }

  leave(room: string): void {
    this.#rooms.leave(room);
    this.send({ type: "leave", room });
  }

  say(place: Place, text: string, particulars: Particulars = {}): Said {
    const { id = newId(), by, reply, sealed, files = [] } = particulars;
    const where = typeof place === "string" ? { room: place } : place;
    // These and no others: whoever calls may have the words that are sealed beside what they pass on.
    const words = { ...where, id, text, reply, sealed, ...(files.length > 0 && { files }) };
    const isReady = () => by === undefined || by === this.#you;
    const line = encodeCommand({ type: "say", ...words });
    const { acknowledged, stored } = this.#outbox.add(id, line, isReady);
    this.#sendWhatIsDue();
    return { id, acknowledged, stored, withdraw: () => this.#outbox.forget(id) };
  }

  ask(question: Question | Change): Promise<Event> {
    if (this.#you === undefined) return Promise.reject(new CutError("Not connected"));
    const ref = ++this.#lastRef;
    this.send({ ...question, ref });
    return this.#questions.answerTo(ref);
  }

  /**
   * Edits, deletions and reactions are kept like messages; anything else is for now, or refused.
   */
  change(change: Change): Changed {
    const isWithdrawn = new AbortController();
    const acknowledged = !isRevising(change) || change.type === "topic" && this.#you === undefined
      ? this.ask(change)
      : this.#revise(change, isWithdrawn.signal);
    // A caller who does not await it gets a refusal as an event; it must not end their program.
    acknowledged.catch(() => {});
    return { acknowledged, withdraw: () => isWithdrawn.abort() };
  }

  #revise(change: Revising, withdrawn: AbortSignal) {
    const ref = ++this.#lastRef;
    const isReady = () => this.#rooms.isCurrent(change.room);
    const acknowledged = this.#changes.add(change, { ref, isReady, withdrawn });
    this.#sendWhatIsDue();
    return acknowledged;
  }

  send(
    command:
      | Question
      | { type: "front"; room: string | undefined }
      | Exclude<Command, { type: "front" | "history" | "search" }>,
  ): void {
    if (this.#you !== undefined) this.#sendLine(encodeCommand(command));
  }

  /** Handles an event of the server. Returns whether it is new: entries are sent again after a cut. */
  take(event: Event): boolean {
    this.#note(event);
    const isNews = !isEntry(event) || this.#rooms.take(event);
    if (isNews) this.#questions.answer(event);
    this.#sendWhatIsDue();
    return isNews;
  }

  #note(event: Event) {
    switch (event.type) {
      case "welcome":
        this.#you = event.you;
        this.#rooms.welcomed(event.rooms);
        break;
      case "joined":
        this.#rooms.joined(event);
        break;
      case "left":
        this.#rooms.left(event);
        break;
      case "stored":
        this.#outbox.acknowledge(event.id, event);
        break;
      case "refused":
        this.#refused(event);
        break;
      case "said":
        if (event.from === this.#you) this.#outbox.acknowledge(event.id, event);
        break;
      case "edited":
      case "deleted":
      case "reacted":
      case "topic":
        if (event.from === this.#you) this.#changes.take(event);
        break;
      case "notice":
      case "online":
      case "offline":
      case "count":
      case "read":
      case "notify":
      case "typing":
      case "members":
      case "pins":
      case "rooms":
      case "history":
      case "found":
      case "pong":
      case "done":
      case "invited":
      case "told":
      case "profile":
      case "settings":
      case "reported":
        break;
      default:
        event satisfies never;
    }
  }

  /**
   * Says in every room that we go, so that nobody waits whether we come back. But for direct rooms: who
   * leaves one has it in no list any more.
   */
  goodbye(): void {
    for (const room of this.#rooms.joinedNames) {
      if (!isDirect(room)) this.send({ type: "leave", room });
    }
  }

  /** The socket is gone: what was on its way is due again, and questions stay without an answer. */
  cut(): void {
    this.#you = undefined;
    clearTimeout(this.#notNow);
    this.#notNow = undefined;
    this.#rooms.cut();
    this.#changes.cut(new CutError("The connection was lost before it was done"));
    this.#outbox.cut();
    this.#questions.cut();
  }

  /** There will be no other socket. */
  end(why: string): void {
    this.#outbox.end(new CutError(why));
  }

  #refused(event: Extract<Event, { type: "refused" }>) {
    const { reason, ref, id, retry, slow } = event;
    // Where one room is slow, what is said elsewhere must not wait: whoever said it says it again.
    // Said behind a join that was refused for now, so that we are not in the room yet.
    const isBehindJoin = reason === "not-a-member" && id !== undefined &&
      this.#notNow !== undefined;
    const isForNow = reason === "too-fast" && !slow || reason === "unavailable" || isBehindJoin;
    const error = new RefusedError(reason, speech.say(event), retry);
    this.#rooms.refused(ref, isForNow ? "for now" : error);
    if (!isForNow) {
      this.#changes.refuse(ref, error);
      return this.#outbox.refuse(id, error);
    }
    this.#outbox.slowDown();
    this.#notNow ??= setTimeout(() => {
      this.#notNow = undefined;
      this.#sendWhatIsDue();
    }, Math.min(retry ?? NOT_NOW_MS, NOT_NOW_MAX_MS));
  }

  #sendWhatIsDue() {
    if (this.#you === undefined || this.#notNow !== undefined) return;
    for (const join of this.#rooms.due(() => ++this.#lastRef)) this.send(join);
    for (const line of this.#outbox.due()) this.#sendLine(line);
  }
}

function isRevising(change: Change): change is Revising {
  const { type } = change;
  return type === "edit" || type === "delete" || type === "react" || type === "topic";
}

/**
 * What may be asked, as it goes over the wire. `history` brings the oldest entries after a position,
 * or the newest before one; without either, the newest. `search` brings the newest messages with all words of `q`.
 */
export type Question =
  & { ref?: number }
  & (
    | { type: "who" | "pins"; room: string }
    | { type: "rooms" }
    | { type: "block" | "unblock"; name: string }
    | {
      type: "history";
      room: string;
      before?: number;
      after?: number;
      at?: number;
      limit?: number;
    }
    | { type: "search"; room: string; q: string; before?: number; limit?: number }
  );

/** The event that answers it. */
export type AnswerTo<Q extends Question> = Extract<
  Event,
  {
    type: {
      who: "members";
      pins: "pins";
      rooms: "rooms";
      block: "done";
      unblock: "done";
      history: "history";
      search: "found";
    }[Q["type"]];
  }
>;

/** Brings each question together with the event that carries its `ref`. */
export class Questions {
  #open: Map<number, { resolve: (event: Event) => void; reject: (error: Error) => void }> =
    new Map();

  answerTo(ref: number): Promise<Event> {
    const { promise, resolve, reject }: PromiseWithResolvers<Event> = Promise.withResolvers();
    this.#open.set(ref, { resolve, reject });
    return promise;
  }

  answer(event: Event): void {
    if (!("ref" in event) || event.ref === undefined) return;
    const question = this.#open.get(event.ref);
    if (question === undefined) return;
    this.#open.delete(event.ref);
    if (event.type === "refused") {
      question.reject(new RefusedError(event.reason, speech.say(event), event.retry));
    } else {
      question.resolve(event);
    }
  }

  /** Nobody will answer any more. */
  cut(): void {
    for (const { reject } of this.#open.values()) {
      reject(new CutError("The connection was lost before an answer arrived"));
    }
    this.#open.clear();
  }
}
