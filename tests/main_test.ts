import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import manifest from "../deno.json" with { type: "json" };
import { Close } from "../protocol.ts";
import { RawClient } from "./support/raw_client.ts";
import { ServerProcess } from "./support/server_process.ts";
import { TestClient } from "./support/test_client.ts";

/** Asks a server to stop, and checks that it says goodbye to everyone before it ends. */
async function stops(server: ServerProcess, signal: Deno.Signal): Promise<void> {
  const ada = await TestClient.enter(server, "ada");
  const bob = await TestClient.connect(server, "bob");
  server.signal(signal);
  assertEquals([await ada.closed, await bob.closed], [Close.GoingAway, Close.GoingAway]);
  assertEquals((await server.ended()).code, 0);
}

Deno.test("main says where the server is, and it is there", async () => {
  await using server = await ServerProcess.open({ flags: ["--port", "0", "--host", "127.0.0.1"] });
  const response = await fetch(server.url("/healthz"));
  assertEquals(await response.json(), { status: "ok" });
  await using ada = await TestClient.enter(server, "ada");
  assertEquals(ada.welcome.server, `hubbub/${manifest.version}`);
});

Deno.test("main names localhost when it listens everywhere", async () => {
  await using server = await ServerProcess.open({ flags: ["--host", "0.0.0.0"] });
  assertEquals(server.url().hostname, "localhost");
});

Deno.test("main listens where variables say, when there are no flags", async () => {
  await using server = await ServerProcess.open({
    flags: [],
    env: { HOST: "127.0.0.1", PORT: "0" },
  });
  assertEquals(server.url().hostname, "127.0.0.1");
  await using _ada = await TestClient.enter(server, "ada");
});

Deno.test("main serves once under deno serve, and stops as by itself", async () => {
  const by = ["serve", "--host=127.0.0.1", "--port=0"];
  await using server = await ServerProcess.open({ flags: [], by });
  await stops(server, "SIGTERM");
  const { stdout } = await server.ended();
  assertEquals(stdout.match(/Hubbub is open/g)?.length, 1);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`main says goodbye to everyone and ends at ${signal}`, async () => {
    for (const flags of [[], ["--port=0"]]) {
      await using server = await ServerProcess.open({ flags });
      await stops(server, signal);
    }
  });
}

Deno.test("main ends in time though somebody does not answer its goodbye", async () => {
  await using server = await ServerProcess.open();
  using stuck = await RawClient.ask(server, "/ws?name=stuck");
  assertEquals(stuck.status, 101);
  await stops(server, "SIGTERM");
  assertEquals(await stuck.closeCode(), Close.GoingAway);
});

Deno.test("main says in one line that the port is taken", async () => {
  await using server = await ServerProcess.open();
  const { port } = server;
  const { code, stdout, stderr } = await new ServerProcess({ port }).ended();
  assertEquals([code, stdout], [1, ""]);
  const line = `Cannot listen on 127.0.0.1:${port}: the port is taken, try another with --port\n`;
  assertEquals(stderr, line);
});

Deno.test("main says in one line that the address is not this machine's", async () => {
  // An address that documentation may use, and nobody has.
  const { code, stderr } = await new ServerProcess({ flags: ["--host", "192.0.2.1"] }).ended();
  assertEquals(code, 1);
  assertMatch(stderr, /^Cannot listen on 192\.0\.2\.1:0: .+\n$/);
});

Deno.test("main says in one line what it cannot read", async () => {
  const mistakes: [string[], Record<string, string>, string][] = [
    [["--prot", "1"], {}, "Cannot read flags: unknown --prot, see --help\n"],
    [["--port", "high"], {}, 'Cannot read port: must be 0 to 65535, received "high"\n'],
    [[], { PORT: "65536" }, 'Cannot read port: must be 0 to 65535, received "65536"\n'],
  ];
  for (const [flags, env, line] of mistakes) {
    const { code, stdout, stderr } = await new ServerProcess({ flags, env }).ended();
    assertEquals([code, stdout, stderr], [2, "", line]);
  }
});

Deno.test("main tells how it is used, and which version it is", async () => {
  const help = await new ServerProcess({ flags: ["--help"] }).ended();
  assertEquals([help.code, help.stderr], [0, ""]);
  assertStringIncludes(help.stdout, "Usage: deno task start");
  const version = await new ServerProcess({ flags: ["--version"] }).ended();
  assertEquals(version, { code: 0, stdout: `hubbub/${manifest.version}\n`, stderr: "" });
});
