import { assert, assertEquals } from "@std/assert";
import { ask, claimAdmin, PASSWORD } from "../../support/server/asker.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";

const PASSPHRASE = "open sesame, and quietly";
const TEXT = "what nobody else is to read";
const WRONG = "a password that somebody mistyped";
const FORGED = "a-token-that-nobody-was-given";

Deno.test("No token, password, passphrase or message is in what a server prints or notes", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await using server = await ServerProcess.open({ store, env: { PASSPHRASE } });
  const passphrase = PASSPHRASE;
  const admin = await claimAdmin(server, "ada", { body: { passphrase } });
  const again = await signInWith({ name: "ada", password: PASSWORD, passphrase });
  const guest = await signInWith({ name: "bob", passphrase });
  const { body: invited } = await ask(server, "POST /api/invites", { token: admin });
  const usedCode = await newCode();
  const byCode = await signInWith({ name: "ada", password: usedCode, passphrase });
  const code = await newCode();

  async function newCode(): Promise<string> {
    const { status, body } = await ask(server, "POST /api/account/code", { token: admin });
    assertEquals(status, 201);
    return String(body?.code);
  }

  async function signInWith(body: Record<string, string>): Promise<string> {
    const answered = await ask(server, "POST /api/session", { body });
    assertEquals(answered.status, 201, JSON.stringify(answered.body));
    return String(answered.body?.token);
  }

  // All that can go wrong with a secret in hand.
  await ask(server, "POST /api/session", { body: { name: "ada", password: WRONG, passphrase } });
  await ask(server, "POST /api/session", { body: { name: WRONG, password: WRONG, passphrase } });
  await ask(server, "POST /api/session", { body: { name: "eve", passphrase: WRONG } });
  for (const password of [usedCode, code.toLowerCase(), code]) {
    await ask(server, "POST /api/session", { body: { name: "ada", password } });
    await ask(server, "POST /api/session", { body: { name: "bob", password, passphrase } });
    await ask(server, "POST /api/session", { body: { name: password, password, passphrase } });
  }
  await ask(server, "GET /api/sessions", { token: code });
  await ask(server, `GET /ws?name=${code}&token=${code}`, { headers: { origin: "x" } });
  await ask(server, "GET /api/sessions", { token: FORGED });
  await ask(server, "GET /api/sessions", { cookie: FORGED });
  await ask(server, `GET /ws?name=${FORGED}&token=${FORGED}`, { headers: { origin: "x" } });
  await ask(server, "PUT /api/account/password", {
    token: admin,
    body: { password: WRONG, new: PASSWORD },
  });
  {
    await using ada = await TestClient.connect(server, { token: admin });
    await ada.join("lobby");
    ada.say("lobby", TEXT);
    await ada.next("said");
    ada.socket.send(`{"type":"say","room":"lobby","text":"${TEXT}"`);
    await ada.next("refused");
    ada.socket.send(new TextEncoder().encode(TEXT));
    await ada.closed;
    using rude = await RawClient.ask(server, "/ws", { authorization: `Bearer ${guest}` });
    await rude.sendFrame(5, new TextEncoder().encode(TEXT));
  }
  const { body: audit } = await ask(server, "GET /api/audit", { token: admin });
  server.signal("SIGTERM");
  const { stdout, stderr } = await server.ended();

  const noted = JSON.stringify(audit);
  assert(/sign-in-failed/.test(noted), "there is something to find");
  const codes = [usedCode, code].flatMap((code) => [code, code.replace("-", "")]);
  const secrets = [admin, again, guest, byCode, invited?.invite, PASSWORD, PASSPHRASE, TEXT, WRONG]
    .concat(FORGED, codes);
  const told = `${stdout}${stderr}${noted}`;
  for (const secret of secrets) {
    assert(typeof secret === "string" && secret.length >= 8);
    assert(!told.toUpperCase().includes(secret.toUpperCase()), `${secret} is in ${told}`);
  }
});
