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
