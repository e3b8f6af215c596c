import { assertEquals } from "@std/assert";
import type { RoomCommand } from "../../../hub/request.ts";
import type { Access } from "../../../protocol.ts";
import { COMMANDS } from "../../support/hub/commands.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** People by what they are to a room, least first. The outsider is banned, or not invited. */
const PEOPLE = ["outsider", "insider", "moderator", "owner", "administrator"] as const;
type Kind = typeof PEOPLE[number];

/** Who may ask for what, in a room that is open and in one that is not; and all after them. */
const TABLE: Readonly<Record<RoomCommand["type"], readonly [open: Kind, closed: Kind]>> = {
  join: ["insider", "insider"],
  leave: ["insider", "insider"],
  say: ["insider", "insider"],
  edit: ["insider", "insider"],
  delete: ["moderator", "moderator"],
  react: ["insider", "insider"],
  read: ["insider", "insider"],
  unread: ["insider", "insider"],
  typing: ["insider", "insider"],
  notify: ["insider", "insider"],
  history: ["insider", "insider"],
  search: ["insider", "insider"],
  who: ["insider", "insider"],
  pin: ["moderator", "moderator"],
  pins: ["insider", "insider"],
  topic: ["insider", "moderator"],
  invite: ["moderator", "moderator"],
  uninvite: ["moderator", "moderator"],
  kick: ["moderator", "moderator"],
  mute: ["moderator", "moderator"],
  ban: ["moderator", "moderator"],
  moderator: ["owner", "owner"],
  access: ["owner", "owner"],
  slow: ["moderator", "moderator"],
  announce: ["moderator", "moderator"],
  rename: ["owner", "owner"],
  archive: ["owner", "owner"],
  report: ["insider", "insider"],
  close: ["owner", "owner"],
};

/** A room with one of each kind, and ada, whom actions are about and who said something. */
async function roomOf(access: Access): Promise<{ chat: HeldHub; people: Record<Kind, Listener> }> {
  const chat = await OpenHub.with();
  const [owner] = await chat.enters("owner", "den");
  const [moderator] = await chat.enters("moderator", "den");
  const [insider] = await chat.enters("insider", "den");
  const [ada] = await chat.enters("ada", "den");
  const standing = { admin: true };
  const [administrator] = await chat.enters("administrator", "den", { standing });
  const outsider = await chat.connects("outsider");
  chat.asks(ada, { type: "say", room: "den", id: "1", text: "hello" });
  await ada.sees("said");
  await chat.does(owner, { type: "moderator", room: "den", name: "moderator", on: true });
  await chat.does(owner, { type: "access", room: "den", access });
  if (access === "open") await chat.does(owner, { type: "ban", room: "den", name: "outsider" });
  else await chat.does(owner, { type: "invite", room: "den", name: "ada" });
  return { chat, people: { outsider, insider, moderator, owner, administrator } };
}

/** Whether somebody may do something: they are not refused for want of a right. */
async function may(access: Access, kind: Kind, type: RoomCommand["type"]): Promise<boolean> {
  const { chat, people } = await roomOf(access);
  await using _ = chat;
  const { [kind]: who } = people;
  const command = COMMANDS[type]("den")!;
  // Nobody but who said something edits it, whatever they are.
  const asked = command.type === "edit" ? { type: "who", room: "den" } as const : command;
  chat.asks(who, { ...asked, ref: 7 });
  // What is answered by nothing is followed by the answer to this.
  chat.asks(who, { type: "rooms", ref: 8 });
  while (true) {
    const event = await who.next();
    const isAnswer = "ref" in event && event.ref === 7;
    if (isAnswer && event.type === "refused") {
      return event.reason !== "forbidden" && event.reason !== "no-such-room";
    }
    if (isAnswer) return true;
    if ("ref" in event && event.ref === 8 && !DURABLE.has(type)) return true;
    if ("seq" in event && DURABLE.has(type) && event.type === ENTRIES[type]) return true;
  }
}

/** What is answered by an entry. */
const ENTRIES: Partial<Record<RoomCommand["type"], string>> = {
  say: "said",
  delete: "deleted",
  react: "reacted",
  topic: "topic",
};
const DURABLE: ReadonlySet<string> = new Set([
  ...Object.keys(ENTRIES),
  ...["invite", "uninvite", "kick", "mute", "ban", "moderator", "access", "close", "history"],
  ...["slow", "announce", "rename", "archive", "report", "pin", "pins"],
]);

for (const access of ["open", "listed"] as const) {
  Deno.test(`Each may do what they may in a room that is ${access}, and nothing else`, async () => {
    for (const [type, [open, closed]] of Object.entries(TABLE)) {
      const least = PEOPLE.indexOf(access === "open" ? open : closed);
      for (const [role, kind] of PEOPLE.entries()) {
        const isRight = await may(access, kind, type as RoomCommand["type"]);
        assertEquals(isRight, role >= least, `${kind}: ${type}`);
      }
    }
  });
}
