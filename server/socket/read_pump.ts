/**
 * From a client's frames to the hub's commands.
 *
 * @module
 */
import { setTimeout } from "node:timers/promises";
import type { Hub, HubEvent } from "../../hub.ts";
import type { Member } from "../../hub/people/member.ts";
import { Close, type Command, ProtocolError } from "../../protocol.ts";
import { parseCommand } from "../../protocol/command.ts";
import type { Inbox } from "./inbox.ts";
import type { SocketMeters } from "./meters.ts";
import { tooFast } from "../limits.ts";
import type { Share, Verdict } from "../limits/pace.ts";
import {
  ANSWER_LENGTH_OF_ONE,
  commandWeight,
  lookedWeight,
  malformedWeight,
  shareOf,
  WEIGHT,
} from "../limits/weight.ts";

/** Judges a client's action by its weight, `at` milliseconds since the epoch. */
export type Judge = (actor: Member, weight: number, at: number, share: Share) => Verdict;

/** What all read pumps of a server share. */
export interface ReadPumpOptions {
  readonly hub: Hub;
  readonly judge: Judge;
  readonly meters: Pick<SocketMeters, "received">;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with errors that must not happen. */
  readonly onError: (error: unknown) => void;
}

/**
 * Passes a client's commands to the hub, one after the other. While its client is silent, as most are,
 * it costs no more than this object.
 */
/** Reads a whole frame as one command, where frames are no lines of JSON. */
export interface IncomingFormat {
  read(frame: string): Command | ProtocolError | undefined;
}

export class ReadPump {
  readonly #inbox: Inbox;
  readonly #member: Member;
  readonly #options: ReadPumpOptions;
  readonly #format: IncomingFormat | undefined;
  /** What is still to be read of a frame, the last line first. */
  #lines: string[] = [];
  /** Resolves when nothing more is to be read for now, where that takes more than a moment. */
  #reading: Promise<void> | undefined;

  constructor(inbox: Inbox, member: Member, options: ReadPumpOptions, format?: IncomingFormat) {
    this.#format = format;
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

  /** Reads what waits, and continues later if it has to. */
  #read(): Promise<void> | undefined {
    try {
      const wait = this.#readNow();
      return wait && this.#readOn(wait);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #readOn(first: Promise<unknown>): Promise<void> {
    try {
      let wait: Promise<unknown> | undefined = first;
      // Until nothing more waits, or they are gone.
      while (wait && await wait !== false) wait = this.#readNow();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#reading = undefined;
    }
  }

  #fail(error: unknown): void {
    // A bug of ours.
    this.#options.onError(error);
    this.#member.drop(Close.InternalError);
  }

  /**
   * Reads lines until none waits, or until one has to be waited for: then it gives a promise. Where
   * 200 talk, a promise for each step of each line would take a quarter of all that is allocated.
   */
  #readNow(): Promise<unknown> | undefined {
    while (this.#member.isReady) {
      const line = this.#nextLine();
      if (line === undefined) return undefined;
      const wait = this.#take(line);
      if (wait) return wait;
    }
    return this.#member.ready();
  }

  #nextLine(): string | undefined {
    const line = this.#lines.pop();
    if (line !== undefined) return line;
    const frame = this.#inbox.take();
    if (frame !== undefined) this.#options.meters.received.add();
    if (this.#format || !frame?.includes("\n")) return frame;
    this.#lines = frame.split("\n").reverse();
    return this.#lines.pop();
  }

  #take(line: string): Promise<unknown> | undefined {
    const { judge, now } = this.#options;
    const asked = this.#format ? this.#format.read(line) : readLine(line);
    const at = now();
    const isCommand = asked !== undefined && !(asked instanceof ProtocolError);
    const share = isCommand ? shareOf(asked) : "talk";
    const verdict = judge(this.#member, this.#weigh(asked, line, at), at, share);
    if (verdict.outcome === "dropped") {
      this.#member.drop(Close.TooFast);
      return undefined;
    }
    let executed: Promise<unknown> | undefined;
    if (asked !== undefined) {
      if (verdict.outcome === "refused") {
        const command = asked instanceof ProtocolError ? asked.about : asked;
        this.#member.refuse(tooFast(verdict.retryMs, verdict.whose), command);
      } else executed = this.#execute(asked);
    }
    // Only this socket waits. What it sends meanwhile fills its own inbox.
    return verdict.waitMs > 0 ? pauseAfter(executed, verdict.waitMs) : executed;
  }

  #weigh(asked: Command | ProtocolError | undefined, line: string, at: number): number {
    if (asked === undefined) return WEIGHT.blank;
    if (asked instanceof ProtocolError) return malformedWeight(line.length);
    const { hub } = this.#options;
    const makesRoom = asked.type === "join" && hub.directory.isFree(asked.room, this.#member, at);
    // By the last result: they may be gone before this one is known.
    const looked = asked.type === "rooms" ? lookedWeight(this.#member.looked) : 0;
    return commandWeight(asked, line.length) + (makesRoom ? WEIGHT.room : 0) + looked +
      this.#member.takeAnsweredLength() / ANSWER_LENGTH_OF_ONE;
  }

  #execute(asked: Command | ProtocolError): Promise<unknown> | undefined {
    const { hub, now } = this.#options;
    const member = this.#member;
    const at = now();
    if (asked instanceof ProtocolError) member.refuse(asked);
    // Answered here, so that it is at once, whatever the hub is doing.
    else if (asked.type === "ping") member.answer({ type: "pong", ref: asked.ref, at });
    else {
      const event = { type: "commanded", member, command: asked, at } as const;
      // Posts have no pending answer.
      if (asked.type === "say" && hub.events.trySend(event)) return undefined;
      return this.#ask(event);
    }
  }

  /** Passes an event to the hub, and waits until it has been handled; `false` when the hub is closed. */
  async #ask(event: HubEvent): Promise<boolean> {
    const { events } = this.#options.hub;
    const accepted = await events.send(event);
    if (accepted) await events.through();
    return accepted;
  }
}

/** The command of a line, or why it is malformed; `undefined` when the line is empty. */
function readLine(line: string): Command | ProtocolError | undefined {
  if (line.trim() === "") return undefined;
  try {
    return parseCommand(line);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

async function pauseAfter(wait: Promise<unknown> | undefined, ms: number): Promise<void> {
  await wait;
  await setTimeout(ms);
}
