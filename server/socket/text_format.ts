/**
 * Plain text on a socket: a frame for each message, for people at a terminal and scripts of one line.
 *
 * @module
 */
import type { Member } from "../../hub/people/member.ts";
import { Close, type Command, type Event, ProtocolError, type Said } from "../../protocol.ts";
import { readCommand } from "../../protocol/command.ts";
import { newMessageId } from "../commands.ts";

/** The `ref` of the join that a session begins with. */
const JOIN_REF = 0;
const LINE_BREAK = /\r\n|[\n\v\f\r\x85\u2028\u2029]/;
/** Control characters, of which a terminal makes something else than letters. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f-\x9f]/g;

/** One socket that speaks plain text in one room. */
export class TextFormat {
  readonly #room: string;
  readonly #member: Member;
  readonly #now: () => number;
  readonly #base: URL;

  /**
   * @param now the clock, in milliseconds since the epoch
   * @param base where we are, for who reads this: what is below it leads to us
   */
  constructor(room: string, member: Member, now: () => number, base: URL) {
    this.#room = room;
    this.#member = member;
    this.#now = now;
    this.#base = base;
  }

  /** What the session begins with: the room, from now on. */
  get join(): Extract<Command, { type: "join" }> {
    return { type: "join", ref: JOIN_REF, room: this.#room, after: Infinity };
  }

  /** What a frame says in the room, or why it can't be said; `undefined` when nothing is in it. */
  read(frame: string): Command | ProtocolError | undefined {
    const text = frame.replace(/\r?\n$/, "");
    if (text.trim() === "") return undefined;
    try {
      return readCommand({ type: "say", room: this.#room, id: newMessageId(this.#now()), text });
    } catch (error) {
      if (error instanceof ProtocolError) return error;
      throw error;
    }
  }

  /** The frames for events, one a line. Whoever is in the room no more is disconnected after that. */
  framesOf(lines: string): string[] {
    return lines.split("\n").flatMap((line) => {
      const event: Event = JSON.parse(line);
      const hasEnded = event.type === "left" || event.type === "refused" && event.ref === JOIN_REF;
      if (hasEnded) this.#member.drop(Close.Removed);
      return textOf(event, this.#base) ?? [];
    });
  }
}

/** An event as people read it. No name has a space or a sign such as "!" in it: none looks like another's. */
function textOf(event: Event, base: URL): string | undefined {
  switch (event.type) {
    case "said":
      return event.deleted || event.blocked
        ? undefined
        : `${event.from}: ${indented(linesOf(event, base))}`;
    case "notice":
      return `* ${indented(event.text)}`;
    case "refused":
      return `! ${indented(event.message)}`;
    case "left":
      return `! You are out of ${event.room}: ${event.reason ?? "left"}`;
    default:
      return undefined;
  }
}

/** What a message says, and a line for each of its files: its name, and where it is. */
function linesOf({ text, files = [] }: Said, base: URL): string {
  const links = files.map(({ name, url }) => `${name} ${new URL(url.slice(1), base)}`);
  return text === "" ? links.join("\n") : [text, ...links].join("\n");
}

/** A text whose lines after the first begin with two spaces, so that none looks like a message. */
function indented(text: string): string {
  return text.split(LINE_BREAK).map((line) => line.replace(CONTROLS, "\ufffd")).join("\n  ");
}
