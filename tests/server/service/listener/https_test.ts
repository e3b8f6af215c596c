import { assertEquals, assertMatch } from "@std/assert";
import { runClient } from "../../../client/programs.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { FIRST, pathOf } from "../../../support/tls/certificates.ts";

const CERT = pathOf("first.cert.pem");
const KEY = pathOf("first.key.pem");

/** A server that serves https. */
async function open(): Promise<ServerProcess> {
  return await ServerProcess.open({ flags: ["start", "--cert", CERT, "--key", KEY] });
}

Deno.test("main serves https by --cert and --key, with cookies that no http brings", async () => {
  await using server = await open();
  assertEquals(server.url().protocol, "https:");
  assertMatch(server.output.text, /: open https:\/\/127\.0\.0\.1:\d+\/#claim=/);
  using client = Deno.createHttpClient({ caCerts: [FIRST.authority] });
  const headers = { "content-type": "application/json" };
  for (const host of ["127.0.0.1", "localhost"]) {
    const url = server.url("/api/session");
    url.hostname = host;
    const body = JSON.stringify({ name: `ada-${host.length}` });
    const response = await fetch(url, { method: "POST", headers, body, client });
    await response.body?.cancel();
    assertEquals(response.status, 201);
    const [cookie = ""] = response.headers.getSetCookie();
    assertMatch(cookie, /^__Host-hubbub-\w{6}=\S+; .*Secure/);
    // Other servers of this machine go on by http.
    const lasts = host === "localhost" ? null : "max-age=31536000";
    assertEquals(response.headers.get("strict-transport-security"), lasts, host);
  }
});

Deno.test("The client comes by https to a server whose authority Deno is told to trust", async () => {
  await using server = await open();
  const args = [server.url().href, "--name", "ada", "--room", "lobby"];
  const { code } = await runClient(args, "hello\n", { DENO_CERT: pathOf("first.ca.pem") });
  assertEquals(code, 0);
  using client = Deno.createHttpClient({ caCerts: [FIRST.authority] });
  const response = await fetch(server.url("/healthz"), { client });
  assertEquals(await response.json(), { status: "ok" });
});

Deno.test("main names the flag that a certificate lacks, and a file that it can't read", async () => {
  const mistakes: [string[], RegExp][] = [
    [["--cert", CERT], /^Cannot serve https: --cert needs --key beside it\n$/],
    [["--key", KEY], /^Cannot serve https: --key needs --cert beside it\n$/],
    [
      ["--cert", CERT, "--key", "/nowhere.pem"],
      /^Cannot serve https: cannot read \/nowhere\.pem \(.*\)\n$/,
    ],
  ];
  for (const [flags, message] of mistakes) {
    await using server = new ServerProcess({ flags: ["start", ...flags] });
    const { code, stderr } = await server.ended();
    assertEquals(code === 0, false);
    assertMatch(stderr, message);
  }
});
