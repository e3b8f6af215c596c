/**
 * From a client's frames to the hub's commands.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { Member } from "../../hub/member.ts";
import { Close, type Command, ProtocolError } from "../../protocol.ts";
import { parseCommand } from "../../protocol/command.ts";
import type { Inbox } from "./inbox.ts";
import type { Verdict } from "../limits/pace.ts";
import { commandWeight, malformedWeight, WEIGHT } from "../limits/weight.ts";

/** Judges what a client does: by what it weighs, and when, in milliseconds since the epoch. */
export type Judge = (doer: Member, weight: number, at: number) => Verdict;

/** What all read pumps of a server share. */
export interface ReadPumpOptions {
  readonly hub: Hub;
  readonly judge: Judge;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of what must not happen. */
  readonly onError: (error: unknown) => void;
}

/**
 * Hands a client's commands to the hub, one after the other. It runs while there are some, and is
 * no more than this object while its client is silent, as most are.
 */
export class ReadPump {
  readonly #inbox: Inbox;
  readonly #member: Member;
  readonly #options: ReadPumpOptions;
  /** Resolves when nothing more is to be read for now. */
  #reading: Promise<void> | undefined;

  constructor(inbox: Inbox, member: Member, options: ReadPumpOptions) {
    this.#inbox = inbox;
    this.#member = member;
    this.#options = options;
  }

  /** Reads from now on, until the inbox has ended. */
  start(): void {
    this.#inbox.listen(() => this.#reading ??= this.#read());
  }

  /** Resolves when what was begun is done. */
  async ended(): Promise<void> {
    await this.#reading;
  }

  async #read(): Promise<void> {
    try {
      for (let frame = this.#inbox.take(); frame !== undefined; frame = this.#inbox.take()) {
        for (const line of frame.split("\n")) {
          if (!await this.#member.ready()) return;
          await this.#take(line);
        }
      }
    } catch (error) {
      // Our fault.
      this.#options.onError(error);
      this.#member.drop(Close.InternalError);
    } finally {
      this.#reading = undefined;
    }
  }

  async #take(line: string): Promise<void> {
    const { hub, judge, now } = this.#options;
    const asked = readLine(line);
    const verdict = judge(this.#member, weightOf(asked, line, hub), now());
    if (verdict.fate === "dropped") return this.#member.drop(Close.TooFast);
    if (asked !== undefined) {
      if (verdict.fate === "refused") this.#member.refuse(tooFast(asked, verdict.retryMs));
      else await this.#obey(asked);
    }
    // Only this socket waits. What it sends meanwhile fills its own inbox.
    if (verdict.waitMs > 0) await pause(verdict.waitMs);
  }

  async #obey(asked: Command | ProtocolError): Promise<void> {
    const { hub, now } = this.#options;
    const member = this.#member;
    const at = now();
    if (asked instanceof ProtocolError) member.refuse(asked);
    // Answered here, so that it is at once, whatever the hub is doing.
    else if (asked.type === "ping") member.answer({ type: "pong", ref: asked.ref, at });
    else await hub.events.send({ type: "commanded", member, command: asked, at });
  }
}

/** What a line asks for, or why it can't be read; `undefined` when nothing is on it. */
function readLine(line: string): Command | ProtocolError | undefined {
  if (line.trim() === "") return undefined;
  try {
    return parseCommand(line);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

function weightOf(asked: Command | ProtocolError | undefined, line: string, hub: Hub): number {
  if (asked === undefined) return WEIGHT.blank;
  if (asked instanceof ProtocolError) return malformedWeight(line.length);
  const { type } = asked;
  const makesRoom = type === "join" && !asked.room.startsWith("@") && !hub.has(asked.room);
  return commandWeight(asked, line.length) + (makesRoom ? WEIGHT.room : 0);
}

function tooFast(asked: Command | ProtocolError, retryMs: number): ProtocolError {
  const refusal = new ProtocolError("too-fast", "Cannot keep up: you send too much", retryMs);
  refusal.about = asked instanceof ProtocolError
    ? asked.about
    : { ref: asked.ref, id: "id" in asked ? asked.id : undefined };
  return refusal;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
