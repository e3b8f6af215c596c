import { assertEquals } from "@std/assert";
import { backingOver } from "../../../server/backing.ts";
import { claim, expect, signIn } from "../../support/server/asker.ts";
import { summary } from "../../support/hub/log.ts";
import { SharedFile } from "../../support/store/shared_file.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("Over HTTP somebody is blocked on open sockets, too, listed, and heard again", async () => {
  await using server = await TestServer.start({ now: () => 7 });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  const token = ada.welcome.token!;
  const body = { name: "Bob" };
  await expect(server, 204, "POST /api/blocks", { token, body });
  await expect(server, 204, "POST /api/blocks", { token, body });
  assertEquals(await expect(server, 200, "GET /api/blocks", { token }), {
    blocks: [{ name: "Bob", at: 7 }],
  });
  bob.say("lobby", "boo");
  assertEquals((await ada.next("said")).blocked, true);
  await expect(server, 204, "DELETE /api/blocks/BOB", { token });
  await expect(server, "404 not-found", "DELETE /api/blocks/bob", { token });
  bob.say("lobby", "hello");
  assertEquals(await ada.texts(1), ["hello"]);
  await expect(server, "403 forbidden", "POST /api/blocks", { token, body: { name: "ADA" } });
  await expect(server, "400 bad-name", "POST /api/blocks", { token, body: { name: "a b" } });
});

Deno.test("A block and the direct rooms that were left outlast a restart", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const tokens: string[] = [];
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.connect(server, "ada");
    await using bob = await TestClient.connect(server, "bob");
    await using eve = await TestClient.connect(server, "eve");
    for (const who of [bob, eve]) {
      who.send({ type: "say", to: "ada", id: who.name, text: "hi" });
      await ada.next("said");
    }
    await ada.ask({ type: "block", name: "bob" });
    await ada.ask({ type: "leave", room: "@ada,eve" });
    tokens.push(...[ada, bob, eve].map(({ welcome }) => welcome.token!));
  }
  await using server = await TestServer.start({ store });
  await using ada = await TestClient.connect(server, { token: tokens[0]! });
  assertEquals(ada.welcome.rooms, [summary("lobby")]);
  await using bob = await TestClient.connect(server, { token: tokens[1]! });
  await using eve = await TestClient.connect(server, { token: tokens[2]! });
  bob.send({ type: "say", to: "ada", id: "2", text: "boo" });
  await bob.next("said");
  eve.send({ type: "say", to: "ada", id: "2", text: "are you there?" });
  const said = await ada.next("said");
  assertEquals([said.room, said.seq, said.text], ["@ada,eve", 2, "are you there?"]);
});

Deno.test("Who blocks somebody on one server hears nothing of them on another", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const token = await claim(ours, "ada");
  await using ada = await TestClient.connect(theirs, { token });
  await ada.join("lobby");
  await using bob = await TestClient.connect(theirs, { token: await signIn(theirs, "bob") });
  await bob.join("lobby");
  await expect(ours, 204, "POST /api/blocks", { token, body: { name: "bob" } });
  // Each hears of it with a tick.
  for (let i = 0;; i++) {
    bob.say("lobby", `${i}`);
    if ((await ada.next("said")).blocked) break;
  }
});
