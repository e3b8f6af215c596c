import { assertEquals } from "@std/assert";
import { signIn } from "../../../client/sign_in.ts";
import { Session } from "../../../client/connection/endpoint.ts";
import {
  addPasskey,
  authenticatorAt,
  byName,
  confirmation,
} from "../../support/passkeys/holder.ts";
import { claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("Someone whose account needs a passkey, or has no password, comes into a terminal by a code", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, { confirmation: { password: PASSWORD } });
  const makeCode = async () =>
    String((await expect(server, 201, "POST /api/account/code", { token })).code);
  const enter = async (...secrets: string[]) => {
    const asked: string[] = [];
    const session = await signIn(new Session(own.url()), { name: "ada" }, (question) => {
      asked.push(question);
      return secrets.shift();
    });
    await using ada = await TestClient.connect(own, session);
    assertEquals([ada.name, ada.welcome.guest], ["ada", false]);
    return asked;
  };
  const [password, code] = [
    "Password of ada, or a sign-in code: ",
    "Sign-in code of ada, from the page: ",
  ];
  const on = { on: true, password: PASSWORD };
  await expect(server, 204, "PUT /api/account/second-factor", { token, body: on });
  assertEquals(await enter(PASSWORD, await makeCode()), [password, code]);
  const body = await confirmation(server, token, key);
  await expect(server, 204, "DELETE /api/account/password", { token, body });
  assertEquals(await enter((await makeCode()).toLowerCase()), [password]);
});
