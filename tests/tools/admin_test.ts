import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { operatorFile } from "../../server/api/admin/operator_port.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../support/server/asker.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { asSentence } from "../../tools/admin/operator.ts";
import { TestClient } from "../support/server/test_client.ts";
import { until } from "../support/until.ts";
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

Deno.test("The operator is told what to do where there is no store, or nothing is asked for", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const none = await runTool("admin", ["reset", "ada", "--store", store]);
  assertEquals(none.code, 1);
  const why =
    `there is no store ${store}, and no server runs with it: name the server's with --store`;
  assertEquals(none.stderr, `Cannot reset: ${why}\n`);
  assertEquals(
    (await runTool("admin", ["people", "--store", store])).stderr,
    `Cannot people: ${why}\n`,
  );
  for (const flags of [[], ["reset"], ["reset", "ada", "bob"], ["what", "ada"], ["--what"]]) {
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
  for (const what of ["POST api/accounts", "POST api/rooms/lobby/messages", "GET "]) {
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

/** Runs commands of the operator, each of which goes well. Gives what they print. */
async function operated(store: string, ...commands: string[][]): Promise<string[]> {
  const printed: string[] = [];
  for (const command of commands) {
    const { code, stdout, stderr } = await runTool("admin", [...command, "--store", store]);
    assertEquals(code, 0, `${command.join(" ")}: ${stderr}`);
    printed.push(stdout);
  }
  return printed;
}

Deno.test("The operator may all that administrators may, without an account, while the server runs", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await using server = await ServerProcess.open({ store });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  {
    await using client = await TestClient.connect(server, { token: bob });
    await client.join("den");
  }
  const { id } = await expect(server, 201, "POST /api/rooms/den/hooks", {
    ...{ token: bob, body: { name: "ci" } },
  });
  const [people = "", hooks, made = ""] = await operated(
    store,
    ["people"],
    ["hooks", "den"],
    ["invite", "--uses", "1"],
  );
  assertMatch(people, /^ada\tadministrator\t\S+\nbob\t-\t\S+\n$/);
  assertEquals(hooks, `ci\tbob\t${id}\n`);
  // It leads to the page, and not to the operator's port.
  assertMatch(made, RegExp(`^${server.url()}#invite=[\\w-]{43}\n$`));
  const invite = made.trim().split("=")[1];
  await expect(server, 200, "POST /api/invites/preview", { body: { invite } });
  await operated(
    store,
    ["unhook", "den", "ci", "--yes"],
    ["role", "bob", "administrator"],
    ["close", "den", "--yes"],
    ["purge", "den", "--yes"],
    ["set", "title", "Ours"],
  );
  assertEquals((await operated(store, ["hooks", "lobby"], ["closed"])).join(""), "");
  const { entries } = await expect(server, 200, "GET /api/audit?who=operator", { token });
  const noted = (entries as { by: string; what: string }[]).map(({ by, what }) => `${by}: ${what}`);
  for (const what of ["hook-deleted", "administrator-made", "room-closed", "room-deleted"]) {
    assert(noted.includes(`the operator: ${what}`), noted.join());
  }
  const nobody = await runTool("admin", ["suspend", "eve", "--reason", "x", "--store", store]);
  assertEquals([nobody.code, nobody.stderr], [
    1,
    "Cannot suspend: no account is called eve\n",
  ]);
  const busy = await runTool("compact", ["--store", store]);
  assertEquals(busy.code, 1);
  assertMatch(busy.stderr, /^Cannot compact: a server uses the store .*: stop it first/);
});

Deno.test("The operator does the same while no server runs, and makes the store's file smaller", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  {
    await using server = await ServerProcess.open({ store });
    await claimAdmin(server, "ada");
    const bob = await claim(server, "bob");
    for (let nth = 0; nth < 40; nth++) {
      const body = { id: `${nth}`, text: "long ".repeat(700) + nth };
      await expect(server, 201, "POST /api/rooms/lobby/messages", { token: bob, body });
    }
    // Its key stays behind, and leads nowhere.
    server.signal("SIGKILL");
    await server.ended();
  }
  const [, stats = "", , audit] = await operated(
    store,
    ["suspend", "bob", "--reason", "spam"],
    ["stats"],
    ["erase", "bob", "--yes"],
    ["audit", "--what", "suspended"],
  );
  assertMatch(stats, /^messages\t40$/m);
  assertMatch(stats, /^messages\.days\.1\t40$/m);
  assertMatch(stats, /^kept\.account\t2$/m);
  assertMatch(stats, /^bytes\.log\t1\d{5}$/m);
  assertMatch(audit ?? "", /\tthe operator\tsuspended\tbob\t/);
  {
    // Deleting goes on in the background, where it was.
    await using server = await ServerProcess.open({ store, env: { LIMITS: "off" } });
    const token = await signIn(server, "ada", PASSWORD);
    const isDone = async () => {
      const { removals } = await expect(server, 200, "GET /api/admin/removals", { token });
      return (removals as { done: boolean }[]).every(({ done }) => done);
    };
    await until(isDone, "all to be deleted");
    await expect(server, "403 suspended", "POST /api/session", {
      body: { name: "bob", password: PASSWORD },
    });
    server.signal("SIGTERM");
    assertEquals((await server.ended()).code, 0);
  }
  const { size: before } = await Deno.stat(store);
  const { stdout: told, stderr } = await runTool("compact", ["--store", store]);
  assertEquals(stderr, "");
  const { size: after } = await Deno.stat(store);
  assert(after < before, `${before} to ${after}`);
  assertStringIncludes(told, `has ${after.toLocaleString("en")} bytes now`);
  const [whole = ""] = await operated(store, ["verify"]);
  assertMatch(whole, /^All of it is whole/m);
  await using server = await ServerProcess.open({ store });
  await signIn(server, "ada", PASSWORD);
});

Deno.test("A store whose files may not be read is said to be another user's", () => {
  const denied = new Deno.errors.PermissionDenied("Permission denied (os error 13)");
  const { message } = asSentence(denied, "/srv/chat.db") as Error;
  assertEquals(
    message,
    "the store /srv/chat.db is another user's: run this as the user who runs the server",
  );
});
