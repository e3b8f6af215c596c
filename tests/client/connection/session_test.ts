import { assertEquals, assertRejects } from "@std/assert";
import { Account } from "../../../client/connection/account.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Why something was not done. */
async function reasonOf(asked: () => Promise<unknown>): Promise<string> {
  return (await assertRejects(asked, SignInError)).reason;
}

Deno.test("Session claims a name, signs in to it, and knows who it is", async () => {
  await using server = await TestServer.start();
  for (const path of ["/", "/ws", ""]) {
    const nobody = new Session(server.url(path));
    assertEquals(await nobody.whoAmI(), undefined);
    const name = `ada-${path.length}`;
    const { token, guest } = await new Account(nobody).claim({ name, password: PASSWORD });
    assertEquals(guest, false);
    const ada = new Session(server.url(path), { token });
    assertEquals((await ada.whoAmI())?.name, name);
    assertEquals((await nobody.signIn({ name, password: PASSWORD })).name, name);
    await ada.signOut();
    assertEquals(await ada.whoAmI(), undefined);
  }
});

Deno.test("Session signs in as a guest, who can talk", async () => {
  await using server = await TestServer.start();
  const { token, guest } = await new Session(server.url("/ws")).signIn({ name: "Ada" });
  await using ada = await TestClient.connect(server, { token });
  assertEquals([ada.name, guest], ["Ada", true]);
});

Deno.test("Session reports why it was refused", async () => {
  const rules = { signUp: "open", guests: true, passphrase: "mellon" } as const;
  await using server = await TestServer.start({ rules });
  const session = new Session(server.url());
  const passphrase = "mellon";
  assertEquals(await reasonOf(() => session.signIn({ name: "ada" })), "bad-passphrase");
  await new Account(session).claim({ name: "ada", password: PASSWORD, passphrase });
  assertEquals(await reasonOf(() => session.signIn({ name: "ada", passphrase })), "bad-password");
  assertEquals(await reasonOf(() => session.signIn({ name: "a b", passphrase })), "bad-name");
  assertEquals(await reasonOf(() => session.signOut()), "no-session");
});

Deno.test("Session reports a server that is away, also when a proxy answers for it", async () => {
  await using proxy = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("<h1>Please sign in to the hotel</h1>"),
  );
  const url = `http://127.0.0.1:${proxy.addr.port}`;
  assertEquals(await reasonOf(() => new Session(url).whoAmI()), "unreachable");
  const fetch = () => Promise.reject(new TypeError("no network"));
  assertEquals(await reasonOf(() => new Session(url, { fetch }).whoAmI()), "unreachable");
});
