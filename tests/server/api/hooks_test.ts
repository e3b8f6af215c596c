import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Said } from "../../../protocol.ts";
import { ask, claim, claimAdmin, expect } from "../../support/server/asker.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { upload } from "../../support/server/uploads.ts";

/** Makes a hook, and gives its address. */
async function makeHook(
  server: TestServer,
  token: string,
  { room = "lobby", name = "alerts", calls = false } = {},
): Promise<{ id: string; url: URL }> {
  const body = { name, calls };
  const made = await expect(server, 201, `POST /api/rooms/${room}/hooks`, { token, body });
  return { id: String(made.id), url: new URL(String(made.url)) };
}

interface Sent {
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** What a hook answers: the status and the body. */
async function send(url: URL, body: string, { type, headers }: Sent = {}): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": type ?? "application/json", ...headers },
  });
  return `${response.status} ${response.headers.get("content-type")} ${await response.text()}`;
}

const OK = "200 text/plain ok";

async function saidIn(client: TestClient, room = "lobby"): Promise<Said[]> {
  const history = await client.ask({ type: "history", room });
  if (history.type !== "history") throw new Error("no entries");
  return history.entries.filter((entry) => entry.type === "said");
}

Deno.test("What a tool sends to a hook is said in its room, as the hook, whatever name it gives", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const { url } = await makeHook(server, ada);
  await using bob = await TestClient.enter(server, "bob");
  const body = JSON.stringify({ text: "*up* <https://a.example|again> @bob", username: "ada" });
  assertEquals(await send(url, body), OK);
  const said = await bob.next("said");
  assertEquals([said.from, said.text, said.bot], [
    "alerts",
    "**up** again (https://a.example) @\u2060bob",
    true,
  ]);
  assertEquals(await send(url, "plain", { type: "text/plain" }), OK);
  assertEquals((await bob.next("said")).text, "plain");
  const form = new URLSearchParams({ payload: '{"text":"form"}' }).toString();
  assertEquals(await send(url, form, { type: "application/x-www-form-urlencoded" }), OK);
  assertEquals((await bob.next("said")).text, "form");
});

Deno.test("A hook mentions people only if it was made for that", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const { url: quiet } = await makeHook(server, ada);
  const { url: loud } = await makeHook(server, ada, { name: "pager", calls: true });
  const bob = await claim(server, "bob");
  const mentions = async () => {
    await using client = await TestClient.connect(server, { token: bob });
    return client.welcome.rooms.find(({ room }) => room === "lobby")?.mentions;
  };
  await using client = await TestClient.enter(server, { token: bob });
  client.send({ type: "read", room: "lobby", seq: 0 });
  await send(quiet, '{"text":"<!here> @bob"}');
  await client.next("said");
  assertEquals(await mentions(), 0);
  await send(loud, '{"text":"@bob"}');
  await client.next("said");
  assertEquals(await mentions(), 1);
});

Deno.test("Hooks are for moderators of rooms, and of no direct room", async () => {
  await using server = await TestServer.start();
  await claimAdmin(server, "root-ada");
  const ada = await claim(server, "ada");
  const bob = await claim(server, "bob");
  await using owner = await TestClient.enter(server, { token: ada }, "den");
  const body = { name: "alerts" };
  for (
    const [token, room, expected] of [
      [bob, "den", "403 forbidden"],
      [bob, "lobby", "403 forbidden"],
      [ada, "@ada,bob", "403 forbidden"],
      [ada, "@bob,eve", "404 not-found"],
      [ada, "nowhere", "404 not-found"],
      [undefined, "den", "401 no-session"],
    ] as const
  ) {
    const path = `/api/rooms/${encodeURIComponent(room)}/hooks`;
    await expect(server, expected, `POST ${path}`, { token, body });
    await expect(server, expected, `GET ${path}`, { token });
    await expect(server, expected, `DELETE ${path}/x`, { token });
  }
  await owner.ask({ type: "access", room: "den", access: "hidden" });
  await expect(server, "404 not-found", "POST /api/rooms/den/hooks", { token: bob, body });
  const { id, url } = await makeHook(server, ada, { room: "den" });
  // It speaks in the room that it is for, though nobody invited it.
  assertEquals(await send(url, '{"text":"psst"}'), OK);
  assertEquals((await owner.next("said")).text, "psst");
  const { hooks } = await expect(server, 200, "GET /api/rooms/den/hooks", { token: ada });
  assertEquals(JSON.stringify(hooks).includes(url.pathname.split("/").at(-1)!), false);
  await expect(server, 204, `DELETE /api/rooms/den/hooks/${id}`, { token: ada });
  assertEquals((await send(url, '{"text":"gone"}')).slice(0, 3), "404");
});

