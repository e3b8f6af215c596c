import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { OPEN_REPORTS_MAX, REPORT_MS, REPORTS_A_DAY } from "../../../../server/service/reports.ts";
import { KvReports } from "../../../../server/kv/moderation/report_store.ts";
import { backingOver } from "../../../../server/backing.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { Store } from "../../../../server/kv/store.ts";
import type { Event } from "../../../../protocol.ts";
import type { EventOf } from "../../../support/hub/listener.ts";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect, PASSWORD } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a list of reports says, without what is made up. */
function told({ reports }: Record<string, unknown>): unknown[] {
  assert(Array.isArray(reports));
  return reports.map(({ by, room, reason, message }) => [
    by,
    room,
    reason,
    message.from,
    message.text,
  ]);
}

/** Somebody says something, and gives its number. */
async function says(who: TestClient, room: string, text: string): Promise<number> {
  who.say(room, text);
  const isIt = (event: Event): event is EventOf<"said"> =>
    event.type === "said" && event.text === text;
  return (await who.until(isIt, text)).seq;
}

Deno.test("A report carries its message as it was, to those who moderate the room, once", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  const of = await says(eve, "den", "buy this");
  const report = { type: "report", room: "den", of, reason: "spam" };
  assertEquals((await bob.ask(report)).type, "done");
  assertEquals(await ada.next("reported"), { type: "reported", room: "den" });
  assertEquals((await bob.ask(report)).type, "done");
  await expect(server, 204, `POST /api/rooms/den/messages/${of}/report`, {
    token: ada.welcome.token,
    body: {},
  });
  // What is edited or deleted after that is there all the same.
  eve.send({ type: "edit", room: "den", of, text: "hello" });
  eve.send({ type: "delete", room: "den", of });
  await eve.next("deleted");
  const both = [["ada", "den", "", "eve", "buy this"], ["bob", "den", "spam", "eve", "buy this"]];
  const mine = await expect(server, 200, "GET /api/rooms/den/reports", {
    token: ada.welcome.token,
  });
  assertEquals(told(mine), both);
  assertEquals(told(await expect(server, 200, "GET /api/admin/reports", { token: admin })), both);
  for (const [token, status] of [[bob.welcome.token, 403], [eve.welcome.token, 403]] as const) {
    assertEquals((await ask(server, "GET /api/rooms/den/reports", { token })).status, status);
  }
});

Deno.test("What cannot be reported is refused with the reason", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  const of = await says(bob, "den", "mine");
  const why = async (who: TestClient, asked: Record<string, unknown>) => {
    const answer = await who.ask({ type: "report", room: "den", of, ...asked });
    return answer.type === "refused" ? `${answer.reason}: ${answer.message}` : answer.type;
  };
  assertEquals(await why(bob, {}), "forbidden: Cannot report: it is your own message");
  assertEquals(
    await why(ada, { of: 7 }),
    "no-such-message: Cannot report: there is no such message",
  );
  bob.send({ type: "delete", room: "den", of });
  await bob.next("deleted");
  assertStringIncludes(await why(ada, {}), "no-such-message");
  await using eve = await TestClient.connect(server, "eve");
  assertEquals((await ada.ask({ type: "access", room: "den", access: "hidden" })).type, "done");
  assertStringIncludes(await why(eve, {}), "no-such-room");
  assertEquals(
    (await ask(server, "POST /api/rooms/den/messages/1/report", {
      token: eve.welcome.token,
      body: {},
    })).status,
    404,
  );
});

Deno.test("Of a direct room, administrators read the one message that was reported, and nobody else", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  await using ada = await TestClient.connect(server, "ada");
  await using bob = await TestClient.connect(server, "bob");
  bob.send({ type: "say", to: "ada", id: "1", text: "between us" });
  bob.send({ type: "say", to: "ada", id: "2", text: "I know where you live" });
  await ada.next("said");
  const { seq } = await ada.next("said");
  const report = { type: "report", room: "@ada,bob", of: seq, reason: "a threat" };
  assertEquals((await ada.ask(report)).type, "done");
  const found = await expect(server, 200, "GET /api/admin/reports", { token: admin });
  assertEquals(told(found), [["ada", "@ada,bob", "a threat", "bob", "I know where you live"]]);
  assert(!JSON.stringify(found).includes("between us"));
  for (const token of [admin, ada.welcome.token]) {
    const { status } = await ask(server, "GET /api/rooms/@ada,bob/reports", { token });
    assert(status === 403 || status === 404, String(status));
  }
});

Deno.test("A report is decided on once, and that is in the audit log", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  await using ada = await TestClient.enter(server, "ada", "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  const token = ada.welcome.token!;
  for (const text of ["one", "two"]) {
    const of = await says(eve, "den", text);
    await ada.ask({ type: "report", room: "den", of, reason: "" });
  }
  const { reports } = await expect(server, 200, "GET /api/rooms/den/reports", { token });
  assert(Array.isArray(reports));
  const [two, one] = reports.map(({ id }) => String(id));
  const close = (path: string, token: string, outcome: unknown) => ({
    what: `POST /api/${path}`,
    asking: { token, body: { outcome } },
  });
  const decide = async (status: number, { what, asking }: ReturnType<typeof close>) =>
    assertEquals((await ask(server, what, asking)).status, status, what);
  await decide(400, close(`rooms/den/reports/${one}`, token, "forgotten"));
  await decide(404, close(`rooms/lobby/reports/${one}`, admin, "resolved"));
  await decide(204, close(`rooms/den/reports/${one}`, token, "resolved"));
  await decide(404, close(`rooms/den/reports/${one}`, token, "dismissed"));
  await decide(403, close(`admin/reports/${two}`, token, "dismissed"));
  await decide(204, close(`admin/reports/${two}`, admin, "dismissed"));
  assertEquals(told(await expect(server, 200, "GET /api/admin/reports", { token: admin })), []);
  const all = await expect(server, 200, "GET /api/admin/reports?all", { token: admin });
  assertEquals(told(all).length, 2);
  const { entries } = await expect(server, 200, "GET /api/audit", { token: admin });
  assert(Array.isArray(entries));
  const noted = entries.map(({ what, by, about }) => `${what} ${by} ${about}`);
  assert(noted.includes("report-resolved ada eve") && noted.includes("report-dismissed zoe eve"));
});

