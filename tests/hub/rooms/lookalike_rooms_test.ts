import { assertEquals } from "@std/assert";
import { Lookalikes } from "../../../hub/rooms/lookalikes.ts";
import { COMMANDS } from "../../support/hub/commands.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** `lobby` with a Cyrillic о, with a zero, with a Lisu letter. */
const LIKE_LOBBY = ["lоbby", "l0bby", "ꓡobby", "LОBBY"];

/** What somebody is answered who joins a room: its name, or why not. */
async function joins(chat: HeldHub, who: Listener, room: string): Promise<string> {
  const answer = await chat.answers(who, { type: "join", room });
  if (answer.type === "joined") return answer.room;
  return answer.type === "refused" ? `${answer.reason}: ${answer.message}` : answer.type;
}

Deno.test("No room is made beside one that it looks like", async () => {
  await using chat = await OpenHub.with("Kitchen");
  const eve = await chat.connects("eve");
  for (const room of LIKE_LOBBY) {
    assertEquals(
      await joins(chat, eve, room),
      "forbidden: Cannot join: its name looks like that of lobby",
    );
  }
  const answer = await joins(chat, eve, "kіtchen");
  assertEquals(answer, "forbidden: Cannot join: its name looks like that of Kitchen");
  assertEquals(await joins(chat, eve, "LOBBY"), "lobby");
  assertEquals(await joins(chat, eve, "lobbyist"), "lobbyist");
  // To ask anything else of a room that is not there is answered as ever.
  assertEquals(await chat.refuses(eve, COMMANDS.who("lоbby")!), "no-such-room");
});

Deno.test("Rooms that are there already go on, whatever they look like", async () => {
  await using chat = await OpenHub.with("den", "dеn");
  const ada = await chat.connects("ada");
  assertEquals(await joins(chat, ada, "den"), "den");
  assertEquals(await joins(chat, ada, "dеn"), "dеn");
});

Deno.test("Nobody learns by a name that looks like it that there is a hidden room", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "vault");
  await chat.does(ada, { type: "access", room: "vault", access: "hidden" });
  const eve = await chat.connects("eve");
  assertEquals(await joins(chat, eve, "vаult"), "vаult");
  // Now that there is another, which all know of, it can't come out.
  const answer = await chat.answers(ada, { type: "access", room: "vault", access: "open" });
  assertEquals(
    answer.type === "refused" && answer.message,
    "Cannot change who has access: its name looks like that of vаult",
  );
});

Deno.test("A room that was closed leaves its name, and what looks like it, to others", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "den");
  await chat.does(ada, { type: "close", room: "den" });
  assertEquals(await joins(chat, await chat.connects("eve"), "dеn"), "dеn");
});

Deno.test("Of two rooms that look alike and are made at once, one is made", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  const eve = await chat.connects("eve");
  const hold = chat.ground.journal.hold();
  const answers = [joins(chat, ada, "den"), joins(chat, eve, "dеn")];
  hold[Symbol.dispose]();
  const [first, second] = await Promise.all(answers);
  assertEquals([first, second], ["den", "forbidden: Cannot join: its name looks like that of den"]);
});

Deno.test("Of two hidden rooms that look alike, or have one name, and are opened at once, one is", async () => {
  for (const other of ["dеn", "den"]) {
    await using chat = await OpenHub.with();
    const people = [await chat.connects("ada"), await chat.connects("eve")] as const;
    for (const [i, room] of ["den", other].entries()) {
      await joins(chat, people[i]!, room);
      await chat.does(people[i]!, { type: "access", room, access: "hidden" });
    }
    const hold = chat.ground.policies.holdChanges();
    const [first, second] = ["den", other].map((room, i) =>
      chat.answers(people[i]!, { type: "access", room, access: "open" })
    );
    hold[Symbol.dispose]();
    assertEquals((await first)?.type, "done");
    assertEquals((await second)?.type, "refused");
  }
});

Deno.test("Names are found by what looks like them, and never by themselves", () => {
  const names = new Lookalikes();
  for (const name of ["Den", "dеn", "d3n", "νan"]) names.add(name);
  assertEquals([...names.of("den")], ["dеn"]);
  assertEquals([...names.of("DEN")], ["dеn"]);
  assertEquals([...names.of("nan")], ["νan"]);
  assertEquals([...names.of("van")], ["νan"]);
  assertEquals([...names.of("lobby")], []);
  names.delete("dеn");
  assertEquals([...names.of("den")], []);
  assertEquals([...names.of("nan")], ["νan"]);
});
