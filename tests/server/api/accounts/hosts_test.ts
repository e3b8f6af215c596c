import { assertEquals, assertMatch } from "@std/assert";
import { addPasskey, byName, signInBy } from "../../../support/passkeys/holder.ts";
import { SoftwareAuthenticator } from "../../../support/passkeys/software_authenticator.ts";
import { claim, expect, PASSWORD } from "../../../support/server/asker.ts";
import { type Address, TestServer } from "../../../support/server/test_server.ts";

const BY_PASSWORD = { confirmation: { password: PASSWORD } };

async function whoIs(server: Address, token: string): Promise<unknown> {
  return (await expect(server, 200, "GET /api/session", { token })).name;
}

Deno.test("At an address that is a number there are no passkeys, and it says why", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const listed = await expect(server, 200, "GET /api/passkeys", { token });
  assertMatch(String(listed.problem), /this address is a number; open the server by its name/);
  assertEquals(listed.host, undefined);
  for (const purpose of ["sign-in", "confirm"]) {
    const body = { for: purpose };
    await expect(server, "403 forbidden", "POST /api/challenges", { token, body });
  }
});

Deno.test("A passkey is for the public address, wherever the request went", async () => {
  const publicUrl = new URL("https://chat.example/");
  await using own = await TestServer.start({ publicUrl });
  const server = { url: (path = "/") => byName(own).url(path), claimCode: own.claimCode };
  const token = await claim(server, "ada");
  const key = await SoftwareAuthenticator.make("https://chat.example");
  await addPasskey(server, token, key, BY_PASSWORD);
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  for (
    const origin of [
      ...["http://chat.example", "https://chat.example:444", "https://chat.example.evil.example"],
      ...["https://evil.example", server.url().origin, "null", ""],
    ]
  ) {
    const clientData = { origin };
    assertMatch(
      await signInBy(server, key, { otherwise: { clientData } }),
      /^bad-passkey: .*page of another site/,
    );
  }
  assertMatch(
    await signInBy(server, key, { otherwise: { host: "localhost" } }),
    /^bad-passkey: .*another host/,
  );
});
