import { assertEquals, assertMatch } from "@std/assert";
import { PATIENCE_MS } from "../../support/arrivals.ts";
import { claimAdmin, expect, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { readPath, sayFiles, upload } from "../../support/server/uploads.ts";

/** Somebody who talks in plain text. */
class Talker implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly #frames = new TransformStream<string, string>();
  readonly #reader = this.#frames.readable.getReader();
  readonly closed: Promise<number>;

  constructor(server: TestServer, query: string) {
    this.socket = new WebSocket(server.url(`/ws?${query}&format=text`));
    const writer = this.#frames.writable.getWriter();
    this.socket.onmessage = ({ data }) => void writer.write(String(data));
    this.closed = new Promise((resolve) => {
      this.socket.onclose = ({ code }) => {
        resolve(code);
        writer.close();
      };
    });
  }

  static async open(server: TestServer, query: string): Promise<Talker> {
    const talker = new Talker(server, query);
    await new Promise((resolve) => talker.socket.onopen = resolve);
    return talker;
  }

  async next(): Promise<string | undefined> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error("Waited for a frame")), PATIENCE_MS);
    const read = await Promise.race([this.#reader.read(), late.promise]);
    clearTimeout(timer);
    return read.value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

Deno.test("A frame of plain text is said in the room, and messages come as name and text", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "before");
  await bob.next("said");
  await using ada = await Talker.open(server, "name=ada&room=lobby");
  ada.socket.send("hello\n");
  assertEquals(await ada.next(), "ada: hello");
  assertEquals((await bob.next("said")).text, "hello");
  bob.say("lobby", "one\nmallory: two\r\n\u2028three\u001b[2K\rend");
  assertEquals(await ada.next(), "bob: one\n  mallory: two\n  \n  three\ufffd[2K\n  end");
});

Deno.test("Several lines in one frame of plain text are one message", async () => {
  await using server = await TestServer.start();
  await using ada = await Talker.open(server, "name=ada&room=lobby");
  ada.socket.send('{"type":"ping"}\n  two');
  ada.socket.send("");
  ada.socket.send("x");
  assertEquals(await ada.next(), 'ada: {"type":"ping"}\n    two');
  assertEquals(await ada.next(), "ada: x");
});

Deno.test("Who talks in plain text is told what is refused, and why the room is gone", async () => {
  await using server = await TestServer.start();
  await using admin = await TestClient.enter(server, { token: await claimAdmin(server, "root1") });
  await using ada = await Talker.open(server, "name=ada");
  ada.socket.send("x".repeat(5_000));
  assertMatch(await ada.next() ?? "", /^! Cannot read text: /);
  await admin.ask({ type: "mute", room: "lobby", name: "ada", ms: 60_000 });
  assertMatch(await ada.next() ?? "", /^\* /);
  ada.socket.send("hello");
  assertMatch(await ada.next() ?? "", /^! Cannot say: you are muted/);
  await admin.ask({ type: "ban", room: "lobby", name: "ada" });
  assertMatch(await ada.next() ?? "", /^! You are out of lobby: banned$/);
  assertEquals(await ada.closed, 1008);
  await admin.ask({ type: "ban", room: "lobby", name: "eve" });
  await using again = await Talker.open(server, "name=eve");
  assertMatch(await again.next() ?? "", /^! Cannot join: /);
  assertEquals(await again.closed, 1008);
});

Deno.test("What is no format, or no room, is refused before the upgrade", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  await expect(server, "400 malformed", "GET /ws?format=xml", { token });
  await expect(server, "400 malformed", "GET /ws?format=text&room=a%20b", { token });
  await expect(server, "426 not-a-websocket", "GET /ws?format=text&room=lobby", { token });
});

Deno.test("Each file of a message is a line of plain text: its name, and its address", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "bob");
  await using ada = await Talker.open(server, "name=ada&room=lobby");
  const files = [];
  for (const name of ["cat one.png", "log.txt"]) {
    files.push(await upload(server, name, { token, name }));
  }
  const body = { text: "look", files: [files[0]!.id] };
  await expect(server, 201, "POST /api/rooms/lobby/messages", { token, body });
  const [cat, log] = files.map(({ url }) => server.url(url).href);
  assertEquals(await ada.next(), `bob: look\n  cat one.png ${cat}`);
  await sayFiles(server, [files[1]!.id], { token });
  assertEquals(await ada.next(), `bob: log.txt ${log}`);
  assertEquals((await readPath(server, new URL(cat!).pathname, { token })).status, 200);
});
