/**
 * Commands of administrators about rooms, bans and reports.
 *
 * @module
 */

import { nameKey } from "../../../protocol/name.ts";
import { UsageError } from "../spec/call.ts";
import {
  closedKeyOf,
  expectYes,
  keyOf,
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

async function rooms(task: Task): Promise<void> {
  const query = { q: task.call.words[0], sort: option(task, "sort") };
  const found = listed(task, "admin/rooms", { list: "rooms", query, most: mostOf(task) });
  for await (const room of found) {
    const { key, people, messages, files, access, owner, topic } = room;
    await task.output.line([
      ...[`#${shown(room.room)}`, shown(key), shown(access), shown(people), shown(messages)],
      ...[shown(files), shown(owner), shown(topic)],
    ], room);
  }
}

async function access(task: Task): Promise<void> {
  const [room = "", access] = task.call.words;
  await task.server.ask("PATCH", path("rooms", await keyOf(task, room)), { access });
}

async function owner(task: Task): Promise<void> {
  const [room = "", owner] = task.call.words;
  await task.server.ask("PATCH", path("rooms", await keyOf(task, room)), { owner });
}

async function close(task: Task): Promise<void> {
  const [room = ""] = task.call.words;
  expectYes(task, `Close ${room} for everybody? It can be opened again for 7 days.`);
  const closed = await task.server.ask<Told>("DELETE", path("rooms", await keyOf(task, room)));
  if (task.output.isJson) await task.output.line([], closed);
}

async function closed({ server, output }: Task): Promise<void> {
  const answer = await server.ask<Told>("GET", "admin/closed-rooms");
  for (const room of toldIn(answer.rooms)) {
    const { key, messages, until } = room;
    await output.line(
      [`#${shown(room.room)}`, shown(key), shown(messages), time(until)],
      room,
    );
  }
}

async function restore(task: Task): Promise<void> {
  const key = await closedKeyOf(task, task.call.words[0] ?? "");
  await task.server.ask("DELETE", path("closed-rooms", key));
}

async function purge(task: Task): Promise<void> {
  const [room = ""] = task.call.words;
  const key = await closedKeyOf(task, room);
  expectYes(task, `Delete ${room} for good, with all that was said in it?`);
  await task.server.ask("DELETE", path("closed-rooms", key, "log"));
}

async function hooks(task: Task): Promise<void> {
  for (const hook of await hooksOf(task)) {
    const { name, by, id } = hook;
    await task.output.line([shown(name), shown(by), shown(id)], hook);
  }
}

async function unhook(task: Task): Promise<void> {
  const [room = "", name = ""] = task.call.words;
  const hook = (await hooksOf(task)).find((hook) => nameKey(shown(hook.name)) === nameKey(name));
  if (hook === undefined) throw new UsageError(`There is no hook ${name} in ${room}`);
  expectYes(task, `Delete the hook ${name} of ${room}?`);
  await task.server.ask("DELETE", `${hooksPath(room)}/${encodeURIComponent(shown(hook.id))}`);
}

async function hooksOf({ call, server }: Task): Promise<Told[]> {
  const answer = await server.ask<Told>("GET", hooksPath(call.words[0] ?? ""));
  return toldIn(answer.hooks);
}

function hooksPath(room: string): string {
  return `rooms/${encodeURIComponent(room.replace(/^#(?=.)/, ""))}/hooks`;
}

async function bans(task: Task): Promise<void> {
  const query = { q: task.call.words[0] };
  const found = listed(task, "admin/bans", { list: "bans", query, most: mostOf(task) });
  for await (const ban of found) {
    const { name, kind, room, until, at, by, reason } = ban;
    const where = room === undefined ? "server" : `#${room}`;
    await task.output.line([
      ...[shown(name), shown(kind), where, until === undefined ? "for good" : time(until)],
      ...[time(at), shown(by), shown(reason)],
    ], ban);
  }
}

async function ban(task: Task): Promise<void> {
  const address = task.call.has("address") ? { address: true } : {};
  await sanction(task, { kind: "ban", ...address });
}

async function mute(task: Task): Promise<void> {
  if (option(task, "room") === undefined || option(task, "for") === undefined) {
    throw new UsageError(
      "Somebody is muted in a room for a while: give --room ROOM and --for TIME",
    );
  }
  await sanction(task, { kind: "mute" });
}

async function sanction(task: Task, what: Told): Promise<void> {
  const [reason, ms, room] = [reasonOf(task), lengthOf(task), option(task, "room")];
  await task.server.ask("POST", "admin/bans", {
    ...{ ...what, name: task.call.words[0], reason },
    ...(ms !== undefined && { ms }),
    ...(room !== undefined && { room: await keyOf(task, room) }),
  });
}

async function lift(task: Task): Promise<void> {
  const [room, kind] = [option(task, "room"), option(task, "kind") ?? "ban"];
  const query = new URLSearchParams({ kind });
  if (room !== undefined) query.set("room", await keyOf(task, room));
  await task.server.ask("DELETE", `${path("bans", task.call.words[0] ?? "")}?${query}`);
}

async function reports(task: Task): Promise<void> {
  const query = task.call.has("all") ? { all: "" } : {};
  const how = { list: "reports", query, most: mostOf(task), from: "before" } as const;
  for await (const report of listed(task, "admin/reports", how)) {
    const { id, at, by, room, reason } = report;
    const [message = {}] = toldIn([report.message]);
    const [closed] = toldIn([report.closed]);
    await task.output.line([
      ...[shown(id), time(at), `#${shown(room)}`, shown(message.seq), shown(message.from)],
      ...[shown(message.text), shown(by), shown(reason), shown(closed?.outcome)],
    ], report);
  }
}

async function settle({ call, server }: Task): Promise<void> {
  const [id = "", outcome] = call.words;
  await server.ask("POST", path("reports", id), { outcome });
}

/** By their names. */
export const ABOUT_ROOMS: Readonly<Record<string, Run>> = {
  ...{ rooms, access, owner, close, closed, restore, purge, hooks, unhook },
  ...{ bans, ban, mute, lift, reports, settle },
};
