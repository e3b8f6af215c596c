import { assertEquals } from "@std/assert";
import { type Entry, LOBBY } from "../../../protocol.ts";
import { below, withChance } from "../../support/random/random.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Someone whose network breaks, and who comes back each time. */
class Traveller {
  /** What they have of the lobby. */
  readonly entries: Entry[] = [];
  /** What they said that was not acknowledged, by id. */
  readonly unsent = new Map<string, string>();
  readonly #server: TestServer;
  readonly #name: string;
  #token: string | undefined;
  #epoch: string | undefined;

  constructor(server: TestServer, name: string) {
    this.#server = server;
    this.#name = name;
  }

  /** Comes, says again what was not acknowledged, and is cut off after some frames, or when all came. */
  async visit(frames: number, hasAll: () => boolean): Promise<void> {
    const headers: Record<string, string> = {};
    if (this.#token !== undefined) headers.authorization = `Bearer ${this.#token}`;
    using socket = await RawClient.ask(this.#server, `/ws?name=${this.#name}`, headers);
    const after = this.entries.at(-1)?.seq ?? 0;
    await socket.send({ type: "join", room: LOBBY, after, epoch: this.#epoch });
    for (const [id, text] of this.unsent) await socket.send({ type: "say", room: LOBBY, id, text });
    do await this.#read(socket); while (--frames > 0 && !hasAll());
  }

  async #read(socket: RawClient): Promise<void> {
    for (const event of await socket.nextEvents()) {
      if (event.type === "welcome") this.#token = event.token;
      if (event.type === "joined") {
        assertEquals(event.reset, undefined);
        this.#epoch = event.epoch;
      }
      if (event.type === "said") this.entries.push(event);
      if (event.type === "said" || event.type === "stored") this.unsent.delete(event.id);
    }
  }
}

Deno.test("Someone who is cut off again and again has everything once while others talk", async () => {
  await withChance(async (random) => {
    await using server = await TestServer.start();
    await using bob = await TestClient.enter(server, "bob");
    const texts: string[] = [];
    const talk = async () => {
      for (let i = 0; i < 100; i++) {
        const burst = Array.from({ length: 20 }, (_, j) => `${i}.${j}`);
        for (const text of burst) bob.say(LOBBY, text);
        texts.push(...await bob.texts(burst.length));
      }
    };
    const ada = new Traveller(server, "ada");
    const talking = talk();
    const hasAll = () => ada.entries.length === 2_000;
    while (!hasAll()) await ada.visit(1 + below(4, random), hasAll);
    await talking;
    assertEquals(ada.entries.map(({ seq }) => seq), Array.from(ada.entries, (_, i) => i + 1));
    assertEquals(ada.entries.map((entry) => "text" in entry && entry.text), texts);
  });
});

Deno.test("Someone who says again what may have been lost has said it once", async () => {
  await withChance(async (random) => {
    await using server = await TestServer.start();
    const ada = new Traveller(server, "ada");
    const said: string[] = [];
    while (said.length < 300 || ada.unsent.size > 0) {
      for (let i = below(10, random); i > 0 && said.length < 300; i--) {
        said.push(`message ${said.length}`);
        ada.unsent.set(`id-${said.length}`, `message ${said.length - 1}`);
      }
      await ada.visit(1 + below(3, random), () => ada.unsent.size === 0);
    }
    await using bob = await TestClient.connect(server, "bob");
    await bob.join(LOBBY, { after: 0 });
    assertEquals(await bob.texts(said.length), said);
    bob.say(LOBBY, "the end");
    assertEquals((await bob.next("said")).seq, said.length + 1);
  });
});
