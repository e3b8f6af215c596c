import { assertEquals, assertMatch } from "@std/assert";
import { readFlags } from "../../../client/flags.ts";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { runClient } from "../programs.ts";

Deno.test("An invitation in the address is no room, and stays out of the address", () => {
  const secret = "x".repeat(43);
  const flags = readFlags([`http://chat.example/talk/#invite=${secret}`]);
  if (flags.type !== "chat") throw new Error(flags.type);
  const { url, invite, room } = flags;
  assertEquals([url, invite, room], ["http://chat.example/talk/", secret, "lobby"]);
  const other = readFlags(["http://chat.example/#invite"]);
  assertEquals(other.type === "chat" && [other.room, other.invite], ["invite", undefined]);
});

Deno.test("Whoever runs the client with a link is let into its room, and says something there", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "class");
  await ada.ask({ type: "access", room: "class", access: "hidden" });
  const made = await expect(server, 201, "POST /api/invites", { token, body: { room: "class" } });
  const link = String(made.url);
  const ended = await runClient([link, "--name", "gus"], "hello from a pipe\n");
  assertEquals(ended, { code: 0, stdout: "", stderr: "" });
  assertEquals((await ada.next("said")).text, "hello from a pipe");
  const again = await runClient([link, "--name", "max"], "me, too\n");
  assertEquals([again.code, again.stdout], [1, ""]);
  assertMatch(again.stderr, /^Cannot use invitation: invalid or expired invitation\n$/);
});

Deno.test("Whoever runs the client with an invitation to the server has an account then", async () => {
  const rules = { signUp: "invite", guests: false } as const;
  await using server = await TestServer.start({ rules });
  const token = await claimAdmin(server, "ada");
  const { url } = await expect(server, 201, "POST /api/invites", { token });
  const link = [String(url), "--name", "bob"];
  const mute = await runClient(link, "hello\n");
  assertEquals(mute.code, 1);
  assertMatch(mute.stderr, /HUBBUB_PASSWORD/);
  const ended = await runClient(link, "hello\n", { HUBBUB_PASSWORD: PASSWORD });
  assertEquals(ended, { code: 0, stdout: "", stderr: "" });
  await signIn(server, "bob", PASSWORD);
});
