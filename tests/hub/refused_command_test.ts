import { assertEquals } from "@std/assert";
import type { Command } from "../../protocol.ts";
import { cannot, forbidden } from "../../hub/refused_command.ts";

/** What a refusal says that somebody cannot do. */
const SAID: Readonly<Record<Command["type"], string>> = {
  join: "join",
  leave: "leave",
  say: "say",
  edit: "edit",
  delete: "delete",
  react: "react",
  read: "mark messages as read",
  unread: "mark messages as unread",
  pin: "pin",
  pins: "list what is pinned",
  notify: "choose what calls you",
  front: "tell what you look at",
  typing: "write here",
  history: "read what was said",
  search: "search",
  who: "list who is here",
  rooms: "list rooms",
  topic: "set the topic",
  block: "block",
  unblock: "unblock",
  invite: "invite",
  uninvite: "uninvite",
  kick: "kick",
  mute: "mute",
  ban: "ban",
  moderator: "change who moderates",
  access: "change who has access",
  slow: "set slow mode",
  announce: "change who may say something",
  rename: "rename",
  archive: "archive",
  report: "report",
  close: "close",
  ping: "ping",
};

Deno.test("A refusal says in a sentence what cannot be done, and why", () => {
  for (const [type, verb] of Object.entries(SAID) as [Command["type"], string][]) {
    const { reason, message, retry } = forbidden(type, "only its owner may");
    assertEquals([reason, message], ["forbidden", `Cannot ${verb}: only its owner may`]);
    assertEquals(retry, undefined);
  }
  const muted = cannot("typing", "muted", "you are muted in den for 10 minutes", 600_000);
  assertEquals([muted.reason, muted.retry], ["muted", 600_000]);
});
