/**
 * `on`: runs a program for each message of a room, one after the other.
 *
 * @module
 */

import type { Entry, Said } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { RefusedError } from "../connection.ts";
import { SignInError } from "../connection/endpoint.ts";
import { abortable } from "../library/waiting.ts";
import { plainLine } from "../plain_text.ts";
import { Interruption } from "./on/interruption.ts";
import { Handler, HandlerError } from "./on/handler.ts";
import { StateFile } from "./on/state_file.ts";
import type { Output } from "./output.ts";
import { idOf } from "./say.ts";
import { entriesOf, type Gap } from "./server/log.ts";
import { opened, type Place, placeOf } from "./server/private_room.ts";
import { Stream } from "./server/stream.ts";
import { pathOf, type Server } from "./server.ts";
import { type Call, countOf, UsageError } from "./spec/call.ts";

/** Runs what stands behind `--` for each message, until a signal comes. */
export async function on(call: Call, server: Server, _output: Output): Promise<void> {
  const after = call.values("after").at(-1);
  const given = after === undefined ? undefined : countOf(after, "--after", 0);
  const watch = new Watch(call, server, await placeOf(server, call.words[0] ?? ""));
  const path = call.values("state").at(-1);
  await watch.run(path === undefined ? undefined : new StateFile(path), given);
}

class Watch {
  readonly #call: Call;
  readonly #server: Server;
  readonly #room: string;
  readonly #place: Place;
  readonly #match: RegExp | undefined;
  readonly #handler: Handler;
  readonly #tell: (sentence: string) => void;

  constructor(call: Call, server: Server, place: Place) {
    this.#call = call;
    this.#server = server;
    this.#room = place.room;
    this.#place = place;
    this.#match = patternOf(call.values("match").at(-1));
    this.#tell = call.isQuiet ? () => {} : (sentence) => console.error(plainLine(sentence));
    const options = { isJson: call.has("json"), isOutputRead: call.has("reply") };
    this.#handler = new Handler(call.rest, options);
  }

  /**
   * Begins after the number that is kept, or else that is given, or else at the end of the log. The
   * program that runs when a signal comes is waited for; a second signal does not.
   */
  async run(state: StateFile | undefined, given: number | undefined): Promise<void> {
    this.#handler.expectPermission();
    const start = await state?.read() ?? given;
    using interruption = new Interruption();
    const { signal } = interruption;
    const { timeoutMs } = this.#call;
    const stream = await abortable(Stream.open(this.#server, this.#room, timeoutMs), signal);
    let last = start ?? stream.last;
    await state?.write(last);
    const range = { after: last, isKnown: true, stream };
    const found = entriesOf(this.#server, this.#room, range);
    const entries = opened(found, this.#server, this.#place);
    try {
      for (let next; (next = await abortable(entries.next(), signal)).value;) {
        const entry = next.value;
        const isMeant = await this.#take(entry, signal);
        last = entry.type === "gap" ? entry.before - 1 : entry.seq;
        // What is passed over may be read again.
        if (isMeant) await state?.write(last);
      }
    } finally {
      await state?.write(last);
      this.#tell(`The last message was ${last}: --after ${last} goes on from there`);
    }
  }

  /**
   * Does what is to be done about an entry. Resolves with whether there was anything.
   *
   * @param signal what ends all this, once the entry is done with
   */
  async #take(entry: Entry | Gap, signal: AbortSignal): Promise<boolean> {
    if (entry.type === "gap") {
      const { after, before } = entry;
      const missing = `entries ${after + 1} to ${before - 1} are not kept any more`;
      this.#tell(before > after + 1 ? `Missed: ${missing}` : "Missed: the room begins anew");
      return true;
    }
    if (entry.type === "said" && entry.sealed !== undefined) {
      this.#tell(`Message ${entry.seq} can't be read: it does not open by this link`);
    }
    if (!isMessage(entry) || !this.#isMeant(entry)) return false;
    const tell = () =>
      this.#tell(`Waiting for what message ${entry.seq} started: a second signal ends it, too`);
    signal.addEventListener("abort", tell);
    try {
      const output = await this.#handler.run(entry);
      if (output !== "") await this.#reply(entry, output);
    } catch (error) {
      // Whatever is wrong with one message, the next is another.
      if (!(error instanceof HandlerError) && !isRefusal(error)) throw error;
      this.#tell(`Message ${entry.seq}: ${error.message}`);
    } finally {
      signal.removeEventListener("abort", tell);
    }
    return true;
  }

  /** Nobody answers themselves: that would not end. */
  #isMeant({ from, text }: Said): boolean {
    if (nameKey(from) === nameKey(this.#server.you)) return false;
    return this.#match === undefined || this.#match.test(text);
  }

  /** Once, also if it is run again for the same message because we did not come to note that. */
  async #reply({ id, seq }: Said, text: string): Promise<void> {
    const key = await idOf(this.#place, JSON.stringify(["on", id, ...this.#call.rest]));
    const path = `${pathOf(this.#room)}/messages`;
    const { sealed } = this.#place;
    const said = sealed
      ? { sealed: await sealed.seal({ text }, { from: this.#server.you, id: key }) }
      : { text };
    await this.#server.ask("POST", path, { ...said, id: key, reply: seq });
  }
}

function isMessage(entry: Entry): entry is Said {
  return entry.type === "said" && !entry.deleted && !entry.blocked && entry.sealed === undefined;
}

/** What the server does not want, and what may be otherwise with another message. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof RefusedError) return true;
  return error instanceof SignInError && !["unreachable", "no-session"].includes(error.reason);
}

function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, "u");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`--match is no regular expression: ${error.message}`);
  }
}
