import { assert, assertEquals, assertRejects } from "@std/assert";
import { CutError, RefusedError, SignInError } from "../../../client.ts";
import { openChat } from "../../../client/library/open.ts";
import { soon } from "../../support/arrivals.ts";
import { said, ScriptedServer } from "../../client/connection/support/scripted_server.ts";
import { chatOn } from "./chat_on_script.ts";

Deno.test("What is said while there is no connection is stored once there is one", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(7);
  const lobby = await soon(joining, "the room");
  visit.cut();
  const hello = lobby.say("hello");
  const later = await server.visit();
  later.welcome();
  // From where it was: after the newest entry that there was when it joined.
  assertEquals((await later.letsJoin(7)).after, 7);
  const { id } = await later.hears("say");
  later.tell(said("lobby", 8, "ada", id));
  assertEquals((await soon(hello, "what was stored")).seq, 8);
  await chat[Symbol.asyncDispose]();
});

Deno.test("A message that was stored before the cut is found in the log", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const hello = chat.to("bob").say("hello");
  const { id = "" } = await visit.hears("say");
  visit.cut();
  const later = await server.visit();
  later.welcome();
  await later.hears("say");
  later.tell({ type: "stored", room: "@ada,bob", id, seq: 3 });
  const { ref, type } = await later.hears("history");
  const entries = [said("@ada,bob", 3, "ada", id)];
  later.tell({
    type: "history",
    ...(ref !== undefined && { ref }),
    room: "@ada,bob",
    entries,
    more: false,
  });
  const { room, seq, at, text } = await soon(hello, "what was stored");
  assertEquals([type, room, seq, at, text], [
    "history",
    "@ada,bob",
    3,
    1_700_000_000_003,
    "text 3",
  ]);
  await chat[Symbol.asyncDispose]();
});

Deno.test("History is asked for again after a cut, and when the server wants it slower", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(2);
  const lobby = await soon(joining, "the room");
  const reading = Array.fromAsync(lobby.history(), ({ seq }) => seq);
  await visit.hears("history");
  visit.cut();
  const later = await server.visit();
  later.welcome();
  await later.letsJoin(2);
  const refused = { type: "refused", reason: "too-fast", message: "Slower", retry: 1 } as const;
  later.tell({ ...refused, ref: (await later.hears("history")).ref });
  const { ref } = await later.hears("history");
  const entries = [said("lobby", 1), said("lobby", 2)];
  later.tell({ type: "history", ref, room: "lobby", entries, more: false });
  assertEquals(await soon(reading, "history"), [2, 1]);
  await chat[Symbol.asyncDispose]();
});

Deno.test("Who is disposed of first has stored what was said without waiting for it", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const hello = chat.to("bob").say("hello");
  const disposed = chat[Symbol.asyncDispose]();
  const { id } = await visit.hears("say");
  visit.tell(said("@ada,bob", 1, "ada", id));
  await soon(disposed, "the end");
  assertEquals((await hello).seq, 1);
  assertEquals(await visit.closed(), 1000);
});

Deno.test("Who is disposed of with something unsaid says so, and does not wait for ever", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server, { patience: 2_000 });
  // Nobody waits for these: that they failed is told by the end, and only there.
  chat.to("bob").say("one");
  chat.to("bob").say("two");
  await visit.hears("say");
  const error = await assertRejects(() => soon(chat[Symbol.asyncDispose](), "the end"), CutError);
  assertEquals(error.reason, "unsent");
  assert(error.message.startsWith("2 messages or changes were not stored within 2 s"));
});

Deno.test("A signal ends everything at once: what waits rejects with its reason", async () => {
  await using server = new ScriptedServer();
  const stop = new AbortController();
  const { chat, visit } = await chatOn(server, { signal: stop.signal });
  const joining = chat.join("lobby");
  await visit.letsJoin(0);
  const lobby = await soon(joining, "the room");
  const waiting = [
    lobby.say("hello"),
    lobby.messages().next(),
    chat.join("kitchen"),
    Array.fromAsync(lobby.history()),
  ];
  await visit.hears("history");
  const why = new Error("enough");
  stop.abort(why);
  const settled = await soon(Promise.allSettled(waiting), "all that waits");
  for (const [index, end] of settled.entries()) {
    assert(end.status === "rejected", `${index} was fulfilled`);
    assertEquals(end.reason, why, `${index}`);
  }
  await soon(chat[Symbol.asyncDispose](), "the end");
});