Deno.test("One person reports so many messages a day, and all together so many that wait", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using ada = await TestClient.enter(server, "ada", "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  const reports = async (text: string) => {
    const of = await says(eve, "den", text);
    const answer = await ada.ask({ type: "report", room: "den", of, reason: "" });
    return answer.type === "refused" ? answer.reason : answer.type;
  };
  for (let i = 0; i < REPORTS_A_DAY; i++) assertEquals(await reports(`${i}`), "done");
  assertEquals(await reports("one more"), "quota");
  // All of them in one moment, and in their order all the same.
  const token = ada.welcome.token!;
  const found = told(await expect(server, 200, "GET /api/rooms/den/reports", { token }));
  const texts = Array.from({ length: REPORTS_A_DAY }, (_, i) => `${REPORTS_A_DAY - 1 - i}`);
  assertEquals(found, texts.map((text) => ["ada", "den", "", "eve", text]));
  clock.pass(DAY_MS);
  assertEquals(await reports("tomorrow"), "done");
});

Deno.test("When as many reports wait as may, one more is refused, until some are decided on", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"));
  await store.write((kv) => {
    const atomic = kv.atomic();
    for (let i = 0; i < OPEN_REPORTS_MAX - 1; i++) atomic.set(keys.reportOpen("attic", `${i}`), 1);
    return atomic.commit();
  });
  await using server = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.enter(server, "ada", "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  const outcomes: string[] = [];
  for (const text of ["last", "too many"]) {
    const of = await says(eve, "den", text);
    const answer = await ada.ask({ type: "report", room: "den", of, reason: "" });
    outcomes.push(answer.type === "refused" ? answer.reason : answer.type);
  }
  assertEquals(outcomes, ["done", "quota"]);
});

Deno.test("Who deletes their account is in no report any more, nor is what they said, if they wish so", async () => {
  for (const messages of ["keep", "delete"]) {
    await using server = await TestServer.start();
    const admin = await claimAdmin(server, "zoe");
    const token = await claim(server, "eve");
    await using eve = await TestClient.connect(server, { token });
    await eve.join("den");
    await using ada = await TestClient.enter(server, "ada", "den");
    const [hers, his] = [await says(eve, "den", "buy this"), await says(ada, "den", "hello")];
    await ada.ask({ type: "report", room: "den", of: hers, reason: "spam" });
    await eve.ask({ type: "report", room: "den", of: his, reason: "she is rude" });
    const body = { password: PASSWORD, messages };
    await expect(server, 204, "DELETE /api/account", { token, body });
    await erased(server);
    const found = told(await expect(server, 200, "GET /api/admin/reports", { token: admin }));
    assertEquals(found, [
      ["former member", "den", "", "ada", "hello"],
      ["ada", "den", "spam", "former member", messages === "keep" ? "buy this" : ""],
    ]);
  }
});

/** Resolves when nobody is about to be erased. */
async function erased(server: TestServer): Promise<void> {
  while ((await server.backing.journal.erasing()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

Deno.test("A report is kept for 90 days, whatever is done to it meanwhile", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"));
  const kept = {
    nth: 1,
    by: "guest:eve",
    entry: { type: "said", room: "den", seq: 1, id: "1", from: "eve", at: 1, text: "buy" },
  } as const;
  const spans: (number | undefined)[] = [];
  const watched = new Proxy(store, {
    get(_, name) {
      if (name === "write") {
        return (operation: (kv: Deno.Kv) => Promise<unknown>) =>
          store.write((kv) => operation(spied(kv, spans)));
      }
      const method: unknown = Reflect.get(store, name);
      return typeof method === "function" ? method.bind(store) : method;
    },
  });
  const reports = new KvReports(watched, { reader: { kept: () => Promise.resolve(kept) } });
  const by = { id: "guest:ada", name: "ada", key: "ada", guest: true };
  await reports.add({ room: { key: "den", name: "den" }, of: 1, by, reason: "", at: 1000 });
  const [report] = await reports.list({ limit: 1 });
  await reports.close(report!.id, { at: 1000 + DAY_MS, by: "ada", outcome: "resolved" });
  assertEquals(spans, [REPORT_MS, REPORT_MS - DAY_MS]);
});

/** A database that notes for how long reports are to be kept that are written. */
function spied(kv: Deno.Kv, spans: (number | undefined)[]): Deno.Kv {
  const atomic = () => {
    const made = kv.atomic();
    const set = made.set.bind(made);
    made.set = (key, value, options) => {
      if (key[0] === "report") spans.push(options?.expireIn);
      return set(key, value, options);
    };
    return made;
  };
  return new Proxy(kv, { get: (_, name) => name === "atomic" ? atomic : Reflect.get(kv, name) });
}
