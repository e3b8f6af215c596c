import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { backingOver } from "../../server/backing.ts";
import { Store } from "../../server/kv/store.ts";
import { soon } from "../support/arrivals.ts";
import { findProgram } from "../support/process/find_program.ts";
import { claimAdmin, expect } from "../support/server/asker.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";
import { TempFolder } from "../support/temp_folder.ts";

/** What a server exposes, by name with labels. */
async function read({ chat }: TestServer): Promise<Map<string, number>> {
  const lines = (await chat.metrics.expose()).split("\n");
  return new Map(
    lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** By how much each metric that moved did while something was done. */
async function moved(
  server: TestServer,
  act: () => Promise<unknown>,
): Promise<Map<string, number>> {
  const before = await read(server);
  await act();
  const after = await read(server);
  const differences = after.entries().map(([name, value]) =>
    [name, value - (before.get(name) ?? 0)] as const
  );
  return new Map(differences.filter(([, by]) => by !== 0));
}

Deno.test("Metrics tell of connections, rooms and people, and of how connections ended", async () => {
  await using server = await TestServer.start();
  const come = await moved(server, async () => {
    const ada = await TestClient.enter(server, "ada", "tea");
    await using _again = await TestClient.connect(server, { token: ada.welcome.token! });
    const seen = await read(server);
    assertEquals([seen.get("hubbub_sockets"), seen.get("hubbub_people")], [2, 1]);
    ada.send({ type: "nonsense" });
    await ada.next("refused");
    ada.socket.close(1000);
    await ada.closed;
  });
  assertEquals(come.get("hubbub_rooms"), 1);
  assertEquals(come.get('hubbub_refusals_total{reason="unknown-command"}'), 1);
  await server.freed("ada");
  assertEquals((await read(server)).get('hubbub_disconnects_total{reason="Normal"}'), 2);
  assertEquals((await read(server)).get("hubbub_sockets"), 0);
});

Deno.test("Metrics count messages, what is delivered of them, frames and commits", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  const said = await moved(server, async () => {
    for (const text of ["one", "two", "three"]) {
      ada.say("lobby", text);
      await Promise.all([ada.texts(1), bob.texts(1)]);
    }
    ada.send({ type: "react", room: "lobby", of: 1, emoji: "👍", on: true });
    await Promise.all([ada.next("reacted"), bob.next("reacted")]);
  });
  assertEquals(said.get("hubbub_messages_total"), 3);
  assertEquals(said.get("hubbub_deliveries_total"), 2 * 4);
  assertEquals(said.get("hubbub_frames_received_total"), 4);
  assertGreater(said.get("hubbub_frames_sent_total") ?? 0, 7);
  assertEquals(said.get("hubbub_commit_seconds_count"), 4);
  assertGreater(said.get("hubbub_commit_seconds_sum") ?? 0, 0);
  assertEquals(said.get('hubbub_commit_entries_bucket{le="1"}'), 4);
  assertEquals(said.get("hubbub_commit_entries_sum"), 4);
});

Deno.test("Metrics count a message that is said again as nothing", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada");
  const said = await moved(server, async () => {
    ada.say("lobby", "once", "the-same");
    await ada.texts(1);
    ada.say("lobby", "once", "the-same");
    await ada.next("stored");
  });
  assertEquals(said.get("hubbub_messages_total"), 1);
});

Deno.test("Metrics count requests, refusals and exceeded limits by their kinds", async () => {
  const limits = { total: 10, perAddress: 10, perPerson: 1 };
  await using server = await TestServer.start({ limits });
  await using ada = await TestClient.connect(server, "ada");
  const asked = await moved(server, async () => {
    await expect(server, 200, "GET /api/server");
    await expect(server, "401 no-session", "GET /api/rooms");
    const token = ada.welcome.token!;
    await expect(server, "429 too-many", "GET /ws", { token });
  });
  assertEquals(asked.get('hubbub_http_responses_total{status="2xx"}'), 1);
  assertEquals(asked.get('hubbub_http_responses_total{status="4xx"}'), 2);
  assertEquals(asked.get('hubbub_http_refusals_total{reason="no-session"}'), 1);
  assertEquals(asked.get('hubbub_limits_exceeded_total{limit="sockets_of_person"}'), 1);
  const rushed = await moved(server, async () => {
    let status = 200;
    for (let i = 0; i < 10_000 && status !== 429; i++) {
      const response = await fetch(server.url("/api/session"));
      await response.body?.cancel();
      status = response.status;
    }
  });
  assertEquals(rushed.get('hubbub_limits_exceeded_total{limit="rate_of_address"}'), 1);
});

Deno.test("Metrics tell of event streams, and of those who have ended", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada");
  const headers = { authorization: `Bearer ${ada.welcome.token!}` };
  const response = await fetch(server.url("/api/events"), { headers });
  assertEquals((await read(server)).get("hubbub_event_streams"), 1);
  await response.body!.cancel();
  await until(server, "hubbub_event_streams", 0);
});

