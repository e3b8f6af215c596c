import { assert, assertEquals, assertMatch } from "@std/assert";
import { Counted } from "../../../../server/chat/counted.ts";
import { Log, type LogFormat } from "../../../../server/chat/log.ts";
import { LabelledCounter } from "../../../../server/metrics/meters.ts";
import { kvBacking } from "../../../../server/backing.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { PASSWORD } from "../../../support/secrets.ts";
import { claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const AT = Date.UTC(2026, 10, 30, 12);
const TIME = "2026-11-30T12:00:00.000Z";

/** A log, and the lines that it has printed. */
function logOf(format: LogFormat): [Log, string[]] {
  const lines: string[] = [];
  return [new Log({ format, now: () => AT, print: (line) => lines.push(line) }), lines];
}

Deno.test("Log writes a line an event, for a person or a program", () => {
  const [text, lines] = logOf("text");
  text.tell("signed-in", { by: "ada", address: "::1", about: undefined, count: 2 });
  text.say("The store works again");
  assertEquals(lines, [`${TIME} signed-in by=ada address=::1 count=2`, "The store works again"]);
  const [json, objects] = logOf("json");
  json.tell("signed-in", { by: "ada", address: "::1" });
  json.say("The store works again");
  assertEquals(objects.map((line) => JSON.parse(line)), [
    { time: TIME, event: "signed-in", by: "ada", address: "::1" },
    { time: TIME, event: "notice", message: "The store works again" },
  ]);
});

Deno.test("Log lets nobody make up a line or a field by what they are called", () => {
  for (const format of ["text", "json"] as const) {
    const [log, lines] = logOf(format);
    log.tell("signed-in", { by: "ada\n2026 stopped", about: "a b=c", room: '"\u001b[2J' });
    assertEquals([lines.length, lines[0]!.split("\n").length], [1, 1]);
    assert(!lines[0]!.includes("\u001b"));
  }
  const [log, lines] = logOf("text");
  log.tell("x", { by: "a b=c" });
  assertEquals(lines, [`${TIME} x by="a b=c"`]);
});

Deno.test("Log tells a failed request by its path without secrets, and the error", () => {
  const [log, lines] = logOf("text");
  const error = new Error("a bug");
  for (const path of ["/hooks/c2VjcmV0/github", "/api/replies/c2VjcmV0", "/api/rooms/tea"]) {
    log.failRequest({ id: "7f", method: "POST", path, error });
  }
  const failed = `${TIME} request-failed id=7f method=POST path`;
  assertEquals(lines.filter((line) => line.includes("request-failed")), [
    `${failed}="/hooks/…/github" status=500`,
    `${failed}="/api/replies/…" status=500`,
    `${failed}=/api/rooms/tea status=500`,
  ]);
  assertMatch(lines[1]!, /^\S+ error Error: a bug\n +at /);
});

Deno.test("Counted tells how often somebody failed to sign in, and what was refused, once a while", () => {
  const [log, lines] = logOf("text");
  const refused = new LabelledCounter({ "too-fast": 0, muted: 0 });
  const counted = new Counted(log);
  counted.watch(refused, refused);
  const failed = (address: string) => counted.note({ at: AT, what: "sign-in-failed", address });
  counted.note({ at: AT, what: "banned", by: "ada", about: "eve", reason: "her words" });
  for (let i = 0; i < 150; i++) failed(`10.0.0.${i}`);
  failed("10.0.0.1");
  refused.add("muted");
  assertEquals(lines.splice(0), [`${TIME} banned by=ada about=eve`]);
  counted.tell();
  assertEquals(lines.length, 102);
  assertEquals(lines[1], `${TIME} sign-in-failed address=10.0.0.1 count=2`);
  assertEquals(lines[100], `${TIME} sign-in-failed address=others count=50`);
  assertEquals(lines[101], `${TIME} refused muted=2`);
  lines.length = 0;
  counted.tell();
  assertEquals(lines, []);
});

Deno.test("A server's log has who signed in, what failed and how the store is, and nothing that was said", async () => {
  const [log, lines] = logOf("json");
  const backing = await kvBacking(MEMORY);
  const find = backing.accounts.find.bind(backing.accounts);
  {
    await using server = await TestServer.start({ backing, log });
    const token = await claimAdmin(server, "ada");
    await expect(server, "401 bad-password", "POST /api/session", {
      body: { name: "ada", password: "planted guess" },
    });
    await expect(server, 201, "POST /api/session", { body: { name: "ada", password: PASSWORD } });
    await using ada = await TestClient.enter(server, { token });
    ada.say("lobby", "planted words");
    await ada.texts(1);
    ada.send({ type: "nonsense" });
    await ada.next("refused");
    // A bug of ours.
    backing.accounts.find = () => Promise.reject(new TypeError("planted bug"));
    const body = { name: "bob", password: PASSWORD };
    const { message } = await expect(server, "500 internal", "POST /api/session?q=planted", {
      body,
    });
    backing.accounts.find = find;
    const failed = lines.map((line) => JSON.parse(line)).find(({ event }) =>
      event === "request-failed"
    );
    const { id, method, path } = failed;
    assertEquals([method, path], ["POST", "/api/session"]);
    assert(String(message).endsWith(`has logged it as ${id}`), String(message));
  }
  const events = lines.map((line) => JSON.parse(line));
  const of = (what: string) => events.filter(({ event }) => event === what);
  assertEquals(of("signed-in").map(({ by, address }) => [by, address]), [["ada", "127.0.0.1"]]);
  assertEquals(of("sign-in-failed").map(({ count }) => count), [1]);
  assertEquals(of("refused")[0]["unknown-command"], 1);
  assertMatch(of("error")[0].message, /^TypeError: planted bug\n +at /);
  const rest = lines.filter((line) => !line.includes("planted bug")).join("\n");
  assert(!rest.includes("planted") && !rest.includes(PASSWORD), rest);
});
