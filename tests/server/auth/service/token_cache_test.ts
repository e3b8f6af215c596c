import { assertEquals, assertRejects } from "@std/assert";
import { TokenCache, type TokenOwner } from "../../../../server/auth/service/token_cache.ts";
import { Clock } from "../../../support/clock.ts";

const TOKENS_MAX = 10_000;

/** A look-up that counts how often it is asked, and can be held. */
class LookUps {
  readonly clock = new Clock();
  readonly cache = new TokenCache(this.clock.now);
  count = 0;
  expires = Infinity;
  until: Promise<void> = Promise.resolve();

  find(token = "t", isKnown = true): Promise<TokenOwner | undefined> {
    return this.cache.find(token, async () => {
      const id = `${++this.count}`;
      await this.until;
      return isKnown ? this.#owner(id) : undefined;
    });
  }

  #owner(id: string): TokenOwner {
    const { expires } = this;
    const person = { id, name: "ada", key: "ada", guest: false };
    const times = { made: 0, seen: 0, expires };
    const session = {
      id,
      person: id,
      name: "ada",
      guest: false,
      ...times,
      program: "",
      address: "",
    };
    return { person, session };
  }
}

Deno.test("TokenCache looks a token up once a second, whoever asks meanwhile", async () => {
  const lookUps = new LookUps();
  await Promise.all([lookUps.find(), lookUps.find()]);
  lookUps.clock.pass(999);
  await lookUps.find();
  assertEquals(lookUps.count, 1);
  lookUps.clock.pass(1);
  assertEquals((await lookUps.find())?.person.id, "2");
});

Deno.test("TokenCache counts the second from when the look-up began", async () => {
  const lookUps = new LookUps();
  const held = Promise.withResolvers<void>();
  lookUps.until = held.promise;
  const first = lookUps.find();
  lookUps.clock.pass(1000);
  const second = lookUps.find();
  held.resolve();
  assertEquals([(await first)?.person.id, (await second)?.person.id], ["1", "2"]);
});

Deno.test("TokenCache keeps nobody for longer than their session lasts, or by a clock that is set back", async () => {
  const lookUps = new LookUps();
  lookUps.expires = lookUps.clock.at + 10;
  await lookUps.find();
  lookUps.clock.pass(10);
  await lookUps.find();
  assertEquals(lookUps.count, 2);
  lookUps.expires = Infinity;
  await lookUps.find();
  lookUps.clock.pass(-1);
  await lookUps.find();
  assertEquals(lookUps.count, 4);
});

Deno.test("TokenCache keeps neither that a token is nobody's nor that a look-up failed", async () => {
  const lookUps = new LookUps();
  assertEquals(await lookUps.find("t", false), undefined);
  const failing = lookUps.cache.find("t", () => Promise.reject(new Error("no store")));
  await assertRejects(() => failing, Error, "no store");
  assertEquals((await lookUps.find())?.person.id, "2");
});

Deno.test("TokenCache forgets at once what is cleared, also what was being looked up before that", async () => {
  const lookUps = new LookUps();
  const held = Promise.withResolvers<void>();
  lookUps.until = held.promise;
  const before = lookUps.find();
  lookUps.cache.clear();
  const after = lookUps.find();
  held.resolve();
  assertEquals([(await before)?.person.id, (await after)?.person.id], ["1", "2"]);
  assertEquals((await lookUps.find())?.person.id, "2");
});

Deno.test("TokenCache remembers so many tokens, and forgets the oldest first", async () => {
  const lookUps = new LookUps();
  for (let i = 0; i <= TOKENS_MAX; i++) await lookUps.find(`t${i}`);
  await lookUps.find("t1");
  assertEquals(lookUps.count, TOKENS_MAX + 1);
  await lookUps.find("t0");
  assertEquals(lookUps.count, TOKENS_MAX + 2);
});
