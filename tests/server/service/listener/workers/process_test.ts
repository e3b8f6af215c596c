import { assertEquals, assertMatch } from "@std/assert";
import { Close } from "../../../../../protocol.ts";
import { PASSWORD } from "../../../../support/secrets.ts";
import { expect } from "../../../../support/server/asker.ts";
import { ServerProcess } from "../../../../support/process/server_process.ts";
import { TestClient } from "../../../../support/server/test_client.ts";
import { TempFolder } from "../../../../support/temp_folder.ts";
import { FIRST } from "../../../../support/tls/certificates.ts";

const NAMES = Array.from({ length: 12 }, (_, i) => `guest${i + 1}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`A server with workers stores what was said and says goodbye to everyone at ${signal}`, async () => {
    await using folder = await TempFolder.make();
    const options = { store: folder.file("chat.db"), env: { WORKERS: "3" } };
    await using server = await ServerProcess.open(options);
    const people = await Promise.all(NAMES.map((name) => TestClient.enter(server, name)));
    for (const one of people) one.say("lobby", `${one.name} is here`);
    await Promise.all(people.map((one) => one.entries(NAMES.length)));
    server.signal(signal);
    const codes = await Promise.all(people.map(({ closed }) => closed));
    assertEquals(codes, codes.map(() => Close.GoingAway));
    const { code, stderr } = await server.ended();
    assertEquals([code, stderr], [0, ""]);
    await using again = await ServerProcess.open(options);
    await using ada = await TestClient.connect(again, "ada");
    await ada.join("lobby", { after: 0 });
    assertEquals((await ada.entries(NAMES.length)).length, NAMES.length);
  });
}

Deno.test("A server with workers says where it is, and is not started twice on one port", async () => {
  await using server = await ServerProcess.open({ flags: ["start", "--workers", "2"] });
  const { port } = server;
  const body = { name: "ada", password: PASSWORD };
  await expect(server, 201, "POST /api/accounts", { body });
  for (const workers of ["1", "2"]) {
    const flags = ["start", "--workers", workers];
    const { code, stdout, stderr } = await new ServerProcess({ port, flags }).ended();
    const why = "the port is in use, choose another with --port";
    assertEquals([code, stdout, stderr], [1, "", `Cannot listen on 127.0.0.1:${port}: ${why}\n`]);
  }
});

Deno.test("A server with workers listens on all addresses where no host is given", async () => {
  await using server = await ServerProcess.open({ env: { HOST: "", WORKERS: "2" } });
  for (let i = 0; i < 4; i++) {
    const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    assertEquals(await response.json(), { status: "ok" });
  }
});

Deno.test("Workers serve https, and people talk over it", async () => {
  await using folder = await TempFolder.make();
  const [cert, key] = [folder.file("cert.pem"), folder.file("key.pem")];
  await Deno.writeTextFile(cert, FIRST.cert);
  await Deno.writeTextFile(key, FIRST.key);
  const flags = ["start", "--workers", "2", "--cert", cert, "--key", key];
  await using server = await ServerProcess.open({ flags });
  using client = Deno.createHttpClient({ caCerts: [FIRST.authority] });
  for (let i = 0; i < 4; i++) {
    const url = `https://localhost:${server.port}/api/session`;
    const body = JSON.stringify({ name: `guest${i}` });
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", body, headers, client });
    assertEquals(response.status, 201);
    assertMatch(response.headers.get("set-cookie") ?? "", /; Secure/);
    await response.body?.cancel();
  }
  await Deno.writeTextFile(key, "no key");
  const bad = await new ServerProcess({ flags }).ended();
  assertEquals(bad.code, 1);
  assertMatch(bad.stderr, /^Cannot serve https: .+\n$/);
});

Deno.test("A number of workers that can't be read is told in one line", async () => {
  const { code, stderr } = await new ServerProcess({ env: { WORKERS: "0" } }).ended();
  assertEquals(code, 2);
  assertEquals(stderr, 'Cannot read workers: must be 1 to 64, or auto, received "0"\n');
});

Deno.test("WORKERS has no effect where another listens, which is told", async () => {
  const by = ["serve", "--host=127.0.0.1", "--port=0"];
  await using server = await ServerProcess.open({ flags: [], by, env: { WORKERS: "2" } });
  assertEquals(await (await fetch(server.url("/healthz"))).json(), { status: "ok" });
  await server.errors.find(/WORKERS has no effect here/);
});