Deno.test("A hook's name is no person's, and hooks of one name are one until the last is deleted", async () => {
  await using server = await TestServer.start();
  const root = await claimAdmin(server, "root-ada");
  const ada = await claim(server, "ada");
  await using _den = await TestClient.enter(server, { token: ada }, "den");
  await using _gus = await TestClient.connect(server, "gus");
  for (const name of ["ada", "Аda", "gus", "admin"]) {
    const answered = await ask(server, "POST /api/rooms/lobby/hooks", {
      token: root,
      body: { name },
    });
    assertEquals(answered.status, name === "admin" ? 400 : 409, name);
  }
  const first = await makeHook(server, root);
  const second = await makeHook(server, ada, { room: "den" });
  const lookalike = { token: root, body: { name: "aIerts" } };
  await expect(server, "409 name-taken", "POST /api/rooms/lobby/hooks", lookalike);
  const asked = { body: { name: "alerts", password: "correct horse" } };
  await expect(server, "409 name-taken", "POST /api/accounts", asked);
  await expect(server, 204, `DELETE /api/rooms/lobby/hooks/${first.id}`, { token: root });
  await expect(server, "409 name-taken", "POST /api/accounts", asked);
  await expect(server, 204, `DELETE /api/rooms/den/hooks/${second.id}`, { token: ada });
  await claim(server, "alerts");
});

Deno.test("What cannot be read gets 400 and one line, and what is sent too fast 429 and a time", async () => {
  await using server = await TestServer.start({
    limits: { total: 100, perAddress: 100, perPerson: 10 },
  });
  const ada = await claimAdmin(server, "ada");
  const { url } = await makeHook(server, ada);
  for (const body of ["{", "{}", "[]", ""]) {
    const answered = await send(url, body);
    assert(answered.startsWith("400 "), answered);
    assert(!answered.includes("\n"));
  }
  const form = new FormData();
  form.set("text", "hi");
  const parts = await fetch(url, { method: "POST", body: form });
  assertStringIncludes(await parts.text(), "a form must be application/x-www-form-urlencoded");
  const long = JSON.stringify({ text: "x".repeat(2_000_000) });
  const refused = await fetch(url, { method: "POST", body: long });
  assertEquals(refused.status, 413);
  // The connection is ended, as nobody reads the rest.
  await refused.body?.cancel();
  let last: Response | undefined;
  for (let i = 0; i < 200 && last?.status !== 429; i++) {
    await last?.body?.cancel();
    last = await fetch(url, {
      method: "POST",
      body: "x",
      headers: { "content-type": "text/plain" },
    });
  }
  assertEquals(last?.status, 429);
  assert(Number(last?.headers.get("retry-after")) >= 1);
  assertStringIncludes(
    await last!.text(),
    "Cannot say: too many requests at once, try again later",
  );
});

