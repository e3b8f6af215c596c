/**
 * From a client's frames to the hub's commands.
 *
 * @module
 */
import type { Hub } from "../hub.ts";
import type { Member } from "../hub/member.ts";
import { Close, ProtocolError } from "../protocol.ts";
import { parseCommand } from "../protocol/command.ts";
import type { Inbox } from "./inbox.ts";

export interface ReadPumpOptions {
  readonly inbox: Inbox;
  readonly member: Member;
  readonly hub: Hub;
  readonly now: () => number;
  /** Told of what must not happen. */
  readonly onError: (error: unknown) => void;
}

/**
 * Hands a client's commands to the hub, one after the other. It runs while there are some, and is
 * no more than this object while its client is silent, as most are.
 */
export class ReadPump {
  readonly #options: ReadPumpOptions;
  #reading = false;
  #run = Promise.resolve();

  constructor(options: ReadPumpOptions) {
    this.#options = options;
  }

  /** Reads from now on, until the inbox has ended. */
  start(): void {
    this.#options.inbox.listen(() => {
      if (!this.#reading) this.#run = this.#read();
    });
  }

  /** Resolves when what was begun is done. */
  async ended(): Promise<void> {
    await this.#run;
  }

  async #read(): Promise<void> {
    const { inbox, member, onError } = this.#options;
    this.#reading = true;
    try {
      for (let frame = inbox.take(); frame !== undefined; frame = inbox.take()) {
        for (const line of frame.split("\n")) {
          if (!await member.ready()) return;
          await this.#obey(line);
        }
      }
    } catch (error) {
      // Our fault.
      onError(error);
      member.drop(Close.InternalError);
    } finally {
      this.#reading = false;
    }
  }

  async #obey(line: string): Promise<void> {
    if (line.trim() === "") return;
    const { member, hub, now } = this.#options;
    try {
      const command = parseCommand(line);
      const at = now();
      // Answered here, so that it is at once, whatever the hub is doing.
      if (command.type === "ping") member.answer({ type: "pong", ref: command.ref, at });
      else await hub.events.send({ type: "commanded", member, command, at });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      member.refuse(error);
    }
  }
}
