import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Answer,
  Close,
  type Command,
  type Entry,
  type Event,
  HISTORY_DEFAULT,
  LIMITS,
  type RoomSummary,
  SEARCH_DEFAULT,
  type Signal,
} from "../protocol.ts";
import { parseCommand } from "../protocol/command.ts";
import { Refusal, type RefusalReason } from "../server/http/refused_request.ts";
import { REASONS } from "../server/socket/meters.ts";

const DOCS = await Deno.readTextFile(new URL("../docs/protocol.md", import.meta.url));

/** A list of names that is a type error when one is missing, or one too many. */
type All<Names extends string> = Readonly<Record<Names, true>>;
/** The names of the fields of any of some types. */
type FieldOf<T> = T extends unknown ? keyof T & string : never;

const COMMANDS: All<Command["type"]> = {
  join: true,
  leave: true,
  say: true,
  edit: true,
  delete: true,
  react: true,
  topic: true,
  read: true,
  unread: true,
  pin: true,
  pins: true,
  typing: true,
  notify: true,
  front: true,
  history: true,
  search: true,
  who: true,
  rooms: true,
  ping: true,
  block: true,
  unblock: true,
  invite: true,
  uninvite: true,
  kick: true,
  mute: true,
  ban: true,
  moderator: true,
  access: true,
  slow: true,
  announce: true,
  rename: true,
  archive: true,
  report: true,
  close: true,
};
const ENTRIES: All<Entry["type"]> = {
  said: true,
  edited: true,
  deleted: true,
  reacted: true,
  topic: true,
  notice: true,
};
const ANSWERS: All<Answer["type"]> = {
  joined: true,
  left: true,
  history: true,
  found: true,
  stored: true,
  pins: true,
  members: true,
  rooms: true,
  pong: true,
  done: true,
  refused: true,
};
const SIGNALS: All<Signal["type"]> = {
  welcome: true,
  online: true,
  offline: true,
  count: true,
  typing: true,
  read: true,
  notify: true,
  invited: true,
  told: true,
  profile: true,
  settings: true,
  reported: true,
};
const REFUSALS: All<RefusalReason> = {
  "bad-name": true,
  "malformed": true,
  "no-session": true,
  "bad-password": true,
  "bad-passkey": true,
  "passkey-needed": true,
  "bad-claim": true,
  "bad-reset": true,
  "bad-passphrase": true,
  "foreign-origin": true,
  "foreign-host": true,
  "forbidden": true,
  "not-invited": true,
  "suspended": true,
  "not-approved": true,
  "not-found": true,
  "method": true,
  "too-slow": true,
  "name-taken": true,
  "too-long": true,
  "quota": true,
  "not-json": true,
  "encoded": true,
  "not-a-websocket": true,
  "too-many": true,
  "stopping": true,
  "unavailable": true,
};
const FIELDS: All<FieldOf<Command> | FieldOf<Event> | FieldOf<RoomSummary>> = {
  back: true,
  pin: true,
  type: true,
  ref: true,
  room: true,
  after: true,
  epoch: true,
  make: true,
  id: true,
  text: true,
  sealed: true,
  sealedTopic: true,
  reply: true,
  to: true,
  of: true,
  emoji: true,
  on: true,
  seq: true,
  range: true,
  q: true,
  before: true,
  limit: true,
  at: true,
  from: true,
  edited: true,
  deleted: true,
  blocked: true,
  bot: true,
  reactions: true,
  files: true,
  head: true,
  first: true,
  count: true,
  members: true,
  topic: true,
  reset: true,
  muted: true,
  entries: true,
  more: true,
  rooms: true,
  reason: true,
  message: true,
  code: true,
  params: true,
  retry: true,
  v: true,
  you: true,
  guest: true,
  token: true,
  server: true,
  limits: true,
  name: true,
  read: true,
  unread: true,
  mentions: true,
  mentioned: true,
  joined: true,
  ms: true,
  address: true,
  access: true,
  display: true,
  picture: true,
  zone: true,
  status: true,
  notify: true,
  level: true,
  calls: true,
  shown: true,
  slow: true,
  announce: true,
  archived: true,
  role: true,
};
/** What stands in one field of ours, and in several on the wire. */
const SPELLED: Readonly<Record<string, string[]>> = {
  range: ["before", "after", "limit"],
  shown: ["room"],
};

Deno.test("The protocol's description shows every command, entry, answer and signal in its table", () => {
  const tables = { Commands: COMMANDS, Entries: ENTRIES, Answers: ANSWERS, Signals: SIGNALS };
  for (const [heading, types] of Object.entries(tables)) {
    const shown = section(heading).matchAll(/^\| `\{"type":"(\w+)"/gm).map(([, type]) => type);
    assertEquals(new Set(shown), new Set(Object.keys(types)), heading);
  }
});

Deno.test("The protocol's description names every field", () => {
  const code = DOCS.replaceAll("```", "").match(/`[^`]+`|^[←→].*/gm)!.join(" ");
  const words = new Set(code.match(/\w+/g));
  const names = Object.keys(FIELDS).flatMap((field) => SPELLED[field] ?? [field]);
  assertEquals(names.filter((name) => !words.has(name)), []);
});

Deno.test("The protocol's description gives every reason of a refusal, and no other", () => {
  const answers = section("Answers").matchAll(/^\| `([a-z-]+)` /gm).map(([, reason]) => reason);
  assertEquals(new Set(answers), new Set(["reason", ...Object.keys(REASONS)]));

  const rows = section("Connecting").matchAll(/^\| (\d+) +\| `([a-z-]+)` /gm);
  const documented = rows.map(([, status, reason]) => [reason, Number(status)] as const).toArray();
  const expected = Object.keys(REFUSALS).map((reason) => [reason, statusOf(reason)] as const);
  assertEquals(new Map(documented), new Map(expected));
});

Deno.test("The protocol's description gives every limit and close code, and no other", () => {
  const limits = section("Limits").matchAll(/^\| `(\w+)` +\| ([\d,]+) /gm)
    .map(([, name, most = ""]) => [name, Number(most.replaceAll(",", ""))]);
  assertEquals(Object.fromEntries(limits), LIMITS);
  assertStringIncludes(section("Limits"), `${HISTORY_DEFAULT} unless you ask`);
  assertStringIncludes(section("Commands"), `at most ${SEARCH_DEFAULT} unless`);

  const codes = section("Close codes").matchAll(/^\| (\d{4}) /gm).map(([, code]) => Number(code));
  assertEquals(codes.toArray(), Object.values(Close).sort());
});

Deno.test("What the protocol's description has people send is what the server reads", () => {
  const sent = DOCS.matchAll(/^→ (.*)$/gm).map(([, line = ""]) => parseCommand(line).type);
  assertEquals(sent.toArray(), ["join", "say"]);
});

/** What stands under a heading. */
function section(heading: string): string {
  const [, text = ""] = DOCS.split(`\n## ${heading}\n`);
  return text.split("\n## ")[0]!;
}

function statusOf(reason: string): number {
  return new Refusal(reason as RefusalReason, "").toResponse().status;
}
