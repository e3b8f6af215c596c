import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { operatorFile } from "../../server/api/admin/operator_port.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../support/server/asker.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { runTool } from "./programs.ts";

const NEW = "battery staple";

Deno.test("The operator prints a link for anybody, an administrator too, on a server that runs", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await using server = await ServerProcess.open({ store });
  await claimAdmin(server, "ada");
  await claim(server, "bob");
  for (const name of ["bob", "ada"]) {
    const { code, stdout, stderr } = await runTool("admin", ["reset", name, "--store", store]);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stderr, `a new password for ${name}, once`);
    assertMatch(stdout, new RegExp(`^${server.url()}#reset=[\\w-]{43}\n$`));
    const [, reset = ""] = stdout.trim().split("=");
    const body = { reset, new: NEW };
    await expect(server, 204, "PUT /api/account/password", { body });
    await signIn(server, name, NEW);
  }
  const refused = await runTool("admin", ["reset", "nobody-here", "--store", store]);
  assertEquals(refused.code, 1);
  assertEquals(
    refused.stderr,
    "Cannot reset password of nobody-here: nobody has an account of this name\n",
  );
});

Deno.test("The operator is told what to do where no server runs, or nothing is asked for", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const none = await runTool("admin", ["reset", "ada", "--store", store]);
  assertEquals(none.code, 1);
  const why = `Cannot reset password: no server runs with the store ${store}. Start it with deno ` +
    "task start, or name its store with --store\n";
  assertEquals(none.stderr, why);
  await using server = await ServerProcess.open({ store });
  server.signal("SIGKILL");
  await server.ended();
  assertEquals((await runTool("admin", ["reset", "ada", "--store", store])).stderr, why);
  for (const flags of [[], ["reset"], ["reset", "ada", "bob"], ["delete", "ada"], ["--what"]]) {
    const { code, stderr } = await runTool("admin", [...flags, "--store", store]);
    assertEquals([code, stderr.split("\n").length], [2, 2], flags.join(" "));
  }
  const far = await runTool("admin", ["reset", "ada", "--store", "https://kv.example/"]);
  assertEquals([far.code, /is no file on this machine/.test(far.stderr)], [2, true]);
});

Deno.test("The operator's key is for this user alone, good on its own port alone, and gone at the end", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await using server = await ServerProcess.open({ store });
  await claimAdmin(server, "ada", { body: { password: PASSWORD } });
  const path = operatorFile(store);
  const { mode } = await Deno.stat(path);
  assertEquals(mode && mode & 0o777, 0o600);
  const [url = "", key = ""] = (await Deno.readTextFile(path)).trim().split(" ");
  assertEquals(new URL(url).hostname, "127.0.0.1");
  const { status } = await ask(server, "POST /api/admin/people/ada/reset", { token: key });
  assertEquals(status, 401);
  for (const headers of [{}, { authorization: "Bearer " }, { authorization: `Bearer ${key}x` }]) {
    const asked = new URL("api/admin/people/ada/reset", url);
    const response = await fetch(asked, { method: "POST", headers });
    await response.body?.cancel();
    assertEquals(response.status, 401);
  }
  for (const what of ["GET api/admin/people/ada/reset", "POST api/accounts", "GET "]) {
    const [method = "", asked = ""] = what.split(" ");
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(new URL(asked, url), { method, headers });
    await response.body?.cancel();
    assertEquals(response.status, 404, what);
  }
  server.signal("SIGTERM");
  assertEquals((await server.ended()).code, 0);
  const left = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name);
  assert(!left.includes("chat.db.operator"), left.join());
});

Deno.test("What administrators may is done by the operator's task, too, as one of them", async () => {
  await using server = await ServerProcess.open();
  const token = await claimAdmin(server, "ada");
  const env = { HUBBUB_URL: server.url().href, HUBBUB_TOKEN: token };
  const { code, stdout } = await runTool("admin", ["people", "--kind", "guests"], undefined, env);
  assertEquals([code, stdout], [0, ""]);
  const people = await runTool("admin", ["people"], undefined, env);
  assertMatch(people.stdout, /^ada\tadministrator\t20\S+\n$/);
  const nobody = await runTool("admin", ["people", "--url", server.url().href, "-n", "eve"]);
  assertEquals([nobody.code, nobody.stdout], [1, ""]);
  assertMatch(nobody.stderr, /administrators/);
});
