/**
 * What all commands of administrators need: the server, a call, and pages of a list.
 *
 * @module
 */

import { nameKey } from "../../../protocol/name.ts";
import { plainLine } from "../../plain_text.ts";
import type { Output } from "../output.ts";
import type { Server } from "../server.ts";
import { type Call, countOf, durationOf, UsageError } from "../spec/call.ts";

/** What lists print unless said. */
const LAST = 50;
/** As many as a server gives at once. */
const PAGE = 200;
/** Pages of rooms that are looked through for a name. */
const PAGES_MAX = 100;

/** A thing as the server tells it. */
export type Told = Readonly<Record<string, unknown>>;

/** A command that is being carried out. */
export interface Task {
  readonly call: Call;
  readonly server: Server;
  readonly output: Pick<Output, "line" | "isJson">;
}

/** Carries out a command. */
export type Run = (task: Task) => Promise<void>;

/** A value of an option. */
export function option({ call }: Task, name: string): string | undefined {
  return call.values(name).at(-1);
}

/** Where something is below `/api/admin/`. */
export function path(...parts: readonly string[]): string {
  return `admin/${parts.map(encodeURIComponent).join("/")}`;
}

/** Milliseconds of `--for`; `undefined` for good. */
export function lengthOf(task: Task): number | undefined {
  const text = option(task, "for");
  if (text === undefined) return undefined;
  const ms = durationOf(text);
  if (ms !== undefined && ms > 0) return ms;
  throw new UsageError(`--for must be like 30m, 12h or 7d, received ${text}`);
}

/** The reason, which the server wants in its own words where there is none. */
export function reasonOf(task: Task): string {
  const reason = option(task, "reason");
  if (reason !== undefined) return reason;
  throw new UsageError("A reason is needed, which they are told: give one with --reason WHY");
}

/** Things of a list that goes on, as many as are wanted: those of each page, and where it goes on. */
export async function* listed(
  { server }: Task,
  what: string,
  { list, query = {}, most = Infinity, from = "after" }: {
    list: string;
    query?: Readonly<Record<string, string | undefined>>;
    most?: number;
    /** The parameter that says where a page begins: behind the id of the last, or at `next`. */
    from?: "after" | "before";
  },
): AsyncGenerator<Told> {
  let left = most;
  let next: string | undefined;
  while (left > 0) {
    const asked = Object.entries({ ...query, [from]: next, limit: String(Math.min(left, PAGE)) });
    const given = asked.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
    const answer = await server.ask<Told>("GET", `${what}?${new URLSearchParams(given)}`);
    const things = toldIn(answer[list]);
    yield* things;
    left -= things.length;
    const last = things.at(-1)?.id;
    const isMore = answer.next !== undefined || answer.more === true;
    const mark = answer.next ?? last;
    next = isMore && typeof mark === "string" ? mark : undefined;
    if (next === undefined) return;
  }
}

/** How many things are wanted of a list. */
export function mostOf(task: Task): number {
  return countOf(option(task, "last") ?? String(LAST), "--last", 1);
}

/** Things in what the server told. */
export function toldIn(value: unknown): Told[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Told => typeof one === "object" && one !== null);
}

/** A value as a field of a line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "-";
  return String(value);
}

/** A time as a field of a line. */
export function time(at: unknown): string {
  return typeof at === "number" ? new Date(at).toISOString().replace(/\.\d+Z$/, "Z") : "-";
}

/**
 * The key of a room that is called so: by that the server knows it, and by its name people do. What is no
 * room's name may be a key.
 *
 * @throws {UsageError} If several are called so.
 */
export async function keyOf(task: Task, written: string): Promise<string> {
  const name = nameKey(written.replace(/^#(?=.)/, ""));
  let looked = 0;
  for await (const room of listed(task, "admin/rooms", { list: "rooms" })) {
    if (nameKey(String(room.room)) === name) return String(room.key);
    if (++looked >= PAGE * PAGES_MAX) break;
  }
  return name;
}

/** The key of a closed room: of several that were called so only a key says which. */
export async function closedKeyOf({ server }: Task, written: string): Promise<string> {
  const name = nameKey(written.replace(/^#(?=.)/, ""));
  const rooms = toldIn((await server.ask<Told>("GET", "admin/closed-rooms")).rooms);
  const found = rooms.filter(({ room }) => nameKey(String(room)) === name);
  if (found.length < 2) return String(found[0]?.key ?? name);
  const keys = found.map(({ key }) => String(key));
  if (keys.includes(name)) return name;
  throw new UsageError(
    `Several closed rooms are called ${written}: write one of ${keys.join(", ")}`,
  );
}

/**
 * Makes sure that something is meant that can't be undone.
 *
 * @throws {UsageError} If it is not, or nobody can be asked.
 */
export function expectYes(task: Task, question: string): void {
  if (task.call.has("yes")) return;
  if (!Deno.stdin.isTerminal()) {
    throw new UsageError("Nobody can be asked whether that is meant: add --yes if it is");
  }
  if (!confirm(plainLine(question))) throw new UsageError("Nothing was done");
}
