/**
 * Commands of administrators about people: accounts, sessions, sign-ups, bots, and what somebody said.
 *
 * @module
 */

import { countOf } from "../spec/call.ts";
import {
  expectYes,
  lengthOf,
  listed,
  mostOf,
  option,
  path,
  reasonOf,
  type Run,
  shown,
  type Task,
  time,
  type Told,
  toldIn,
} from "./asker.ts";

/** Hours that are looked back unless said. */
const HOURS = 24;

async function people(task: Task): Promise<void> {
  const query = { q: task.call.words[0], kind: option(task, "kind") };
  const found = listed(task, "admin/people", { list: "people", query, most: mostOf(task) });
  for await (const person of found) {
    await task.output.line([
      ...[shown(person.name), statesOf(person).join(",") || "-", time(person.made)],
      ...("owner" in person ? [shown(person.owner), shown(person.id)] : []),
    ], person);
  }
}

function statesOf({ admin, guest, bot, owner, here, suspended, waits }: Told): string[] {
  const states = {
    administrator: admin,
    guest,
    bot: bot ?? owner,
    here,
    suspended,
    waiting: waits,
  };
  return Object.entries(states).flatMap(([name, is]) => is ? [name] : []);
}

async function sessions({ call, server, output }: Task): Promise<void> {
  const answer = await server.ask<Told>("GET", path("people", nameIn(call), "sessions"));
  for (const session of toldIn(answer.sessions)) {
    const { id, made, seen, program, address } = session;
    await output.line(
      [shown(id), time(made), time(seen), shown(program), shown(address)],
      session,
    );
  }
}

async function signout({ call, server }: Task): Promise<void> {
  const [name = "", ...id] = call.words;
  await server.ask("DELETE", path("people", name, "sessions", ...id));
}

async function role({ call, server }: Task): Promise<void> {
  await server.ask("PUT", path("people", nameIn(call), "role"), { role: call.words[1] });
}

async function suspend(task: Task): Promise<void> {
  const [reason, ms] = [reasonOf(task), lengthOf(task)];
  const where = path("people", nameIn(task.call), "suspension");
  await task.server.ask("PUT", where, { reason, ...(ms !== undefined && { ms }) });
}

async function unsuspend({ call, server }: Task): Promise<void> {
  await server.ask("DELETE", path("people", nameIn(call), "suspension"));
}

async function reset({ call, server, output }: Task): Promise<void> {
  const offered = await server.ask<Told>("POST", path("people", nameIn(call), "reset"));
  await output.line([shown(offered.url)], offered);
  if (call.isQuiet) return;
  const until = time(offered.expires);
  console.error(
    `Whoever opens this can set a new password for ${nameIn(call)}, once, until ${until}`,
  );
}

async function approve({ call, server }: Task): Promise<void> {
  await server.ask("PUT", path("people", nameIn(call), "sign-up"), { decision: "approve" });
}

async function refuse(task: Task): Promise<void> {
  const refusal = { decision: "refuse", reason: reasonOf(task) };
  await task.server.ask("PUT", path("people", nameIn(task.call), "sign-up"), refusal);
}

async function deleteAccount(task: Task): Promise<void> {
  const messages = option(task, "messages") ?? "keep";
  const what = messages === "keep"
    ? "What they said is kept, without a name"
    : "So is what they said";
  expectYes(task, `Delete the account of ${nameIn(task.call)} for good? ${what}.`);
  await task.server.ask("DELETE", path("people", nameIn(task.call)), { messages });
}

/** Bots have names for people, and ids for the server. */
async function unbot(task: Task): Promise<void> {
  const [owner = "", bot = ""] = task.call.words;
  expectYes(task, `Delete the bot ${bot} of ${owner}?`);
  let id = bot;
  const query = { kind: "bots", q: bot };
  for await (const found of listed(task, "admin/people", { list: "people", query })) {
    if (found.name === bot && found.owner === owner) id = String(found.id);
  }
  await task.server.ask("DELETE", path("people", owner, "bots", id));
}

async function messages(task: Task): Promise<void> {
  const { call, output } = task;
  const { count, more, messages } = await previewed(task);
  const found = toldIn(messages);
  if (!call.isQuiet) {
    const which = found.length < Number(count) ? `, the newest ${found.length} of them here` : "";
    console.error(`${more === true ? "At least " : ""}${count} messages${which}`);
  }
  for (const message of found) {
    const { at, room, seq, text } = message;
    await output.line(
      [time(at), `#${shown(room)}`, shown(seq), nameIn(call), shown(text)],
      message,
    );
  }
}

async function previewed(task: Task): Promise<Told> {
  const query = new URLSearchParams({ hours: String(hoursOf(task)) });
  return await task.server.ask("GET", `${path("people", nameIn(task.call), "messages")}?${query}`);
}

async function erase(task: Task): Promise<void> {
  const hours = hoursOf(task);
  const { count, more } = task.call.has("yes") ? {} : await previewed(task);
  const many = `${more === true ? "at least " : ""}${count} messages`;
  expectYes(task, `Delete what ${nameIn(task.call)} said in ${hours} hours, ${many}, for good?`);
  const where = path("people", nameIn(task.call), "messages");
  const begun = await task.server.ask<Told>("DELETE", where, { hours });
  if (task.output.isJson) await task.output.line([], begun);
}

async function removals({ server, output }: Task): Promise<void> {
  const answer = await server.ask<Told>("GET", "admin/removals");
  for (const removal of toldIn(answer.removals)) {
    const { at, name, deleted, by, done } = removal;
    const state = done === true ? "done" : "going on";
    await output.line([time(at), shown(name), shown(deleted), shown(by), state], removal);
  }
}

function hoursOf(task: Task): number {
  return countOf(option(task, "hours") ?? String(HOURS), "--hours", 1);
}

function nameIn({ words: [name = ""] }: Task["call"]): string {
  return name;
}

/** By their names. */
export const ABOUT_PEOPLE: Readonly<Record<string, Run>> = {
  ...{ people, sessions, signout, role, suspend, unsuspend, reset, approve, refuse },
  ...{ delete: deleteAccount, unbot, messages, erase, removals },
};
