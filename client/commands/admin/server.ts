/**
 * Commands of administrators about the server: invitations, the audit log, settings, and how it is.
 *
 * @module
 */

import { countOf, timeOf } from "../spec/call.ts";
import {
  listed,
  mostOf,
  option,
  type Run,
  shown,
  type Task,
  time,
  type Told,
  toldIn,
} from "./asker.ts";

async function invites({ server, output }: Task): Promise<void> {
  const answer = await server.ask<Told>("GET", "invites");
  for (const invite of toldIn(answer.invites)) {
    const { id, room, by, left, expires } = invite;
    const into = room === undefined ? "account" : `#${room}`;
    await output.line([shown(id), into, shown(by), shown(left), time(expires)], invite);
  }
}

async function invite(task: Task): Promise<void> {
  const wanted = Object.fromEntries(["uses", "days"].flatMap((name) => {
    const text = option(task, name);
    return text === undefined ? [] : [[name, countOf(text, `--${name}`, 1)]];
  }));
  const made = await task.server.ask<Told>("POST", "invites", wanted);
  await task.output.line([shown(made.url)], made);
}

async function revoke({ call, server }: Task): Promise<void> {
  await server.ask("DELETE", `invites/${encodeURIComponent(call.words[0] ?? "")}`);
}

async function audit(task: Task): Promise<void> {
  const since = option(task, "since");
  const query = {
    ...{ who: option(task, "who"), what: option(task, "what") },
    since: since === undefined ? undefined : String(Math.floor(timeOf(since, Date.now()))),
  };
  const how = { list: "entries", query, most: mostOf(task), from: "before" } as const;
  for await (const entry of listed(task, "audit", how)) {
    const { at, by, what, about, room, to, reason, ends, address } = entry;
    await task.output.line([
      ...[time(at), shown(by), shown(what), shown(about), room === undefined ? "-" : `#${room}`],
      ...[shown(to), shown(reason), time(ends), shown(address)],
    ], entry);
  }
}

async function settings({ server, output }: Task): Promise<void> {
  const answer = await server.ask<Told>("GET", "admin/settings");
  await facts({ ...answer, title: answer.title, welcome: answer.welcome }, output);
}

async function set({ call, server }: Task): Promise<void> {
  const [name = "", ...value] = call.words;
  if (name === "startRooms") {
    const startRooms = value.map((room) => room.replace(/^#/, ""));
    return void await server.ask("PATCH", "admin/settings", { startRooms });
  }
  const usual: Readonly<Record<string, string>> = {
    rooms: "everybody",
    inviters: "administrators",
  };
  const text = value.join(" ") || (usual[name] ?? "");
  await server.ask("PATCH", "admin/settings", { [name]: text });
}

async function stats({ server, output }: Task): Promise<void> {
  const health = await server.ask<Told>("GET", "admin/health");
  const storage = await server.ask<Told>("GET", "admin/storage");
  await facts({ ...health, files: storage.files, storage: shortened(storage) }, output);
}

/** What is told besides of whose files those are. */
function shortened({ people, rooms }: Told): Told {
  return { people, rooms };
}

/** Prints a line for each fact: what it is called, and what it is; in JSON all of them in one. */
async function facts(told: Told, output: Task["output"]): Promise<void> {
  if (output.isJson) return await output.line([], told);
  for (const [name, value] of rowsOf(told)) await output.line([name, value], {});
}

/** What is within something is called by both names. */
function rowsOf(told: Told, before = ""): [string, string][] {
  return Object.entries(told).flatMap(([name, value]): [string, string][] => {
    const full = before + name;
    if (Array.isArray(value)) {
      return toldIn(value).map((one) => [
        full,
        Object.entries(one).map(([name, value]) => `${name}=${shown(value)}`).join(" "),
      ]);
    }
    const [within] = toldIn([value]);
    if (within !== undefined) return rowsOf(within, `${full}.`);
    const isTime = ["since", "now"].includes(name);
    return [[full, isTime ? time(value) : shown(value)]];
  });
}

/** By their names. */
export const ABOUT_SERVER: Readonly<Record<string, Run>> = {
  ...{ invites, invite, revoke, audit, settings, set, stats },
};
