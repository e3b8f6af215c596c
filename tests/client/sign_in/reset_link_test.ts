import { assertEquals, assertMatch } from "@std/assert";
import { readFlags } from "../../../client/flags.ts";
import { followResetLink } from "../../../client/sign_in/reset_link.ts";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { runClient } from "../programs.ts";

const NEW = "battery staple correct";

async function linkFor(server: TestServer, token: string): Promise<string> {
  const { url } = await expect(server, 201, "POST /api/admin/people/bob/reset", {
    token,
    body: {},
  });
  return String(url);
}

Deno.test("A link that sets a password is no room, and its secret stays out of the address", () => {
  const secret = "x".repeat(43);
  const flags = readFlags([`http://chat.example/talk/#reset=${secret}`]);
  if (flags.type !== "chat") throw new Error(flags.type);
  assertEquals([flags.url, flags.reset, flags.room], [
    "http://chat.example/talk/",
    secret,
    "lobby",
  ]);
});

Deno.test("Whoever runs the client with a reset link has a new password, and says something", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  await using ada = await TestClient.enter(server, { token }, "lobby");
  const link = await linkFor(server, token);
  const mute = await runClient([link], "hello\n");
  assertEquals(mute.code, 1);
  assertEquals(mute.stderr, "Cannot set a new password: set HUBBUB_PASSWORD\n");
  const ended = await runClient([link], "hello again\n", { HUBBUB_PASSWORD: NEW });
  assertEquals(ended, { code: 0, stdout: "", stderr: "" });
  const said = await ada.next("said");
  assertEquals([said.from, said.text], ["bob", "hello again"]);
  await signIn(server, "bob", NEW);
  const used = await runClient([link], "once more\n", { HUBBUB_PASSWORD: PASSWORD });
  assertEquals(used.code, 1);
  assertMatch(used.stderr, /^Cannot .*expired.*\n$/);
});

Deno.test("A new password by a link is asked for twice, and nothing is used up unless both are alike", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const secret = (await linkFor(server, token)).split("#reset=")[1]!;
  const asked: string[] = [];
  const answers = (...words: string[]) => (question: string) => {
    asked.push(question);
    return words.shift();
  };
  const follow = (...words: string[]) =>
    followResetLink({ url: server.url().href, secret, given: undefined }, answers(...words));
  const refused = await follow(NEW, PASSWORD).then(() => "", ({ message }) => message);
  assertEquals(refused, "Cannot set a new password: the passwords differ");
  assertEquals(asked, ["New password for bob: ", "New password again: "]);
  assertEquals(await follow(NEW, NEW), { name: "bob", password: NEW });
  await signIn(server, "bob", NEW);
});