Deno.test("A signal of one call gives up that call alone", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(0);
  const lobby = await soon(joining, "the room");
  const stop = new AbortController();
  const { signal } = stop;
  const waiting = [
    lobby.messages({ signal }).next(),
    chat.join("kitchen", { signal }),
    lobby.say("never mind", { signal }),
    chat.events({ signal }).next(),
    Array.fromAsync(lobby.history({ signal })),
  ];
  await visit.hears("history");
  stop.abort("enough");
  for (const end of await soon(Promise.allSettled(waiting), "all that waits")) {
    assertEquals(end, { status: "rejected", reason: "enough" });
  }
  assertEquals(chat.status.state, "open");
  await chat[Symbol.asyncDispose]();
});

Deno.test("Somebody who is removed from a room reads what was said before, and then why", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(0);
  const lobby = await soon(joining, "the room");
  visit.tell(said("lobby", 1), { type: "left", room: "lobby", reason: "kicked" });
  const messages = lobby.messages();
  assertEquals((await soon(messages.next(), "a message")).value?.text, "text 1");
  const error = await assertRejects(() => soon(messages.next(), "the end"), CutError);
  assertEquals(error.reason, "kicked");
  await chat[Symbol.asyncDispose]();
});

Deno.test("A room has one reader at a time", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(0);
  const lobby = await soon(joining, "the room");
  const first = lobby.messages().next();
  await assertRejects(() => lobby.messages().next(), Error, "has a reader already");
  lobby.leave();
  assertEquals((await soon(first, "the end")).done, true);
  await visit.hears("leave");
  await chat[Symbol.asyncDispose]();
});

Deno.test("Who cannot reach a server hears so, when patience ends", async () => {
  const server = new ScriptedServer();
  const { url } = server;
  await server[Symbol.asyncDispose]();
  const opening = openChat(url, { name: "ada", patience: 30 }, { backoffMs: [1] });
  const error = await assertRejects(() => soon(opening, "an end"), SignInError);
  assertEquals(error.reason, "unreachable");
});

Deno.test("A log that is another one since is read from its beginning", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joining = chat.join("lobby");
  await visit.letsJoin(5);
  const lobby = await soon(joining, "the room");
  const messages = lobby.messages();
  visit.tell(said("lobby", 6));
  assertEquals((await soon(messages.next(), "a message")).value?.seq, 6);
  visit.cut();
  const later = await server.visit();
  later.welcome();
  await later.letsJoin(1, { epoch: "e2", reset: true });
  later.tell(said("lobby", 1));
  assertEquals((await soon(messages.next(), "a message")).value?.seq, 1);
  await chat[Symbol.asyncDispose]();
});

Deno.test("A signal ends a connect that waits for a server", async () => {
  const server = new ScriptedServer();
  const { url } = server;
  await server[Symbol.asyncDispose]();
  const stop = new AbortController();
  const opening = openChat(url, { name: "ada", signal: stop.signal }, { backoffMs: [1] });
  stop.abort("enough");
  const [end] = await soon(Promise.allSettled([opening]), "an end");
  assertEquals(end, { status: "rejected", reason: "enough" });
});

Deno.test("A sign-in that is refused for now says when it may be tried again", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () =>
      Response.json({ error: "too-many", message: "Too often" }, {
        status: 429,
        headers: { "retry-after": "7" },
      }),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const signing = openChat(url, { name: "ada", password: "a long password" });
  const error = await assertRejects(() => soon(signing, "an end"), SignInError, "Too often");
  assertEquals([error.reason, error.retry, error.asked], [
    "too-many",
    7_000,
    { type: "sign-in", name: "ada" },
  ]);
});

Deno.test("Whoever joins a room twice at once hears twice why it is refused", async () => {
  await using server = new ScriptedServer();
  const { chat, visit } = await chatOn(server);
  const joins = [chat.join("vault"), chat.join("Vault")];
  const { ref } = await visit.hears("join");
  visit.tell({ type: "refused", ref, reason: "forbidden", message: "Not for you" });
  for (const end of await soon(Promise.allSettled(joins), "both ends")) {
    assert(end.status === "rejected" && end.reason instanceof RefusedError);
    assertEquals(end.reason.asked.room, "vault");
  }
  await chat[Symbol.asyncDispose]();
});
