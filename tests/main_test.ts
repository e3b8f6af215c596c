import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import manifest from "../deno.json" with { type: "json" };
import { Close } from "../protocol.ts";
import { Printed } from "./support/process/printed.ts";
import { RawClient } from "./support/server/raw_client.ts";
import { soon } from "./support/arrivals.ts";
import { ServerProcess } from "./support/process/server_process.ts";
import { TestClient } from "./support/server/test_client.ts";

const TAKES_NO_PASSPHRASE =
  "Cannot take a passphrase from the command line, which logs and other users can read: put it into a " +
  "file and name that with --passphrase-file, or into the variable PASSPHRASE\n";

/** Prints what is answered at each way to reach a port of this machine, which tests may not all use. */
const ASK = `
  const [port] = Deno.args;
  const hosts = ["127.0.0.1", "localhost"];
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    hosts.push("[::1]");
  } catch { /* This machine has no IPv6. */ }
  for (const host of hosts) {
    const response = await fetch("http://" + host + ":" + port + "/healthz");
    console.log(host, response.status);
  }
`;

/** Asks a server to stop, and checks that it says goodbye to everyone before it ends. */
async function stops(server: ServerProcess, signal: Deno.Signal): Promise<void> {
  const ada = await TestClient.enter(server, "ada");
  const bob = await TestClient.connect(server, "bob");
  server.signal(signal);
  assertEquals([await ada.closed, await bob.closed], [Close.GoingAway, Close.GoingAway]);
  assertEquals((await server.ended()).code, 0);
}

Deno.test("main says where the server is, and it is there", async () => {
  await using server = await ServerProcess.open({
    flags: ["start", "--port", "0", "--host", "127.0.0.1"],
  });
  const response = await fetch(server.url("/healthz"));
  assertEquals(await response.json(), { status: "ok" });
  await using ada = await TestClient.enter(server, "ada");
  assertEquals(ada.welcome.server, `hubbub/${manifest.version}`);
});

Deno.test("main names localhost where it is reached by IPv6 and by IPv4 alike", async () => {
  await using server = await ServerProcess.open({ env: { HOST: "" } });
  const args = ["eval", ASK, String(server.port)];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  const ways = new TextDecoder().decode(stdout).trim().split("\n");
  const hasV6 = ways.length === 3;
  assertEquals(server.url().hostname, hasV6 ? "localhost" : "127.0.0.1");
  const hosts = ["127.0.0.1", "localhost", ...(hasV6 ? ["[::1]"] : [])];
  assertEquals(ways, hosts.map((host) => `${host} 200`));
});

Deno.test("main names the address that it was told to listen on", async () => {
  for (const [host, hostname] of [["127.0.0.1", "127.0.0.1"], ["0.0.0.0", "127.0.0.1"]] as const) {
    await using server = await ServerProcess.open({ flags: ["start", "--host", host] });
    assertEquals(server.url().hostname, hostname);
    assertEquals(await (await fetch(server.url("/healthz"))).json(), { status: "ok" });
  }
});

