/**
 * Ends a raid from the terminal: several people of a room are banned or removed at once, with what they
 * said there.
 *
 * @module
 */

import { type Candidate, Several, type SeveralAction } from "../../connection/account/several.ts";
import type { Session } from "../../connection/endpoint.ts";
import { millisecondsIn } from "../../connection/slash.ts";
import { plainLine } from "../../plain_text.ts";
import { say } from "../../program/languages.ts";
import { dayFormat, timeFormat } from "../view/dates.ts";

const HOUR_MS = 60 * 60 * 1000;
/** Who came in so long before is listed, unless it is said. */
const LATELY = "15m";
/** How long they are banned, and how far back what they said is deleted, unless it is said. */
const BANNED_MS = 24 * HOUR_MS;
const DELETED_HOURS = 1;

/** Those who came so long ago at most, in milliseconds; or those of these names. */
type Whom = { readonly ms: number } | { readonly names: readonly string[] };

/** What they want. */
export type RaidInput =
  | { type: "raid"; act: "list"; room: string; whom: Whom }
  | { type: "raid"; act: "undo"; room: string }
  | { type: "raid"; act: "do"; room: string; whom: Whom; action: Omit<SeveralAction, "names"> };

/** Reads `/raid`; `undefined` when it is another command, and a text when something is missing. */
export function readRaidInput(
  command: string,
  text: string,
  here: string | undefined,
): RaidInput | string | undefined {
  if (command !== "/raid") return undefined;
  if (here === undefined) return say`You are in no room: /join ROOM`;
  const about = { type: "raid", room: here } as const;
  const [, before = text, why = ""] = /^([^:]*):([^]*)$/.exec(text) ?? [];
  const [verb = LATELY, ...words] = before.split(/[\s,]+/).filter(Boolean);
  if (verb === "undo" && words.length === 0) return { ...about, act: "undo" };
  if (verb === "ban" || verb === "kick") {
    const whom = whomOf(words.filter((word) => !word.includes("=")));
    const action = actionOf(verb, words.filter((word) => word.includes("=")), why);
    if (whom !== undefined && action !== undefined) return { ...about, act: "do", whom, action };
    return say`Write /raid ban 15m, or /raid ban EVE MALLORY: /help /raid tells more`;
  }
  const ms = millisecondsIn(verb);
  if (ms !== undefined && words.length === 0) return { ...about, act: "list", whom: { ms } };
  return say`Write /raid 15m, /raid ban 15m, /raid ban EVE MALLORY, or /raid undo`;
}

function whomOf(words: readonly string[]): Whom | undefined {
  const ms = words.length === 1 ? millisecondsIn(words[0]) : undefined;
  if (ms !== undefined) return { ms };
  return words.length === 0 ? undefined : { names: words.map((name) => name.replace(/^@/, "")) };
}

/** What stands behind the names: `time=1w`, `time=ever`, `delete=1d`, `delete=all`, `delete=nothing`. */
function actionOf(
  action: "ban" | "kick",
  options: readonly string[],
  why: string,
): Omit<SeveralAction, "names"> | undefined {
  let ms: number | undefined = BANNED_MS;
  let back: number | "all" | undefined = DELETED_HOURS;
  for (const option of options) {
    const [name, value = ""] = option.split("=");
    const length = millisecondsIn(value);
    if (name === "time" && action === "ban" && (length !== undefined || value === "ever")) {
      ms = length;
    } else if (name === "delete" && (length !== undefined || value === "all")) {
      back = length === undefined ? "all" : length / HOUR_MS;
    } else if (option === "delete=nothing") back = undefined;
    else return undefined;
  }
  const reason = why.trim().replace(/\s+/g, " ");
  return {
    action,
    ...(action === "ban" && ms !== undefined && { ms }),
    ...(action === "ban" && reason !== "" && { reason }),
    ...(back !== undefined && { delete: back }),
  };
}