Deno.test("Metrics count commits that were tried again behind another server's", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using one = await TestServer.start({ backing: backingOver(store) });
  await using other = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.enter(one, "ada");
  await using bob = await TestClient.enter(other, "bob");
  for (let i = 0; i < 200; i++) {
    ada.say("lobby", `ada ${i}`);
    bob.say("lobby", `bob ${i}`);
    await Promise.all([ada.texts(2), bob.texts(2)]);
    const [ours, theirs] = await Promise.all([read(one), read(other)]);
    const retries = "hubbub_journal_retries_total";
    if ((ours.get(retries) ?? 0) + (theirs.get(retries) ?? 0) > 0) return;
  }
  throw new Error("Nobody was ever second");
});

Deno.test("Metrics tell of the process and its store", async () => {
  await using folder = await TempFolder.make();
  await using server = await TestServer.start({ store: folder.file("chat.db") });
  const seen = await read(server);
  for (const name of ["heap_bytes", "resident_memory_bytes", "store_bytes"]) {
    assertGreater(seen.get(`hubbub_${name}`) ?? 0, 10_000, name);
  }
  assertEquals(seen.get("hubbub_store_up"), 1);
  assert(Math.abs(seen.get("hubbub_start_time_seconds")! - Date.now() / 1000) < 600);
  await until(server, "hubbub_event_loop_delay_seconds_count", 1);
});

Deno.test("Metrics tell that the store grows, that it fails, and that it works again", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  await using server = await TestServer.start({ store: path });
  await using ada = await TestClient.enter(server, "ada");
  const grown = await moved(server, async () => {
    for (let i = 0; i < 20; i++) ada.say("lobby", `${i} ${"x".repeat(3_900)}`);
    await ada.texts(20);
  });
  assertGreater(grown.get("hubbub_store_bytes") ?? 0, 20 * 3_900);
  await Deno.rename(path, folder.file("away.db"));
  await until(server, "hubbub_store_up", 0);
  await Deno.rename(folder.file("away.db"), path);
  await until(server, "hubbub_store_up", 1);
});

Deno.test("Metrics tell how late the event loop is, and how much memory is in use", async () => {
  await using server = await TestServer.start();
  const looks = "hubbub_event_loop_delay_seconds_count";
  const held: number[][] = [];
  const moving = await moved(server, async () => {
    // Nobody is served meanwhile, for longer than it is looked how late that makes everybody.
    for (const end = performance.now() + 1_500; performance.now() < end || held.length < 400;) {
      if (held.length < 400) held.push(new Array(10_000).fill(performance.now()));
    }
    await until(server, looks, ((await read(server)).get(looks) ?? 0) + 1);
  });
  assertGreater(moving.get("hubbub_event_loop_delay_seconds_sum") ?? 0, 0.5);
  assertGreater(moving.get("hubbub_heap_bytes") ?? 0, 1_000_000);
  assertEquals(held.length, 400);
});

Deno.test("GET /metrics answers administrators alone", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(server.url("/metrics"), { headers });
  assertEquals(response.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  assertStringIncludes(await response.text(), "# TYPE hubbub_sockets gauge\nhubbub_sockets 0\n");
  await expect(server, "401 no-session", "GET /metrics");
});

const promtool = findProgram("promtool", "apt-get install prometheus");
Deno.test({
  name: "promtool finds nothing wrong with the metrics, nor a label that came from outside",
  ignore: promtool === undefined,
  async fn() {
    await using server = await TestServer.start();
    await using ada = await TestClient.enter(server, "ada-planted", "planted-room");
    ada.say("planted-room", "planted words");
    await ada.texts(1);
    await expect(server, "404 not-found", "GET /api/planted?q=planted");
    const text = await server.chat.metrics.expose();
    assert(!text.includes("planted"), text);
    const check = new Deno.Command(promtool!, {
      args: ["check", "metrics"],
      ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
    }).spawn();
    const writer = check.stdin.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    const { code, stdout, stderr } = await check.output();
    const told = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assertEquals([code, told], [0, ""]);
  },
});

/** Resolves when a metric is at least, or for 0 exactly, something. */
async function until(server: TestServer, name: string, value: number): Promise<void> {
  const look = async () => {
    while (true) {
      const now = (await read(server)).get(name) ?? 0;
      if (value === 0 ? now === 0 : now >= value) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await soon(look(), `${name} to be ${value}`);
}

Deno.test("docs/operations.md tells of every metric, and of no other", async () => {
  await using server = await TestServer.start();
  const docs = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));
  const told = new Set(docs.match(/hubbub_[a-z_]+/g));
  assertEquals(told, new Set(Iterator.from(server.chat.metrics).map(({ name }) => name)));
});
