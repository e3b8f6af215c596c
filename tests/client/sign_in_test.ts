import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { greetingOf, signIn } from "../../client/sign_in.ts";
import { Session, SignInError } from "../../client/connection/endpoint.ts";
import { claim, PASSWORD } from "../support/server/asker.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";
import { runClient } from "./programs.ts";

/** Somebody who is asked for secrets, and says these one after the other. */
function says(...secrets: string[]) {
  const asked: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return secrets.shift();
  };
  return { asked, ask };
}

Deno.test("Someone with a claimed name is asked for its password, and again when they mistype it", async () => {
  await using server = await TestServer.start();
  await claim(server, "ada");
  const { asked, ask } = says("corect horse", PASSWORD);
  const session = await signIn(new Session(server.url()), { name: "Ada" }, ask);
  await using ada = await TestClient.connect(server, session);
  assertEquals([ada.name, ada.welcome.guest], ["ada", false]);
  const question = "Password of Ada, or a sign-in code: ";
  assertEquals(asked, [question, question]);
});

Deno.test("Someone who does not know the password is told so in the end", async () => {
  await using server = await TestServer.start();
  await claim(server, "ada");
  for (const secrets of [[], ["a", "b", "c", "d"]]) {
    const { ask, asked } = says(...secrets);
    const error = await assertRejects(
      () => signIn(new Session(server.url()), { name: "ada" }, ask),
      SignInError,
    );
    assertEquals([error.reason, asked.length], ["bad-password", secrets.length > 0 ? 3 : 1]);
  }
});

Deno.test("A guest is asked for nothing, but for the passphrase where there is one", async () => {
  for (const passphrase of [undefined, "mellon"]) {
    await using server = await TestServer.start({
      rules: { signUp: "open", guests: true, passphrase },
    });
    const { asked, ask } = says("mellon");
    const session = await signIn(new Session(server.url()), { name: "ada" }, ask);
    assertEquals(asked.length, passphrase ? 1 : 0);
    await using ada = await TestClient.connect(server, session);
    assertEquals([ada.name, session.name], ["ada", "ada"]);
  }
});

Deno.test("A script gives the password by its environment, and never by its command line", async () => {
  await using server = await TestServer.start();
  await claim(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  const run = (env: Record<string, string>) =>
    runClient([String(server.url()), "--name", "ada"], "hello\n", env);
  const refused = await run({});
  assertEquals(refused.code, 1);
  assertMatch(refused.stderr, /^Cannot sign in: ada is claimed.*\n$/);
  assertEquals((await run({ HUBBUB_PASSWORD: "wrong" })).code, 1);
  assertEquals(await run({ HUBBUB_PASSWORD: PASSWORD }), { code: 0, stdout: "", stderr: "" });
  assertEquals((await bob.next("said")).from, "ada");
});

Deno.test("Someone at a terminal is told what the server is, in harmless lines", async () => {
  const introduction = { title: "Class 7b", welcome: "Hello.\nBe kind.\x1b[2J" };
  await using server = await TestServer.start({ introduction });
  assertEquals(await greetingOf(new Session(server.url())), "Class 7b\nHello.\nBe kind.\u241b[2J");
  await using unnamed = await TestServer.start();
  assertEquals(await greetingOf(new Session(unnamed.url())), "");
  assertEquals(await greetingOf(new Session(server.url("/nowhere/"))), "");
});
