import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { scrypt } from "node:crypto";
import {
  EFFORT,
  type Hash,
  Passwords,
  readPassword,
} from "../../../../server/auth/accounts/passwords.ts";
import { AuthError } from "../../../../server/auth/auth_error.ts";
import { BusyError } from "../../../../server/limits/busy_error.ts";
import { longestNormalized } from "../../../support/measure/normalized.ts";

/** Next to nothing. */
const CHEAP = { cost: 2, blocks: 1, rounds: 1 };
const PASSWORD = "correct horse";

Deno.test("A password is kept by scrypt, its effort and a salt beside it", async () => {
  const passwords = new Passwords();
  const kept = await passwords.keep(PASSWORD);
  const { cost, blocks, rounds } = EFFORT;
  assertMatch(kept, new RegExp(`^scrypt\\$${cost}\\$${blocks}\\$${rounds}\\$[^$]{24}\\$[^$]{44}$`));
  assertEquals(await passwords.isRight(PASSWORD, kept), true);
  assertEquals(await passwords.isRight(`${PASSWORD}r`, kept), false);
});

Deno.test("A password that was kept with another effort is still right", async () => {
  const kept = await new Passwords({ cost: 16, blocks: 2, rounds: 3 }).keep(PASSWORD);
  const passwords = new Passwords(CHEAP);
  assertEquals(await passwords.isRight(PASSWORD, kept), true);
  assertEquals(await passwords.isRight("wrong horse", kept), false);
  assertNotEquals(await passwords.keep(PASSWORD), await passwords.keep(PASSWORD));
});

Deno.test("A password is one however its letters are composed", async () => {
  const passwords = new Passwords(CHEAP);
  const kept = await passwords.keep(readPassword("Zo\u00eb's cat"));
  assertEquals(await passwords.isRight("Zoe\u0308's cat", kept), true);
});

Deno.test("A password has eight characters, not bytes, and an end", () => {
  for (const fine of ["12345678", "密码密码密码密码", "👍".repeat(8), "x".repeat(1024)]) {
    assertEquals(readPassword(fine), fine);
  }
  const bad = ["", "1234567", "👍".repeat(7), "x".repeat(1025), "密".repeat(342), "12345678\ud83d"];
  for (const text of bad) {
    const { reason, message } = assertThrows(() => readPassword(text), AuthError);
    assertEquals(reason, "malformed");
    assertMatch(message, /^Cannot accept password: must have/);
  }
});

Deno.test("What cannot be a password is wrong, whatever is kept", async () => {
  const passwords = new Passwords(CHEAP);
  const kept = await passwords.keep(PASSWORD);
  for (const text of ["", "x".repeat(5_000_000)]) {
    assertEquals(await passwords.isRight(text, kept), false);
  }
  assertEquals(await passwords.isRight(PASSWORD, undefined), false);
});

Deno.test("Nobody waits for a password that is being hashed but who gave it", async () => {
  const passwords = new Passwords();
  let turns = 0;
  const clock = setInterval(() => turns++, 1);
  const kept = await passwords.keep(PASSWORD);
  clearInterval(clock);
  // On the event loop there would be none.
  assert(turns > 0, "others had no turn");
  assert(await passwords.isRight(PASSWORD, kept));
});

Deno.test("It takes as long to find that there is no such account as that the password is wrong", async () => {
  const effort = { cost: 4, blocks: 2, rounds: 3 };
  const hashed: string[] = [];
  const hash: Hash = (password, salt, length, options, done) => {
    hashed.push(JSON.stringify([password.length, salt.length, length, options]));
    scrypt(password, salt, length, options, done);
  };
  const passwords = new Passwords(effort, hash);
  const kept = await passwords.keep(PASSWORD);
  assertEquals(await passwords.isRight("wrong horse", kept), false);
  assertEquals(await passwords.isRight("wrong horse", undefined), false);
  const [, wrong, unknown, ...others] = hashed;
  assertEquals([wrong, others], [unknown, []]);
});

Deno.test("A flood of passwords is refused, and who came first is served", async () => {
  const passwords = new Passwords(CHEAP);
  const tries = Array.from({ length: 200 }, () => passwords.isRight(PASSWORD, undefined));
  const results = await Promise.allSettled(tries);
  const served = results.filter(({ status }) => status === "fulfilled").length;
  assertEquals(results.slice(0, served).every(({ status }) => status === "fulfilled"), true);
  assert(served > 0 && served < 200, `${served} were served`);
  await assertRejects(() => tries.at(-1)!, BusyError, "too many");
  assertEquals(await passwords.isRight(PASSWORD, undefined), false);
});

Deno.test("No password is composed before its length and its marks are looked at", async () => {
  const passwords = new Passwords(CHEAP);
  const kept = await passwords.keep(PASSWORD);
  for (const text of ["\u0301\u0327".repeat(16_000), "\u0301\u0327".repeat(500)]) {
    const longest = await longestNormalized(async () => {
      assertThrows(() => readPassword(text), AuthError, "Cannot accept password: must");
      assertEquals(await passwords.isRight(text, kept), false);
    });
    assertEquals(longest, 0);
  }
});
