import { assertEquals } from "@std/assert";
import { connect } from "../../../client.ts";
import { claim, expect } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("A program asks who somebody is, and is told nothing of who is nobody", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const body = { display: "Ada Lovelace", status: { text: "Writing" } };
  await expect(server, 200, "PUT /api/account/profile", { token, body });
  await using chat = await connect(server.url(), { name: "echo" });
  assertEquals(await chat.person("ada"), { name: "ada", ...body });
  assertEquals(await chat.person("echo"), { name: "echo", guest: true });
  assertEquals(await chat.person("nobody"), undefined);
});

Deno.test("What somebody says alone who was renamed is read by either of their names", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const bob = await connect(server.url(), { name: "bob" });
  await bob.to("ada").say("I am bob");
  const { token = "" } = bob;
  await bob[Symbol.asyncDispose]();
  await expect(server, 200, "PUT /api/session/name", { token, body: { name: "eve" } });
  await using eve = await connect(server.url(), { token });
  for (const name of ["bob", "eve"]) {
    await using later = await connect(server.url(), { token: ada.token ?? "" });
    const messages = later.to(name).messages();
    const next = messages.next();
    await eve.to("ada").say(`I was bob, ${name}`);
    const { value } = await next;
    assertEquals([value?.from, value?.text], ["eve", `I was bob, ${name}`]);
  }
});
