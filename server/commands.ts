/**
 * Executes commands of those who have no socket: over HTTP, by hooks, by bots.
 *
 * @module
 */
import type { Hub } from "../hub.ts";
import { Caller, type Outcome } from "../hub/people/member/caller.ts";
import type { Person } from "../hub/people/member.ts";
import { type Command, ProtocolError } from "../protocol.ts";
import { readCommand } from "../protocol/command.ts";
import type { Fields } from "../protocol/field.ts";
import { contentLength } from "../protocol/field/sealed.ts";
import { randomText } from "./auth/tokens.ts";
import type { Limits } from "./limits.ts";
import { BusyError } from "./limits/busy_error.ts";
import { type Actor, actorOf } from "./limits/pace.ts";
import {
  ANSWER_LENGTH_OF_ONE,
  commandWeight,
  lookedWeight,
  malformedWeight,
  shareOf,
} from "./limits/weight.ts";

/** Who asks, and from which address, as `Origins.addressOf` tells it. */
export interface Requester {
  readonly person: Person;
  readonly address: string;
}

export interface CommandsOptions {
  readonly hub: Hub;
  readonly limits: Limits;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** UTF-16 code units that an entry has besides its text, about. */
const ENTRY_LENGTH = 120;
/** What is said in a room that is not direct comes to all who read it, whomever the author blocks. */
const SPEECH: ReadonlySet<string> = new Set(
  ["say", "edit", "delete", "react", "topic"] satisfies Command["type"][],
);

/**
 * The one way to have something done for a person who has no socket. What they may do and how much is
 * what it would be on one, but that they need not join a room to speak in it.
 */
export class Commands {
  readonly #options: CommandsOptions;

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /**
   * Executes a command, given by its fields as a line on a socket would have them. Resolves with the
   * answer, or with the entry that the command became, which is durable then.
   *
   * @throws {ProtocolError} If it is refused: they may not, it is too much, or it can't be read.
   * @throws {BusyError} If the server stops.
   */
  async execute({ person, address }: Requester, fields: Fields): Promise<Outcome> {
    const { hub, limits, now } = this.#options;
    const actor = actorOf({ person, address });
    const at = now();
    const command = this.#read(actor, fields, at);
    const weighed = { ...actor, share: shareOf(command) };
    const refusal = limits.refusal(weighed, weightOf(command), at);
    if (refusal) throw refusal;
    // Both are a connection's, which this is none of.
    if (command.type === "ping" || command.type === "join") {
      throw new ProtocolError("malformed", `Cannot ${command.type}: it takes a socket`);
    }
    const caller = new Caller(person, address);
    if (needsBlocks(command)) caller.blocks = await hub.blocking.listOf(person);
    const accepted = await hub.events.send({ type: "commanded", member: caller, command, at });
    if (!accepted) throw BusyError.stopping(command.type);
    const outcome = await caller.outcome;
    // Known only now. Whoever asks for much again and again is refused the next time.
    const more = lookedWeight(caller.looked) + lengthOf(outcome) / ANSWER_LENGTH_OF_ONE;
    if (more > 0) limits.judge(actor, more, now());
    return outcome;
  }

  #read(actor: Actor, fields: Fields, at: number): Command {
    try {
      return readCommand(fields);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw this.#options.limits.refusal(actor, malformedWeight(0), at) ?? error;
    }
  }
}

function weightOf(command: Command): number {
  const files = "files" in command && command.files ? JSON.stringify(command.files).length : 0;
  return commandWeight(command, files + contentLength(command));
}

function needsBlocks(command: Command): boolean {
  return !SPEECH.has(command.type) || !("room" in command) || command.room.startsWith("@");
}

function lengthOf(outcome: Outcome): number {
  if (!("entries" in outcome)) return 0;
  return outcome.entries.reduce((sum, entry) => sum + ENTRY_LENGTH + contentLength(entry), 0);
}

/** An id for a message without one. It begins with the time, as a UUIDv7 does: such are cheap to store. */
export function newMessageId(at: number): string {
  return `${at.toString(16).padStart(12, "0")}-${randomText(12)}`;
}
