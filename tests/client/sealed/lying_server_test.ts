import { assertEquals, assertRejects } from "@std/assert";
import type { Entry } from "../../../protocol.ts";
import { newSecret, SealedRoom } from "../../../client/sealed.ts";
import { OpenedLog } from "../../../client/sealed/opened_log.ts";
import { RefusedError } from "../../../client/connection.ts";
import { SealedConnection } from "../../../client/sealed/connection.ts";
import { soon } from "../../support/arrivals.ts";
import { joined, said, ScriptedServer, type Visit } from "../connection/support/scripted_server.ts";
import { chatOn } from "../library/chat_on_script.ts";

/** What a connection with the key of a room brings of what a server tells, up to a count of entries. */
async function bringsOf(
  room: SealedRoom,
  script: (visit: Visit) => Promise<void>,
  count: number,
): Promise<Entry[]> {
  await using server = new ScriptedServer();
  const connection = new SealedConnection(server.url, { name: "ada", backoffMs: [1] });
  connection.know(room);
  connection.join(room.name);
  const entries: Entry[] = [];
  const reading = (async () => {
    for await (const event of connection) {
      if ("seq" in event && "at" in event && entries.push(event as Entry) === count) break;
    }
  })();
  const visit = await server.visit();
  visit.welcome();
  await script(visit);
  await soon(reading, `${count} entries`);
  connection.close();
  return entries;
}

Deno.test("No room that a server calls by a private room's name is taken for it", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const sealed = await SealedRoom.of(newSecret());
  const joining = chat.join(`#!${sealed.secret}`);
  const join = await visit.hears("join");
  const other = "@ada,bob";
  visit.tell(
    { ...joined(other, 0), name: sealed.name },
    { ...joined(sealed.name, 0), ref: join.ref! },
  );
  const room = await soon(joining, "the room");
  const saying = room.say("the plan");
  const { room: where, text, id } = await visit.hears("say");
  visit.tell({ type: "stored", room: sealed.name, id: id!, seq: 1 });
  const asked = await visit.hears("history");
  visit.tell({ type: "history", ref: asked.ref!, room: sealed.name, entries: [], more: false });
  await soon(saying, "the message");
  assertEquals([room.name, where, text], [sealed.name, sealed.name, ""]);
  const reading = room.messages();
  visit.tell(said(other, 1), said(sealed.name, 1));
  const { value } = await soon(reading.next(), "a message");
  assertEquals([value?.room, value?.text], [sealed.name, ""]);
  await reading.return();
  await chat[Symbol.asyncDispose]();
});

Deno.test("An edit opens as one of the message that it is shown in, and of no other", async () => {
  const room = await SealedRoom.of(newSecret());
  const sealed = await room.seal({ text: "I did it" }, { from: "eve", id: "e" });
  const log = new OpenedLog(room);
  // It is not Bob's, so it does not open; asked whose it is, a server that lies says whose it suits.
  const find = () => Promise.resolve({ from: "eve", id: "e" });
  const bobs = { ...said(room.name, 1, "bob"), text: "", sealed };
  const edited = {
    type: "edited",
    room: room.name,
    seq: 2,
    of: 1,
    at: 2,
    text: "",
    sealed,
  } as const;
  assertEquals(await log.open(bobs, find), { ...bobs, sealed });
  assertEquals(await log.open({ ...edited, from: "bob" }, find), { ...edited, from: "bob" });
  await log.open({ ...bobs, from: "eve", id: "e" }, find);
  assertEquals(await log.open({ ...edited, from: "bob" }, find), { ...edited, from: "bob" });
  // Nor is it told as if Bob had changed what she said.
  const hers = await log.open({ ...edited, of: 9, from: "bob" }, find);
  const { sealed: _, ...rest } = edited;
  assertEquals(hers, { ...rest, of: 9, from: "eve", text: "I did it" });
});

Deno.test("What a server says is blocked or deleted has no words of its own", async () => {
  const room = await SealedRoom.of(newSecret());
  const good = await room.seal({ text: "hello" }, { from: "bob", id: "bob-1" });
  const entries = await bringsOf(room, async (visit) => {
    await visit.letsJoin(0);
    const at = { room: room.name, at: 1 };
    visit.tell(
      { ...said(room.name, 1), text: "", sealed: good },
      { ...at, type: "edited", seq: 2, of: 1, from: "bob", text: "forged", blocked: true },
      { ...said(room.name, 3), text: "forged", blocked: true },
      { ...said(room.name, 4), text: "forged", deleted: true },
    );
  }, 4);
  assertEquals(entries.map((entry) => "text" in entry && entry.text), ["hello", "", "", ""]);
});

Deno.test("No answer about a private room is taken for one about another, and no topic is plain", async () => {
  await using server = new ScriptedServer();
  const room = await SealedRoom.of(newSecret());
  const connection = new SealedConnection(server.url, { name: "ada" });
  connection.know(room);
  const topics: string[] = [];
  connection.join(room.name);
  const reading = (async () => {
    for await (const event of connection) if (event.type === "joined") topics.push(event.topic);
  })();
  const visit = await server.visit();
  visit.welcome();
  const join = await visit.hears("join");
  visit.tell({ ...joined(room.name, 1), ref: join.ref!, topic: "forged" });
  const asking = connection.ask({ type: "history", room: room.name });
  const { ref } = await visit.hears("history");
  const entries = [said(room.name, 1), said("lobby", 1)];
  visit.tell({ type: "history", ref: ref!, room: "lobby", entries, more: false });
  const answer = await asking;
  const texts = answer.entries.map((entry) => "text" in entry && entry.text);
  assertEquals(texts, ["", ""]);
  connection.close();
  await reading;
  assertEquals(topics, [""]);
});

Deno.test("Nothing is asked of a server for what is looked for in a private room", async () => {
  await using server = new ScriptedServer();
  const room = await SealedRoom.of(newSecret());
  const connection = new SealedConnection(server.url, { name: "ada" });
  connection.know(room);
  const visit = await server.visit();
  visit.welcome();
  const asking = connection.ask({ type: "search", room: room.name, q: "the plan" });
  await assertRejects(() => asking, RefusedError, "would learn what you look for");
  connection.close();
});