Deno.test("A delivery that is sent again is said once", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const { url } = await makeHook(server, ada, { name: "github" });
  const github = new URL(`${url.pathname}/github`, url);
  await using bob = await TestClient.enter(server, "bob");
  const body = JSON.stringify({
    zen: "Keep it logically awesome.",
    repository: { full_name: "a/b" },
  });
  const headers = { "x-github-event": "ping", "x-github-delivery": "72d3162e-cc78-11e3" };
  assertEquals(await send(github, body, { headers }), OK);
  assertEquals(await send(github, body, { headers }), OK);
  const again = { ...headers, "x-github-delivery": "72d3162e-cc78-11e4" };
  assertEquals(await send(github, body, { headers: again }), OK);
  assertEquals((await saidIn(bob)).length, 2);
  assertEquals((await send(github, body)).slice(0, 3), "400");
});

Deno.test("A hook's secret is not in the store, the hook outlasts a restart, and ends with its room", async () => {
  await using file = await StoreFile.make();
  const start = () => TestServer.start({ store: file.path });
  let pathname = "";
  let token = "";
  {
    await using server = await start();
    token = await claim(server, "ada");
    await using _owner = await TestClient.enter(server, { token }, "den");
    ({ url: { pathname } } = await makeHook(server, token, { room: "den" }));
  }
  const secret = pathname.split("/").at(-1)!;
  const kept = new TextDecoder("latin1").decode(await Deno.readFile(file.path));
  assertEquals(kept.includes(secret), false);
  await using server = await start();
  await using owner = await TestClient.enter(server, { token }, "den");
  assertEquals(await send(server.url(pathname), '{"text":"still here"}'), OK);
  assertEquals((await owner.next("said")).text, "still here");
  await owner.ask({ type: "close", room: "den" });
  assertEquals((await send(server.url(pathname), '{"text":"gone"}')).slice(0, 3), "404");
  // Whoever makes a room of that name has another, without hooks.
  await owner.join("den");
  assertEquals((await send(server.url(pathname), '{"text":"gone"}')).slice(0, 3), "404");
  await claim(server, "alerts");
});

Deno.test("Moderators ban a hook as a person", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const { url } = await makeHook(server, ada);
  await using owner = await TestClient.enter(server, { token: ada });
  await owner.ask({ type: "ban", room: "lobby", name: "alerts" });
  assertEquals((await send(url, '{"text":"unheard"}')).slice(0, 3), "403");
});

Deno.test("A picture that a tool sends is told as a link, and nobody gets it for them", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const { url } = await makeHook(server, ada);
  await using bob = await TestClient.enter(server, "bob");
  const asked: string[] = [];
  await using pictures = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      asked.push(request.url);
      return new Response("a picture");
    },
  );
  const at = (name: string) => `http://127.0.0.1:${pictures.addr.port}/${name}.png`;
  const section = { type: "section", text: { type: "mrkdwn", text: "look" } };
  const sent: [name: string, payload: unknown][] = [
    ["image", { attachments: [{ fallback: "a cat", image_url: at("image") }] }],
    ["thumb", { attachments: [{ text: "a cat", thumb_url: at("thumb") }] }],
    ["block", { blocks: [{ type: "image", image_url: at("block"), alt_text: "a cat" }] }],
    ["accessory", {
      blocks: [{ ...section, accessory: { type: "image", image_url: at("accessory") } }],
    }],
    ["embed", { embeds: [{ title: "a cat", image: { url: at("embed") } }] }],
    ["thumbnail", { embeds: [{ title: "a cat", thumbnail: { url: at("thumbnail") } }] }],
    ["text", { text: `a cat ${at("text")}` }],
  ];
  for (const [name, payload] of sent) {
    assertEquals(await send(url, JSON.stringify(payload)), OK);
    const said = await bob.next("said");
    assertStringIncludes(said.text, at(name), name);
    assertEquals("files" in said, false);
  }
  // A hook has uploaded nothing, so it sends no file of anybody's.
  const token = await claim(server, "cat-owner");
  const { id } = await upload(server, "a cat", { token });
  assertEquals(await send(url, JSON.stringify({ text: "mine", files: [id] })), OK);
  assertEquals("files" in await bob.next("said"), false);
  assertEquals(asked, []);
});
