import { assert, assertEquals } from "@std/assert";
import { type Backing, backingOver } from "../../../../server/backing.ts";
import { AuthService } from "../../../../server/auth/service.ts";
import { type Begun, SESSION_MS, SILENT_MS } from "../../../../server/auth/sessions.ts";
import { Clock } from "../../../support/clock.ts";
import { saying, timedId } from "../../../support/hub/log.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const HERE = { program: "test/1", address: "127.0.0.1" };
const MINUTE_MS = 60_000;
/** The least effort that a password takes. */
const EFFORT = { cost: 2 ** 4, blocks: 8, rounds: 1 } as const;

/** A auth by a clock, and what it keeps things in. */
interface Ground {
  readonly backing: Backing;
  readonly auth: AuthService;
  readonly clock: Clock;
  /** The keys in the store that name a person; none where there is no store. */
  traces(person: string): Promise<unknown[]>;
}

/** A guest who has read, was written to, and has blocked somebody, but has said nothing. */
async function arrive({ auth, backing }: Ground, name = "ada"): Promise<Begun> {
  const begun = auth.sessions.beginGuest(name, HERE);
  auth.sessions.keepGuest(begun);
  await auth.settled();
  const { person } = begun.session;
  const { journal, positions, blocks } = backing;
  await journal.createRoom("lobby", "lobby");
  await positions.read({ id: person, key: name }, "lobby", 0);
  const people = [person, "account:bob"].sort();
  const key = `@${name},bob ${people.join(" ")}`;
  await journal.createRoom(key, `@${name},bob`, people);
  await journal.append(key, [saying(`@${name},bob`, timedId(), { from: "bob", text: `@${name}` })]);
  await blocks.add(person, { name: "eve", at: 1 });
  return begun;
}

/** What is left of a guest. */
async function leftOf({ auth, backing, traces }: Ground, { session, token }: Begun) {
  const { person, name } = session;
  const positions = await backing.positions.of({ id: person, key: name });
  return {
    session: (await auth.sessions.find(token))?.id,
    isNamed: await auth.find(name) === person,
    positions: positions.length,
    blocks: (await backing.blocks.of(person)).length,
    traces: await traces(person),
  };
}

const NOTHING = { session: undefined, isNamed: false, positions: 0, blocks: 0, traces: [] };

/** Some time passes, in which it is looked who is gone. */
async function pass({ clock, auth }: Ground, ms: number): Promise<void> {
  clock.pass(ms);
  for (let i = 0; i < 3; i++) {
    clock.pass(i && MINUTE_MS);
    await auth.look();
    await auth.settled();
  }
}

function test(what: string, run: (ground: Ground) => Promise<void>): void {
  Deno.test(what, async () => {
    await using file = await StoreFile.make();
    const [backing, clock] = [backingOver(file.store), new Clock()];
    const auth = new AuthService({ backing, now: clock.now, effort: EFFORT });
    const traces = async (person: string) => {
      const rows = await file.store.list({ prefix: [] }, {});
      // What was said in a direct room is its other people's, too, and whom it calls.
      return rows.map(({ key }) => key)
        .filter(([kind, id]) =>
          !["room", "log", "mention"].includes(String(kind)) && id !== "account:bob"
        )
        .filter((key) => key.some((part) => String(part).includes(person)));
    };
    await run({ backing, auth, clock, traces });
  });
}

test("A guest who never said anything leaves nothing after an hour", async (ground) => {
  const begun = await arrive(ground);
  const { session } = begun;
  await pass(ground, SILENT_MS - 5 * MINUTE_MS);
  assertEquals((await leftOf(ground, begun)).session, session.id);
  // That was the last that was seen of them.
  await pass(ground, SILENT_MS);
  assertEquals(await leftOf(ground, begun), NOTHING);
});

test("What a guest leaves who said something is gone thirty days later", async (ground) => {
  const begun = await arrive(ground);
  ground.auth.spoke({ id: begun.session.person, name: "ada", key: "ada", guest: true });
  await ground.auth.settled();
  ground.clock.pass(SESSION_MS - 10 * MINUTE_MS);
  const { traces: _, ...left } = await leftOf(ground, begun);
  assertEquals(left, { session: begun.session.id, isNamed: true, positions: 2, blocks: 1 });
  await ground.auth.settled();
  await pass(ground, SESSION_MS);
  assertEquals(await leftOf(ground, begun), NOTHING);
});

test("A guest who says something before they are kept is kept as one who did", async (ground) => {
  const { auth, clock } = ground;
  const begun = auth.sessions.beginGuest("ada", HERE);
  auth.sessions.keepGuest(begun);
  auth.spoke({ id: begun.session.person, name: "ada", key: "ada", guest: true });
  await auth.settled();
  clock.pass(2 * SILENT_MS);
  assertEquals((await auth.sessions.find(begun.token))?.id, begun.session.id);
  await auth.settled();
});

test("A silent guest stays for as long as they have a socket", async (ground) => {
  const begun = await arrive(ground);
  const { person, id } = begun.session;
  const reservation = ground.auth.names.take(
    { id: person, name: "ada", key: "ada", guest: true },
    id,
  );
  for (let i = 0; i < 10; i++) await pass(ground, SILENT_MS / 2);
  assertEquals((await leftOf(ground, begun)).session, id);
  reservation?.[Symbol.dispose]();
  await pass(ground, SILENT_MS);
  await pass(ground, SILENT_MS);
  assertEquals(await leftOf(ground, begun), NOTHING);
});

test("Whoever has the name after a guest keeps it, and so does who claimed it", async (ground) => {
  const { auth, backing } = ground;
  const [ada, bea] = [await arrive(ground), await arrive(ground, "bea")];
  const hashed = await auth.hashNew("bea", "correct horse", "127.0.0.1");
  const id = bea.session.person;
  await auth.accounts.claim("bea", hashed, {
    id,
    invite: undefined,
    device: { address: "127.0.0.1" },
  });
  await auth.sessions.spoke(id);
  ground.clock.pass(SILENT_MS / 2);
  const later = await arrive(ground);
  auth.spoke({ id: later.session.person, name: "ada", key: "ada", guest: true });
  await auth.settled();
  await pass(ground, SILENT_MS);
  assertEquals(await leftOf(ground, ada), NOTHING);
  assertEquals((await leftOf(ground, later)).isNamed, true);
  await pass(ground, 2 * SESSION_MS);
  assert((await backing.positions.of({ id, key: "bea" })).length > 0);
  assertEquals((await backing.blocks.of(id)).length, 1);
});
