/**
 * Somebody who asks for one thing without a socket, as over HTTP.
 *
 * @module
 */
import type { Answer, CloseCode, Entry, ProtocolError, Signal } from "../../../protocol.ts";
import { Member, type Person } from "../member.ts";
import { isBug, unanswered } from "./refusals.ts";

/** What becomes of a command: what it is answered, or the entry that it became. */
export type Outcome = Answer | Entry;

/**
 * A member for one command. They need not have joined a room to speak there, are not among the people
 * who are present, and follow no log: all that comes to them is the outcome of the command.
 */
export class Caller extends Member {
  readonly #outcome = Promise.withResolvers<Outcome>();

  constructor(person: Person, address?: string) {
    super(person, address);
    // Whoever asks awaits it, but perhaps not before it has failed.
    this.#outcome.promise.catch(() => {});
  }

  override get kind(): "call" {
    return "call";
  }

  /**
   * Resolves when the command is executed, and what it stores is durable. Rejects with the
   * `ProtocolError` that refuses it.
   */
  get outcome(): Promise<Outcome> {
    return this.#outcome.promise;
  }

  override acknowledge(entry: Entry): void {
    // A notice tells others what a moderator did, who is answered themselves.
    if (entry.type !== "notice") this.#outcome.resolve(entry);
  }

  override answer(answer: Answer | Signal): void {
    // Signals are for sockets.
    if (isAnswer(answer)) this.#outcome.resolve(answer);
  }

  override refuse(error: ProtocolError): void {
    this.#outcome.reject(error);
  }

  override signal(_line: string): void {}

  override async owe(
    _about: { ref?: number | undefined },
    answer: Promise<Answer | void>,
  ): Promise<void> {
    try {
      this.#outcome.resolve(await answer ?? { type: "done" });
    } catch (error) {
      this.#outcome.reject(isBug(error) ? unanswered(error) : error);
      if (isBug(error)) throw error;
    }
  }

  override drop(code: CloseCode): void {
    this.#outcome.reject(unanswered(new Error(`The hub dropped a call: ${code}`)));
  }
}

const ANSWERS: ReadonlySet<string> = new Set(
  [
    ...[
      "joined",
      "left",
      "done",
      "history",
      "found",
      "pins",
      "stored",
      "members",
      "rooms",
    ] as const,
  ] satisfies Answer["type"][],
);

function isAnswer(told: Answer | Signal): told is Answer {
  return ANSWERS.has(told.type);
}
