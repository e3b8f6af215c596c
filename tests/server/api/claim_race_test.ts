import { assertEquals } from "@std/assert";
import { Close } from "../../../protocol.ts";
import { type Backing, kvBacking } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { ask, claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Memory in which the first call of a method waits until a test lets it go on. */
async function heldBacking(): Promise<{
  backing: Backing;
  /** Resolves when the method is called. */
  called: Promise<void>;
  release: () => void;
  hold: (object: "accounts" | "sessions", method: "find" | "write") => void;
}> {
  const backing = await kvBacking(MEMORY);
  const { promise: called, resolve: call } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const hold = (object: "accounts" | "sessions", method: "find" | "write") => {
    const target: object = backing[object];
    const original: (...args: unknown[]) => Promise<unknown> = Reflect.get(target, method);
    const first = async (...args: unknown[]) => {
      Reflect.set(target, method, original);
      call();
      await released;
      return await original.apply(target, args);
    };
    Reflect.set(target, method, first);
  };
  return { backing, called, release, hold };
}

Deno.test("A name that somebody comes in by while it is claimed is not claimed", async () => {
  const { backing, called, release, hold } = await heldBacking();
  await using server = await TestServer.start({ backing });
  hold("accounts", "find");
  const claiming = ask(server, "POST /api/accounts", { body: { name: "ada", password: PASSWORD } });
  await called;
  await using ada = await TestClient.connect(server, "ada");
  release();
  const { status, body } = await claiming;
  assertEquals([status, body?.error], [409, "name-taken"]);
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
});

Deno.test("A guest who signs out before their session is stored does not come back by it", async () => {
  const { backing, called, release, hold } = await heldBacking();
  await using server = await TestServer.start({ backing });
  hold("sessions", "write");
  const { token } = await expect(server, 201, "POST /api/session", { body: { name: "bob" } });
  await called;
  const signingOut = expect(server, 204, "DELETE /api/session", { token: String(token) });
  // It is over for everybody at once, and for good when it has been stored.
  await expect(server, "401 no-session", "GET /ws", { token: "x".repeat(43) });
  release();
  await signingOut;
  await expect(server, "401 no-session", "GET /api/session", { token: String(token) });
});

Deno.test("A guest's page goes on as the account's when they sign the guest out or change the password", async () => {
  for (const how of ["sign out", "change password"] as const) {
    for (const by of ["guest", "account"] as const) {
      if (how === "sign out" && by === "account") continue;
      await using server = await TestServer.start();
      await using page = await TestClient.connect(server, "ada");
      const guest = page.welcome.token;
      const account = await claim(server, "ada", { token: guest });
      const token = by === "guest" ? guest : account;
      if (how === "sign out") await expect(server, 204, "DELETE /api/session", { token });
      else {
        const body = { password: PASSWORD, new: "battery staple" };
        await expect(server, 204, "PUT /api/account/password", { token, body });
      }
      assertEquals((await page.ask({ type: "ping" })).type, "pong", `${how} by ${by}`);
      const left = how === "sign out" ? account : token;
      await expect(server, 204, "DELETE /api/session", { token: left });
      assertEquals(await page.closed, Close.Removed);
    }
  }
});

Deno.test("Nobody takes or claims a guest's name in the moment in which their page is loaded anew", async () => {
  await using server = await TestServer.start();
  const ada = await TestClient.enter(server, "ada");
  const { token } = ada.welcome;
  // As a browser does that goes away: anything but a plain goodbye.
  ada.socket.close(3001);
  await ada.closed;
  await expect(server, "409 name-taken", "GET /ws?name=ada");
  await expect(server, "409 name-taken", "POST /api/session", { body: { name: "ada" } });
  const claiming = { name: "аda", password: PASSWORD };
  await expect(server, "409 name-taken", "POST /api/accounts", { body: claiming });
  await using again = await TestClient.connect(server, { token: String(token) });
  assertEquals(again.name, "ada");
});

Deno.test("A guest who says goodbye leaves their name, and so does who signs out", async () => {
  await using server = await TestServer.start();
  for (const isSignedOut of [false, true]) {
    const ada = await TestClient.enter(server, "ada");
    const { token } = ada.welcome;
    if (isSignedOut) await expect(server, 204, "DELETE /api/session", { token: String(token) });
    else ada.socket.close();
    await ada.closed;
    await server.freed("ada");
  }
});

Deno.test("With the code the operator has their name, whoever came by it before, and no other", async () => {
  await using server = await TestServer.start({
    rules: { signUp: "open", guests: true, admin: "boss" },
  });
  await using guest = await TestClient.connect(server, "Boss");
  await using alike = await TestClient.connect(server, "bоss");
  const code = server.claimCode;
  const another = { name: "bоss", password: PASSWORD, claim: code };
  await expect(server, "403 bad-claim", "POST /api/accounts", { body: another });
  const body = { name: "boss", password: PASSWORD, claim: code };
  const { token } = await expect(server, 201, "POST /api/accounts", { body });
  assertEquals([await guest.closed, await alike.closed], [Close.Removed, Close.Removed]);
  await using boss = await TestClient.connect(server, { token: String(token) });
  assertEquals([boss.name, boss.welcome.guest], ["boss", false]);
});
