import { assertEquals } from "@std/assert";
import { Past, type Showable } from "../../../../client/terminal/rooms/past.ts";
import type { Entry } from "../../../../protocol.ts";
import { said } from "../../connection/support/scripted_server.ts";

function edited(seq: number, of: number, text: string): Entry {
  return { type: "edited", room: "lobby", seq, of, from: "bob", at: seq, text };
}

/** What is shown, in short. */
function shown(showables: Showable[]): string[] {
  return showables.map((one) => {
    if ("line" in one) return one.line.text;
    return `${one.revision.type} ${one.target?.text ?? "something"}`;
  });
}

Deno.test("What happens now is shown at once, an edit with what it was before", () => {
  const past = new Past();
  assertEquals(shown(past.take(said("lobby", 1))), ["text 1"]);
  assertEquals(shown(past.take(edited(2, 1, "better"))), ["edited text 1"]);
  assertEquals(shown(past.take(edited(3, 9, "better"))), ["edited something"]);
  assertEquals(shown(past.take(said("lobby", 1))), [], "each is shown once");
});

Deno.test("What was missed is shown when all of it is there, as it is by then", () => {
  const past = new Past();
  past.catchesUp("lobby", 3);
  assertEquals(past.take(said("lobby", 1)), []);
  assertEquals(past.take(said("lobby", 2)), []);
  assertEquals(shown(past.take(edited(3, 1, "better"))), ["better", "text 2"]);
  assertEquals(shown(past.take(edited(4, 2, "best"))), ["edited text 2"]);
});

Deno.test("Entries missed in a cut do not hide those that arrived", () => {
  const past = new Past();
  past.catchesUp("lobby", 5);
  past.take(said("lobby", 1));
  assertEquals(shown(past.flush()), ["text 1"]);
  past.catchesUp("lobby", 5);
  assertEquals(past.take(said("lobby", 4)), []);
  assertEquals(shown(past.take(said("lobby", 5))), ["text 4", "text 5"]);
});

Deno.test("However much was missed, all of it is shown", () => {
  const past = new Past();
  past.catchesUp("lobby", 5000);
  const lines = [];
  for (let seq = 1; seq <= 5000; seq++) lines.push(...past.take(said("lobby", seq)));
  assertEquals(shown(lines), Array.from({ length: 5000 }, (_, i) => `text ${i + 1}`));
});

Deno.test("What was said before we came is shown in front of nothing twice", () => {
  const past = new Past();
  const room = "@ada,bob";
  assertEquals(shown(past.take(said(room, 3))), ["text 3"]);
  const older = [1, 2, 3].map((seq) => said(room, seq));
  assertEquals(shown(past.precede(room, older)), ["text 1", "text 2"]);
  assertEquals(past.take(said(room, 3)), []);
  assertEquals(shown(past.take(said(room, 4))), ["text 4"]);
});

Deno.test("A room that begins anew is shown from its beginning", () => {
  const past = new Past();
  past.take(said("lobby", 7));
  past.catchesUp("lobby", 1, true);
  assertEquals(shown(past.take(said("lobby", 1))), ["text 1"]);
});

Deno.test("The last message is one that is still there, somebody's when they are named", () => {
  const past = new Past();
  for (const [seq, from] of ["ada", "bob", "ada", "bob"].entries()) {
    past.take(said("lobby", seq + 1, from));
  }
  past.take({ type: "deleted", room: "lobby", seq: 5, of: 4, from: "bob", at: 0 });
  assertEquals(past.lastSaid("lobby")?.seq, 3);
  assertEquals(past.lastSaid("Lobby", "bob")?.seq, 2);
  assertEquals(past.lastSaid("lobby", "cyd"), undefined);
});

Deno.test("What is not shown is not the last message, whoever said it", () => {
  const past = new Past();
  past.take(said("lobby", 1));
  past.take({ ...said("lobby", 2), text: "", blocked: true });
  past.catchesUp("lobby", 4);
  past.take(said("lobby", 3));
  assertEquals(past.lastSaid("lobby", "bob")?.seq, 1);
  past.take(said("lobby", 4));
  assertEquals(past.lastSaid("lobby", "bob")?.seq, 4);
});

Deno.test("What was fetched and not listed is not shown, and neither is what was cleared away", () => {
  const past = new Past();
  past.take(said("lobby", 5));
  past.precede("lobby", [1, 2, 3, 4].map((seq) => said("lobby", seq)));
  assertEquals(past.shown("lobby").map(({ seq }) => seq), [5]);
  assertEquals([past.said("lobby", 4), past.shownFrom("lobby")], [undefined, 5]);
  past.shownSince("lobby", 3);
  assertEquals(past.shown("lobby").map(({ seq }) => seq), [3, 4, 5]);
  past.cleared();
  assertEquals([past.lastSaid("lobby"), past.shownFrom("lobby")], [undefined, undefined]);
  past.take(said("lobby", 6));
  assertEquals(past.shown("lobby").map(({ seq }) => seq), [6]);
});
