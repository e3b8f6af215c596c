import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { keys } from "../../server/kv/keys.ts";
import { FORMAT } from "../../server/kv/migrations.ts";
import { Store } from "../../server/kv/store.ts";
import { kvBacking } from "../../server/backing.ts";
import { freePort } from "../support/process/free_port.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { isRoot } from "../support/store/is_root.ts";
import { pathOf } from "../support/tls/certificates.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { runTool } from "./programs.ts";

/** Asks the doctor, and gives its lines by what they are about. */
async function ask(...flags: string[]): Promise<{ code: number; lines: Map<string, string[]> }> {
  const { code, stdout, stderr } = await runTool("doctor", flags);
  assertEquals(stderr, "");
  const lines = stdout.trimEnd().split("\n").map((line) => {
    const [, verdict = "", what = "", says = ""] = /^(\S+) +(\S+) +(.+)$/.exec(line) ?? [];
    return { what, told: `${verdict}: ${says}` };
  });
  const grouped = Map.groupBy(lines, ({ what }) => what);
  return {
    code,
    lines: new Map(grouped.entries().map(([what, all]) => [what, all.map(({ told }) => told)])),
  };
}

/** A port on which something answers requests until the test is over. */
function listen(handler: (request: Request) => Response | Promise<Response>) {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
}

Deno.test("The doctor finds nothing wrong before the first start, and makes nothing", async () => {
  await using folder = await TempFolder.make();
  const flags = ["--store", folder.file("chat.db"), "--port", String(freePort())];
  const { code, lines } = await ask(...flags, "--host", "127.0.0.1");
  assertEquals([code, lines.get("deno")], [0, [`ok: ${Deno.version.deno}`]]);
  assertStringIncludes(lines.get("store")?.[0] ?? "", "is not there yet: the first start makes it");
  assertStringIncludes(lines.get("port")?.[0] ?? "", "is free: no server runs there");
  assertEquals(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("The doctor looks at a server while it runs, also as a browser reaches it", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await using server = await ServerProcess.open({ store });
  const place = ["--store", store, "--host", "127.0.0.1", "--port", String(server.port)];
  const { code, lines } = await ask(...place, "--url", server.url().href);
  assertEquals(code, 0);
  assertEquals(lines.get("store"), [
    "ok: nobody else on this machine can read it",
    `ok: ${store} has format ${FORMAT}, as this version`,
  ]);
  assertEquals(lines.get("port"), [`ok: a server runs on 127.0.0.1:${server.port}, and is well`]);
  assertEquals(lines.get("url"), [`ok: ${server.url().href} leads to a server called Hubbub`]);
  assertEquals(lines.get("clock"), ["ok: agrees with that of what answers at --url"]);
  assertEquals(lines.get("proxy"), [
    "ok: the server takes this machine for 127.0.0.1: if that is the proxy, see --trust-proxy",
    "ok: WebSockets come through",
  ]);
});

Deno.test("The doctor tells of a store that others can read, or of another format", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await (await kvBacking(store))[Symbol.asyncDispose]();
  await Deno.chmod(store, 0o644);
  const setFormat = async (format: number) => {
    await using opened = await Store.open(store, { migrate: false });
    await opened.write((kv) => kv.set(keys.format, format));
  };
  await setFormat(FORMAT - 1);
  const old = await ask("--store", store, "--port", "0");
  assertEquals(old.code, 0);
  assertStringIncludes(old.lines.get("store")?.[0] ?? "", `chmod 600 ${store}`);
  assertStringIncludes(
    old.lines.get("store")?.[1] ?? "",
    `the next start brings it to ${FORMAT} for good`,
  );
  // It was only looked at.
  assertEquals(
    (await ask("--store", store, "--port", "0")).lines.get("store"),
    old.lines.get("store"),
  );
  await setFormat(FORMAT + 1);
  const young = await ask("--store", store, "--port", "0");
  assertEquals(young.code, 1);
  assertStringIncludes(
    young.lines.get("store")?.[1] ?? "",
    `it has format ${FORMAT + 1}, and this version`,
  );
});

Deno.test({
  name: "The doctor tells of a file that root has put into a service's folder",
  ignore: !isRoot,
  async fn() {
    await using folder = await TempFolder.make();
    const path = folder.file("chat.db");
    await (await Store.open(path))[Symbol.asyncDispose]();
    await Deno.chown(folder.path, 4321, 4321);
    const { code, lines } = await ask("--store", path, "--port", String(freePort()));
    assertEquals([code, lines.get("store")?.[1]], [
      1,
      `FAIL: ${path} belongs to user 0, and its folder to user 4321: chown 4321 ${path}, ` +
      "or its server can't open it",
    ]);
  },
});

Deno.test("The doctor tells of another program on the port, and of a missing certificate", async () => {
  await using other = listen(() => new Response("something else"));
  const { code, lines } = await ask(
    ...["--ephemeral", "--host", "127.0.0.1", "--port", String(other.addr.port)],
    ...["--cert", "/no/cert.pem", "--key", "/no/key.pem"],
  );
  assertEquals(code, 1);
  assertStringIncludes(
    lines.get("certificate")?.[0] ?? "",
    "FAIL: Cannot serve https: cannot read /no/cert.pem",
  );
  const [cert, key] = [pathOf("first.cert.pem"), pathOf("first.key.pem")];
  const good = await ask("--ephemeral", "--port", "0", "--cert", cert, "--key", key);
  assertMatch(good.lines.get("certificate")?.[0] ?? "", /^ok: .+ is good for \d+ more days$/);
  const plain = await ask("--ephemeral", "--host", "127.0.0.1", "--port", String(other.addr.port));
  assertStringIncludes(
    plain.lines.get("port")?.[0] ?? "",
    "is used by another program: choose another with --port",
  );
  const away = await ask(
    "--ephemeral",
    "--port",
    "0",
    "--url",
    `http://127.0.0.1:${other.addr.port}`,
  );
  assertStringIncludes(
    away.lines.get("url")?.[0] ?? "",
    "is not this server (200): look at the proxy",
  );
});

Deno.test("The doctor tells of a proxy that passes no WebSockets on, and whatever a client says of itself", async () => {
  await using server = await ServerProcess.open({ env: { TRUST_PROXY: "127.0.0.1" } });
  await using proxy = listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["upgrade", "connection", "host"]) headers.delete(name);
    const { method, body } = request;
    const answer = await fetch(server.url(pathname + search), { method, headers, body });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  });
  const url = `http://127.0.0.1:${proxy.addr.port}/`;
  const { code, lines } = await ask("--ephemeral", "--port", "0", "--url", url);
  assertEquals(code, 1);
  const [address = "", sockets = ""] = lines.get("proxy") ?? [];
  assertStringIncludes(address, "FAIL: everybody can pretend to come from anywhere");
  assertStringIncludes(sockets, "FAIL: WebSockets do not come through");
});

Deno.test("The doctor says in one line what flags it does not know", async () => {
  const { code, stdout, stderr } = await runTool("doctor", ["--prot", "1"]);
  assertEquals([code, stdout, stderr], [
    2,
    "",
    "Cannot read flags: unknown flag --prot, see --help\n",
  ]);
});