Deno.test("main listens where variables say, when there are no flags", async () => {
  await using server = await ServerProcess.open({
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
    for (const flags of [["start"], ["start", "--port=0"]]) {
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

Deno.test("main says the public address, and is not there for hosts of other names", async () => {
  const env = { PUBLIC_URL: "https://chat.example/chat" };
  await using server = await ServerProcess.open({ env });
  await server.says(/^Browsers find it at https:\/\/chat\.example\/chat\/$/m);
  const page = await fetch(server.url("/chat/"));
  await page.body?.cancel();
  assertEquals(page.status, 200);
  using foreign = await RawClient.ask(server, "/chat/", { host: "evil.example" });
  assertEquals(foreign.status, 421);
});

Deno.test("main says in one line that the port is taken", async () => {
  await using server = await ServerProcess.open();
  const { port } = server;
  const { code, stdout, stderr } = await new ServerProcess({ port }).ended();
  assertEquals([code, stdout], [1, ""]);
  const line =
    `Cannot listen on 127.0.0.1:${port}: the port is in use, choose another with --port\n`;
  assertEquals(stderr, line);
});

Deno.test("main says in one line that the address is not this machine's", async () => {
  // An address that documentation may use, and nobody has.
  const { code, stderr } = await new ServerProcess({ flags: ["start", "--host", "192.0.2.1"] })
    .ended();
  assertEquals(code, 1);
  assertMatch(stderr, /^Cannot listen on 192\.0\.2\.1:0: .+\n$/);
});

Deno.test("main says in one line what it cannot read", async () => {
  const mistakes: [string[], Record<string, string>, string][] = [
    [["start", "--passphrase", "mellon"], {}, TAKES_NO_PASSPHRASE],
    [["start", "--prot", "1"], {}, "Cannot read flags: unknown flag --prot, see --help\n"],
    [["start", "--port", "high"], {}, 'Cannot read port: must be 0 to 65535, received "high"\n'],
    [["start"], { PORT: "65536" }, 'Cannot read port: must be 0 to 65535, received "65536"\n'],
  ];
  for (const [flags, env, line] of mistakes) {
    const { code, stdout, stderr } = await new ServerProcess({ flags, env }).ended();
    assertEquals([code, stdout, stderr], [2, "", line]);
  }
});

Deno.test("main says in one line that the folder of --static can't be used", async () => {
  const { code, stderr } = await new ServerProcess({ flags: ["start", "--static", "/no/folder"] })
    .ended();
  assertEquals(code, 1);
  assertMatch(stderr, /^Cannot use --static: \/no\/folder: No such file.*\n$/);
});

Deno.test("main tells how it is used, and which version it is", async () => {
  const help = await new ServerProcess({ flags: ["--help"] }).ended();
  assertEquals([help.code, help.stderr], [0, ""]);
  assertStringIncludes(help.stdout, "Usage: deno task start");
  const version = await new ServerProcess({ flags: ["--version"] }).ended();
  assertEquals(version, { code: 0, stdout: `hubbub/${manifest.version}\n`, stderr: "" });
});

Deno.test("main listens nowhere by itself without start, and tells how it is started", async () => {
  for (const flags of [[], ["--port=0"]]) {
    const { code, stdout, stderr } = await new ServerProcess({ flags }).ended();
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /^(warning: .+\n)?Usage: .*main\.ts start.*\n$/);
  }
});

Deno.test("main listens by itself where the environment says that it is Deno Deploy", async () => {
  await using server = await ServerProcess.open({ flags: [], env: { DENO_DEPLOY: "1" } });
  assertEquals(await (await fetch(server.url("/healthz"))).json(), { status: "ok" });
});

Deno.test("main answers 503 where a setting can't be read, says so once, and goes on", async () => {
  const env = { DENO_DEPLOY: "1", RETAIN_DAYS: "few" };
  await using server = await ServerProcess.open({ flags: [], env });
  for (let i = 0; i < 3; i++) {
    const response = await fetch(server.url("/healthz"));
    const { error } = await response.json();
    assertEquals([response.status, error], [503, "unavailable"]);
    assertMatch(response.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
  }
  server.signal("SIGTERM");
  const { code, stderr } = await server.ended();
  assertEquals([code, stderr.match(/Cannot read days to retain/g)?.length], [0, 1]);
});

Deno.test("Under deno serve --parallel there is one server, at one address", async () => {
  const taken = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => new Response());
  const by = ["serve", "--parallel", "--host=127.0.0.1", "--port=0"];
  // What a worker would open of itself would be here, and taken.
  const env = { DENO_JOBS: "3", HOST: "127.0.0.1", PORT: String(taken.addr.port) };
  await using server = new ServerProcess({ flags: [], by, env });
  const [, url = ""] = await server.says(/Hubbub is open at (http:\S+)/);
  for (let i = 0; i < 20; i++) await (await fetch(new URL("healthz", url))).body?.cancel();
  server.signal("SIGTERM");
  const { stdout, stderr } = await server.ended();
  await taken.shutdown();
  assertEquals([stdout.match(/is open at/g)?.length, stderr.match(/Cannot listen/g)], [1, null]);
});

Deno.test("denow's task start prints at most five lines, and nothing above where it is", async () => {
  const start = ["task", "start", "--ephemeral", "--host", "127.0.0.1", "--port", "0"];
  const { stdout, stderr } = await firstWords(new URL("../denow", import.meta.url), start);
  const lines = stdout.trimEnd().split("\n");
  assertEquals(stderr, "");
  assertMatch(lines[0] ?? "", /^Hubbub is open at http:\/\/127\.0\.0\.1:\d+\/$/);
  assertEquals(lines.length <= 5, true, stdout);
});

Deno.test("main tells programs of its start and stop, an object a line", async () => {
  await using server = new ServerProcess({ flags: ["start", "--log", "json"] });
  await soon(server.errors.find(/"event":"unclaimed".*\n/), "the last line of its start");
  server.signal("SIGTERM");
  const { code, stdout, stderr } = await server.ended();
  const told = stderr.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals([code, stdout, told.map(({ event }) => event)], [
    ...[0, ""],
    ["started", "unclaimed", "stopping", "stopped"],
  ]);
  assertMatch(told[0].url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  assertEquals(told[2].signal, "SIGTERM");
});

/** What a program prints until it says where the page is, and what it still prints when it ends. */
async function firstWords(program: URL, args: string[]) {
  const child = new Deno.Command(program, {
    args,
    env: { PATH: `${new URL(".", `file://${Deno.execPath()}`).pathname}:${Deno.env.get("PATH")}` },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
  const [output, errors] = [new Printed(child.stdout), new Printed(child.stderr)];
  await output.find(/is open at .+\n/);
  child.kill("SIGTERM");
  await Promise.all([child.status, output.ended, errors.ended]);
  return { stdout: output.text, stderr: errors.text };
}
