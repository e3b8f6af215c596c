/**
 * Someone who reads a connection, looking for one kind of event at a time.
 *
 * @module
 */

import {
  Connection,
  type ConnectionEvent,
  type State,
  type StatusEvent,
} from "../../../../client/connection.ts";
import { soon } from "../../../support/arrivals.ts";
import type { ScriptedServer, Visit } from "./scripted_server.ts";

type Options = ConstructorParameters<typeof Connection>[1];

/** A connection and its reader, who looks for one kind of event at a time. */
export class Reader implements AsyncDisposable {
  readonly connection: Connection;
  readonly #events: AsyncIterator<ConnectionEvent, void>;

  constructor(server: { readonly url: string }, options: Options = {}) {
    this.connection = new Connection(server.url, { name: "ada", backoffMs: [1], ...options });
    this.#events = this.connection[Symbol.asyncIterator]();
  }

  /** The next event, whatever it is. */
  async next(): Promise<ConnectionEvent> {
    const { value } = await soon(this.#events.next(), "an event");
    if (value === undefined) throw new Error("The connection has ended");
    return value;
  }

  /** The next event of this type; those before it are passed over. */
  async sees<T extends ConnectionEvent["type"]>(
    type: T,
  ): Promise<ConnectionEvent & { type: T }> {
    // In all: what comes meanwhile, such as an answer to a ping, makes nobody wait for ever.
    return await soon(this.#find(type), `an event ${type}`);
  }

  /** The next status of this state. */
  async becomes<S extends State>(state: S): Promise<Extract<StatusEvent, { state: S }>> {
    while (true) {
      const status = await this.sees("status");
      if (isIn(status, state)) return status;
    }
  }

  /** The numbers of the next messages. */
  async seqs(count: number): Promise<number[]> {
    const seqs = [];
    while (seqs.length < count) seqs.push((await this.sees("said")).seq);
    return seqs;
  }

  /** The texts of the next messages. */
  async texts(count: number): Promise<string[]> {
    const texts = [];
    while (texts.length < count) texts.push((await this.sees("said")).text);
    return texts;
  }

  async #find<T extends ConnectionEvent["type"]>(type: T): Promise<ConnectionEvent & { type: T }> {
    while (true) {
      const { value } = await this.#events.next();
      if (value === undefined) throw new Error(`The connection ended before an event ${type}`);
      if (value.type === type) return value as ConnectionEvent & { type: T };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    while (!(await soon(this.#events.next(), "the end")).done);
  }
}

function isIn<S extends State>(
  status: StatusEvent,
  state: S,
): status is Extract<StatusEvent, { state: S }> {
  return status.state === state;
}

/** A visit that was let in. */
export async function welcomed(server: ScriptedServer): Promise<Visit> {
  const visit = await server.visit();
  visit.welcome();
  return visit;
}
