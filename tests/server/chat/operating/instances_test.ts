import { assert, assertEquals } from "@std/assert";
import { Close, type Event } from "../../../../protocol.ts";
import { backingOver } from "../../../../server/backing.ts";
import { ask, claimAdmin, expect, PASSWORD } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { until } from "../../../support/until.ts";

/** Two servers that share a store. */
class Two implements AsyncDisposable {
  readonly ours: TestServer;
  readonly theirs: TestServer;
  readonly #stack: AsyncDisposableStack;

  private constructor(ours: TestServer, theirs: TestServer, stack: AsyncDisposableStack) {
    this.ours = ours;
    this.theirs = theirs;
    this.#stack = stack;
  }

  static async start(): Promise<Two> {
    await using starting = new AsyncDisposableStack();
    const file = starting.use(await SharedFile.make());
    const store = await file.store({ shared: true });
    const ours = starting.use(await TestServer.start({ backing: backingOver(store) }));
    const theirs = starting.use(await TestServer.start({ backing: backingOver(store) }));
    return new Two(ours, theirs, starting.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** Who is in a room, in the order of their names, and how many. */
async function who(client: TestClient, room: string): Promise<unknown> {
  const answer = await client.ask({ type: "who", room });
  assert(answer.type === "members");
  return [answer.members.toSorted(), answer.count];
}

function isOf(type: "online" | "offline", name: string) {
  return (event: Event) => event.type === type && event.name === name;
}

Deno.test("Those who are in a room on two servers know of each other, as if it were one", async () => {
  await using two = await Two.start();
  await using ada = await TestClient.enter(two.ours, "ada");
  await using bob = await TestClient.enter(two.theirs, "bob");
  await ada.until(isOf("online", "bob"), "bob to be online");
  await until(async () => `${await who(bob, "lobby")}` === "ada,bob,2", "both to be in the lobby");
  assertEquals(await who(ada, "lobby"), [["ada", "bob"], 2]);
  // In a room that nobody has opened here, too.
  await bob.join("den");
  const dens = async () => {
    const answer = await ada.ask({ type: "rooms" });
    assert(answer.type === "rooms");
    return answer.rooms.find(({ room }) => room === "den")?.count;
  };
  await until(async () => await dens() === 1, "somebody to be in the den");
  const { members, count } = await ada.join("den");
  assertEquals([members, count], [["ada", "bob"], 2]);
  bob.send({ type: "leave", room: "den" });
  await ada.until(isOf("offline", "bob"), "bob to be offline");
  assertEquals(await who(ada, "den"), [["ada"], 1]);
});

Deno.test("Who is on two servers is one person, and stays until they have left both", async () => {
  await using two = await Two.start();
  await using ada = await TestClient.enter(two.ours, "ada");
  await using bob = await TestClient.enter(two.theirs, "bob");
  await ada.until(isOf("online", "bob"), "bob to be online");
  await using phone = await TestClient.connect(two.ours, { token: bob.welcome.token! });
  await phone.join("lobby");
  assertEquals(await who(ada, "lobby"), [["ada", "bob"], 2]);
  bob.send({ type: "leave", room: "lobby" });
  await bob.next("left");
  await until(async () => `${await who(phone, "lobby")}` === "ada,bob,2", "two to be there");
  phone.send({ type: "leave", room: "lobby" });
  await ada.until(isOf("offline", "bob"), "bob to be offline");
  await until(async () => `${await who(ada, "lobby")}` === "ada,1", "ada to be alone");
});

Deno.test("Who was on a server that is stopped is gone from the others", async () => {
  await using two = await Two.start();
  await using ada = await TestClient.enter(two.ours, "ada");
  await using bob = await TestClient.enter(two.theirs, "bob");
  await ada.until(isOf("online", "bob"), "bob to be online");
  await two.theirs.chat[Symbol.asyncDispose]();
  assertEquals(await bob.closed, Close.GoingAway);
  await ada.until(isOf("offline", "bob"), "bob to be offline");
  assertEquals(await who(ada, "lobby"), [["ada"], 1]);
});

Deno.test("A guest's name is given once, whichever of two servers they come to", async () => {
  await using two = await Two.start();
  await using bob = await TestClient.enter(two.theirs, "bob");
  await expect(two.ours, "409 name-taken", "GET /ws?name=bob");
  await bob[Symbol.asyncDispose]();
  await two.ours.freed("bob");
  await using other = await TestClient.enter(two.ours, "bob");
  assertEquals(other.welcome.you, "bob");
  // Who had it comes back by their token, and finds that it is somebody else's.
  await expect(two.theirs, "409 name-taken", "GET /ws", { token: bob.welcome.token! });
});

Deno.test("A name that a guest has on another server is nobody's to claim, but for the operator", async () => {
  await using two = await Two.start();
  await using bill = await TestClient.enter(two.ours, "bill");
  for (const name of ["bill", "blll"]) {
    const body = { name, password: PASSWORD };
    await expect(two.theirs, "409 name-taken", "POST /api/accounts", { body });
  }
  await using eve = await TestClient.enter(two.theirs, "eve");
  const eves = { token: eve.welcome.token!, body: { name: "bill" } };
  await expect(two.theirs, "409 name-taken", "PUT /api/session/name", eves);
  await claimAdmin(two.theirs, "bill");
  assertEquals(await bill.closed, Close.Removed);
  await using zoe = await TestClient.enter(two.ours, "zoe");
  await zoe[Symbol.asyncDispose]();
  await two.ours.freed("zoe");
  const body = { name: "zoe", password: PASSWORD };
  await until(async () => {
    return (await ask(two.theirs, "POST /api/accounts", { body })).status === 201;
  }, "a name to be free whose guest has left");
});

Deno.test("Who is on another server is here to those who ask for people", async () => {
  await using two = await Two.start();
  const token = await claimAdmin(two.theirs, "ada");
  await using ada = await TestClient.connect(two.theirs, { token });
  await ada.join("lobby");
  await using bob = await TestClient.enter(two.theirs, "bob");
  await using eve = await TestClient.enter(two.ours, "eve");
  await until(async () => `${await who(eve, "lobby")}` === "ada,bob,eve,3", "all in the lobby");
  const asked = { token: eve.welcome.token! };
  const people = async () =>
    (await expect(two.ours, 200, "GET /api/people?names=ada,bob", asked)).people;
  assertEquals(await people(), [{ name: "ada", here: true }, { name: "bob", guest: true }]);
  await ada[Symbol.asyncDispose]();
  await bob[Symbol.asyncDispose]();
  await until(async () => `${await who(eve, "lobby")}` === "eve,1", "eve to be alone");
  await until(async () => JSON.stringify(await people()) === '[{"name":"ada"}]', "bob to be gone");
});

Deno.test("A kick, a ban and the end of a session reach those who are on another server", async () => {
  await using two = await Two.start();
  const token = await claimAdmin(two.theirs, "ada");
  await using ada = await TestClient.connect(two.ours, { token });
  await using eve = await TestClient.enter(two.theirs, "eve");
  await using zoe = await TestClient.enter(two.theirs, "zoe");
  await ada.join("den");
  await eve.join("den");
  ada.send({ type: "kick", room: "den", name: "eve" });
  await eve.until(({ type }) => type === "left", "eve to be out");
  ada.send({ type: "ban", name: "eve", ms: 3_600_000 });
  assertEquals(await eve.closed, Close.Removed);
  const zoes = { token: zoe.welcome.token! };
  await expect(two.ours, 204, "DELETE /api/session", zoes);
  assertEquals(await zoe.closed, Close.Removed);
});

Deno.test("What somebody has read on one server is read on another, when they next ask there", async () => {
  await using two = await Two.start();
  await using desk = await TestClient.enter(two.ours, "ada");
  await using phone = await TestClient.connect(two.theirs, { token: desk.welcome.token! });
  await using bob = await TestClient.enter(two.theirs, "bob");
  for (const text of ["1", "2 @ada"]) bob.say("lobby", text);
  await desk.texts(2);
  const left = async () => {
    const answer = await phone.ask({ type: "rooms" });
    assert(answer.type === "rooms");
    const lobby = answer.rooms.find(({ room }) => room === "lobby");
    return `${lobby?.unread ?? 0} ${lobby?.mentions ?? 0}`;
  };
  await until(async () => await left() === "2 1", "two to be unread");
  desk.send({ type: "read", room: "lobby", seq: 2 });
  await until(async () => await left() === "0 0", "all to be read");
});

Deno.test("Who types on one server is seen on another, but by those who have blocked them", async () => {
  await using two = await Two.start();
  await using ada = await TestClient.enter(two.ours, "ada");
  await using eve = await TestClient.enter(two.ours, "eve");
  await using bob = await TestClient.enter(two.theirs, "bob");
  await using cora = await TestClient.enter(two.theirs, "cora");
  await until(async () => `${await who(bob, "lobby")}`.endsWith(",4"), "all to be there");
  await eve.ask({ type: "block", name: "bob" });
  const types = (name: string) => (event: Event) => event.type === "typing" && event.from === name;
  bob.send({ type: "typing", room: "lobby" });
  await ada.until(types("bob"), "bob to type");
  cora.send({ type: "typing", room: "lobby" });
  const seen = await eve.until(({ type }) => type === "typing", "somebody to type");
  assert(types("cora")(seen));
});

Deno.test("What somebody reads, sets back and chooses on one server is told to their socket on another", async () => {
  await using two = await Two.start();
  await using bob = await TestClient.enter(two.ours, "bob");
  await using desk = await TestClient.enter(two.ours, "ada");
  await using phone = await TestClient.connect(two.theirs, { token: desk.welcome.token! });
  await phone.join("lobby");
  // Only then is it known on ours that ada is on theirs.
  await phone.join("den");
  const isKnown = async () => {
    const answer = await bob.ask({ type: "rooms" });
    assert(answer.type === "rooms");
    return answer.rooms.some(({ room, count }) => room === "den" && count === 1);
  };
  await until(isKnown, "somebody to be in the den");
  for (let i = 1; i <= 3; i++) bob.say("lobby", `message ${i}`);
  await desk.entries(3);
  desk.send({ type: "read", room: "lobby", seq: 2 });
  const read = await phone.until(({ type }) => type === "read", "what was read");
  assertEquals(read, { type: "read", room: "lobby", seq: 2 });
  await desk.ask({ type: "unread", room: "lobby", of: 2 });
  const back = await phone.until(({ type }) => type === "read", "what was set back");
  assertEquals(back, { type: "read", room: "lobby", seq: 1, back: 3, unread: 2, mentions: 0 });
  await desk.ask({ type: "notify", room: "lobby", level: "all" });
  const chosen = await phone.until(({ type }) => type === "notify", "what was chosen");
  assertEquals(chosen, { type: "notify", room: "lobby", level: "all" });
});

Deno.test("A server that shares its store with nobody writes nothing of who is there", async () => {
  await using file = await StoreFile.make();
  const backing = backingOver(file.store);
  assertEquals(backing.instances, undefined);
  await using server = await TestServer.start({ backing });
  await using bob = await TestClient.enter(server, "bob");
  await bob.join("den");
  for (const prefix of ["instance", "present", "held", "heldLike", "grown", "news"]) {
    assertEquals(await file.store.list({ prefix: [prefix] }, {}), []);
  }
});
