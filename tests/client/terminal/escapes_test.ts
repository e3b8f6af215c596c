import { assert, assertEquals } from "@std/assert";
import { Renderer } from "../../../client/terminal/view/render.ts";
import { View } from "../../../client/terminal/view.ts";
import { LIMITS } from "../../../protocol.ts";
import { said, summary } from "../connection/support/scripted_server.ts";

/** What terminals obey, one of each kind. */
const ESCAPES: Readonly<Record<string, string>> = {
  "a colour": "\x1b[31m",
  "the cursor, moved": "\x1b[5A",
  "the screen, cleared": "\x1b[2J",
  "the other screen": "\x1b[?1049h",
  "the title": "\x1b]0;mine\x07",
  "the clipboard": "\x1b]52;c;cm0gLXJm\x1b\\",
  "a link": "\x1b]8;;https://a.example\x1b\\",
  "a notification": "\x1b]777;notify;a;b\x07",
  "a question that the terminal answers as if typed": "\x1b[6n",
  "a device control string": "\x1bP$q\x1b\\",
  "a picture": "\x1b_Ga=T;AAAA\x1b\\",
  "a reset": "\x1bc",
  "another set of letters": "\x1b(0\x0e",
  "the same in one byte": "\u009b2J\u009d0;mine\u009c\u0090q\u009c",
  "a bell, a backspace and a return": "\x07\x08\rada  no",
  "a line end of another kind": "\x0b\x0c\u0085\u2028",
};

Deno.test("No escape sequence from the wire reaches a terminal, wherever it stands", () => {
  for (const [kind, escape] of Object.entries(ESCAPES)) {
    const lines: string[] = [];
    const canvas = {
      columns: 80,
      print: (...more: string[]) => void lines.push(...more),
      showBelow: (below: () => string[]) => void lines.push(...below()),
      callOut: (words: string) => void lines.push(words),
    };
    const renderer = new Renderer({ colour: false, timeZone: "UTC" }, 0);
    using view = new View(canvas, renderer);
    const room = `r${escape}`;
    const from = `b${escape}`;
    const { at } = said("lobby", 1);
    view.show({
      ...{ type: "welcome", v: 1, you: "ada", guest: true, server: "s", limits: LIMITS },
      rooms: [summary(room, 2, { read: 1, unread: 1, name: `n${escape}` })],
    });
    view.lookAt(room);
    view.show({
      ...{ type: "joined", room, epoch: "e", head: 0, first: 1, count: 1, members: [from] },
      topic: `t${escape}`,
    });
    view.show({ ...said(room, 1, from), text: `x${escape}y`, reactions: { [escape]: [from] } });
    view.show({ ...said("other", 1, from), text: escape, reply: 1 });
    view.show({ ...said(room, 2, from), text: "answer", reply: 1 });
    view.show({ type: "edited", room, seq: 3, of: 1, from, at, text: escape });
    view.show({ type: "reacted", room, seq: 4, of: 1, from, at, emoji: escape, on: true });
    view.show({ type: "topic", room, seq: 5, from, at, text: escape });
    view.show({ type: "notice", room, seq: 6, at, text: escape });
    view.show({ type: "typing", room, from });
    view.show({ type: "invited", room, from });
    view.show({ type: "reported", room });
    view.show({ type: "told", text: escape });
    view.show({ type: "online", room, name: from });
    view.show({ type: "refused", ref: 1, reason: "forbidden", message: escape });
    view.show({ type: "left", room, reason: "kicked" });
    view.list([{ ...said(room, 7, from), text: escape }]);
    view.print(...renderer.rooms([summary(room, 1, { topic: escape })], "ada"));
    assert(lines.length > 20, kind);
    for (const line of lines) assertEquals(/[\p{Cc}\u2028\u2029]/u.exec(line), null, kind);
  }
});