/** Where it is asked, and told meanwhile. */
export interface RaidUi {
  confirm(question: string): Promise<boolean>;
  quiet(...lines: string[]): void;
}

/** Remembers whom it banned last, in which room. */
export class RaidCommands {
  readonly #ui: RaidUi;
  readonly #banned = new Map<string, readonly string[]>();

  constructor(ui: RaidUi) {
    this.#ui = ui;
  }

  /** Does what somebody wants, and gives the lines that tell it. */
  async do(input: RaidInput, session: Session): Promise<string[]> {
    const several = new Several(session, input.room);
    switch (input.act) {
      case "list": {
        const people = chosen((await several.list()).people, input.whom);
        if (people.length === 0) return [say`Nobody came lately about whom you may do something`];
        return people.map(lineOf);
      }
      case "undo":
        return await this.#undo(input.room, several);
      case "do":
        return await this.#act(input, several);
      default:
        return input satisfies never;
    }
  }

  async #act(input: RaidInput & { act: "do" }, several: Several): Promise<string[]> {
    const { room, whom, action } = input;
    const hours = action.delete === "all" ? undefined : action.delete;
    const { people, more } = await several.list(hours);
    const wanted = chosen(people, whom);
    const names = "names" in whom ? whom.names : wanted.map(({ name }) => name);
    if (names.length === 0) return [say`Nobody came lately about whom you may do something`];
    const said = wanted.reduce((sum, one) => sum + one.said, 0);
    const messages = action.delete === undefined ? 0 : said;
    if (!await this.#ui.confirm(questionOf(input, names, more ? `${messages}+` : messages))) {
      return [say`Nothing was changed`];
    }
    const { done, refused, deleted } = await several.act({ ...action, names });
    const wrong = refused.map(({ name, message }) => `${plainLine(name)}: ${message}`);
    if (action.action === "ban") this.#banned.set(room, done);
    const what = action.action === "ban"
      ? say`${done.length} banned. /raid undo lifts that`
      : say`${done.length} removed`;
    this.#ui.quiet(what, ...wrong);
    const count = await deleted;
    return count === undefined ? [] : [say`Messages deleted: ${count}`];
  }

  async #undo(room: string, several: Several): Promise<string[]> {
    const names = this.#banned.get(room) ?? [];
    if (names.length === 0) return [say`You have banned nobody here by /raid`];
    const { done } = await several.act({ action: "unban", names });
    this.#banned.delete(room);
    return [say`${done.length} may come in again. What was deleted stays deleted`];
  }
}

function questionOf(
  { action }: RaidInput & { act: "do" },
  names: readonly string[],
  messages: number | string,
): string {
  // Last: of what is longer than the screen, the end is cut off.
  const who = names.map(plainLine).join(", ");
  return action.action === "ban"
    ? say`Ban ${names.length}, delete ${messages} messages of theirs here? (${who})`
    : say`Remove ${names.length}, delete ${messages} messages of theirs here? (${who})`;
}

/** Those who are meant, of who may be acted on. */
function chosen(people: readonly Candidate[], whom: Whom): Candidate[] {
  if ("names" in whom) {
    const keys = new Set(whom.names.map((name) => name.toLowerCase()));
    return people.filter(({ name }) => keys.has(name.toLowerCase()));
  }
  const since = Date.now() - whom.ms;
  // Who is here, and of whom it is not stored yet, came a moment ago.
  return people.filter(({ came, here }) => (came ?? (here ? Infinity : 0)) >= since);
}

function lineOf({ name, guest, came, said }: Candidate): string {
  const at = came !== undefined && `${dayFormat().format(came)} ${timeFormat().format(came)}`;
  const when = at === false ? say`came just now` : say`came ${at}`;
  const what = say`messages: ${said}`;
  return [`${plainLine(name)}${guest ? say` (guest)` : ""}`, when, what].join("  ");
}
