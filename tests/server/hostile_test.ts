import { assertEquals } from "@std/assert";
import { Close, LIMITS } from "../../protocol.ts";
import { hurried } from "../support/clock.ts";
import { Fuzz } from "../support/random/fuzz.ts";
import { withChance } from "../support/random/random.ts";
import { ask } from "../support/server/asker.ts";
import { Opcode, RawClient } from "../support/server/raw_client.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";
import { until } from "../support/until.ts";

const FRAMES = 1_000;

/** Two people who talk, and notice when anything disturbs them. */
class Friends implements AsyncDisposable {
  #saidCount = 0;

  readonly ada: TestClient;
  readonly bob: TestClient;

  private constructor(ada: TestClient, bob: TestClient) {
    this.ada = ada;
    this.bob = bob;
  }

  static async meet(server: TestServer): Promise<Friends> {
    const ada = await TestClient.enter(server, "ada");
    const bob = await TestClient.enter(server, "bob");
    await ada.next("online");
    return new Friends(ada, bob);
  }

  /** One says something, and it is the next thing that both hear. */
  async talk(): Promise<void> {
    const text = `undisturbed ${++this.#saidCount}`;
    this.ada.say("lobby", text);
    for (const friend of [this.ada, this.bob]) {
      const [event] = await friend.events(1);
      assertEquals(event?.type === "said" && [event.seq, event.text], [this.#saidCount, text]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ada[Symbol.asyncDispose]();
    await this.bob[Symbol.asyncDispose]();
  }
}

Deno.test("A malformed line is refused, and its sender goes on", async () => {
  await using server = await TestServer.start();
  await using eve = await TestClient.connect(server, "eve");
  for (
    const line of ["{", "null", "[]", '{"type":7}', '{"type":"say","ref":1}', "\u0000", "\ud83d"]
  ) {
    eve.socket.send(line);
    await eve.next("refused");
  }
  assertEquals((await eve.ask({ type: "ping" })).type, "pong");
});

Deno.test("A frame of as many bytes as there may be is read, and a longer one ends its sender", async () => {
  await using server = await TestServer.start();
  await using friends = await Friends.meet(server);
  const line = '{"type":"ping"}';
  for (const character of ["x", "é", "中", "👍"]) {
    await using eve = await TestClient.connect(server, `eve-${character.codePointAt(0)}`);
    const bytes = new TextEncoder().encode(character).length;
    const room = LIMITS.frame - line.length - 1;
    const filler = character.repeat(Math.floor(room / bytes)) + "x".repeat(room % bytes);
    eve.socket.send(`${line}\n${filler}`);
    await eve.next("pong");
    await eve.next("refused");
    eve.socket.send(`${line}\n${filler}x`);
    assertEquals(await eve.closed, Close.FrameTooBig, character);
  }
  await friends.talk();
});

Deno.test("A binary frame ends its sender", async () => {
  await using server = await TestServer.start();
  await using friends = await Friends.meet(server);
  await using eve = await TestClient.connect(server, "eve");
  eve.socket.send(new TextEncoder().encode('{"type":"ping"}'));
  assertEquals(await eve.closed, Close.Binary);
  await friends.talk();
});

Deno.test("Bytes that are no WebSocket end their sender", async (t) => {
  await using server = await TestServer.start({ now: hurried() });
  await using friends = await Friends.meet(server);
  const rudenesses: Record<string, (eve: RawClient) => Promise<void>> = {
    "a reserved bit": (eve) => eve.write(Uint8Array.of(0xc1, 0x80, 0, 0, 0, 0)),
    "no such opcode": (eve) => eve.sendFrame(5, Uint8Array.of(1)),
    "no UTF-8": (eve) => eve.sendFrame(Opcode.text, Uint8Array.of(0xc3, 0x28)),
    "a ping too long": (eve) => eve.sendFrame(Opcode.ping, new Uint8Array(126)),
    "a goodbye cut short": (eve) => eve.sendFrame(Opcode.close, Uint8Array.of(3)),
    "another protocol": (eve) => eve.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n")),
  };
  for (const [rudeness, commit] of Object.entries(rudenesses)) {
    await t.step(rudeness, async () => {
      using eve = await RawClient.ask(server, "/ws?name=eve");
      assertEquals(eve.status, 101);
      await eve.send({ type: "join", room: "lobby" });
      assertEquals((await friends.ada.next("online")).name, "eve");
      await friends.bob.next("online");
      await commit(eve);
      assertEquals((await friends.ada.next("offline")).name, "eve");
      await friends.bob.next("offline");
      await friends.talk();
    });
  }
});

Deno.test("A thousand random frames leave everybody else untouched", async () => {
  await withChance(async (random) => {
    await using server = await TestServer.start();
    await using friends = await Friends.meet(server);
    const fuzz = new Fuzz(random);
    let eve = await TestClient.connect(server, "eve");
    let lives = 1;
    for (let i = 0; i < FRAMES; i++) {
      const { frame, code } = fuzz.frame();
      eve.socket.send(frame);
      if (i % 10 === 0) await friends.talk();
      if (code === undefined) continue;
      assertEquals(await eve.closed, code);
      eve = await TestClient.connect(server, `eve-${++lives}`);
    }
    assertEquals((await eve.ask({ type: "ping" })).type, "pong");
    await friends.talk();
    await eve[Symbol.asyncDispose]();
  });
});

for (const workers of [0, 2]) {
  const how = workers === 0 ? "alone" : `with ${workers} workers`;
  Deno.test(`Who is gone before their socket is there takes no place, ${how}`, async () => {
    const limits = { total: 100, perAddress: 3, perPerson: 3 };
    await using server = await TestServer.start({ limits, workers });
    const { host, hostname, port } = server.url();
    for (let at = 0; at < 30; at++) {
      using client = await Deno.connect({ hostname, port: Number(port) });
      const lines = [
        `GET /ws?name=eve-${at} HTTP/1.1`,
        `host: ${host}`,
        "upgrade: websocket",
        "connection: Upgrade",
        "sec-websocket-version: 13",
        "sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==",
      ];
      await client.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
    }
    await until(async () => {
      const { status, body } = await ask(server, "GET /ws?name=ada");
      return status !== 429 && body?.error === "not-a-websocket";
    }, "a place for somebody else");
    await using ada = await TestClient.enter(server, "ada");
    assertEquals(ada.name, "ada");
  });
}
