import { assertEquals } from "@std/assert";
import type { Account, AccountBook } from "../../../server/door/accounts.ts";
import { MemoryAccountBook } from "../../../server/door/memory_account_book.ts";
import { KvAccountBook } from "../../../server/kv/account_book.ts";
import { StoreFile } from "../../support/store_file.ts";

const ADA = { id: "account:ada", name: "Ada", password: "kept", made: 1 };
const BOB = { ...ADA, id: "account:bob", name: "bob" };
const OPEN = { isOpen: true, canFound: true, at: 1 };
const BY_INVITE = { ...OPEN, isOpen: false };

/** What everything that keeps accounts has to hold. */
const PROMISES: Readonly<Record<string, (book: AccountBook) => Promise<void>>> = {
  "adds an account once, and knows the first for ever": async (book) => {
    const founder = { ...ADA, founder: true };
    assertEquals(await book.find("ada"), undefined);
    assertEquals(await book.add("ada", ADA, OPEN), founder);
    assertEquals(await book.add("ada", BOB, OPEN), "taken");
    assertEquals(await book.find("ada"), founder);
    assertEquals(await book.remove("ada", founder), true);
    assertEquals(await book.add("bob", BOB, OPEN), { ...BOB, founder: false });
  },

  "lets one of those who race be the founder": async (book) => {
    const names = ["ada", "bob", "cleo", "dan"];
    const added = await Promise.all(names.map((name) => book.add(name, { ...ADA, name }, OPEN)));
    const founders = added.filter((account) => (account as Account).founder);
    assertEquals(founders.length, 1);
  },

  "has no founder where somebody else was named": async (book) => {
    const terms = { ...OPEN, canFound: false };
    assertEquals(await book.add("ada", ADA, terms), { ...ADA, founder: false });
    assertEquals(await book.add("bob", BOB, OPEN), { ...BOB, founder: false });
  },

  "adds who was invited, once and in time, and the founder without": async (book) => {
    await book.add("ada", ADA, BY_INVITE);
    await book.invite("one", { by: ADA.id, expires: 10 });
    const add = (name: string, invite?: string, at = 1) =>
      book.add(name, { ...BOB, name }, { ...BY_INVITE, invite, at });
    for (const invite of [undefined, "", "two"]) {
      assertEquals(await add("bob", invite), "not-invited");
    }
    assertEquals(await add("bob", "one", 10), "not-invited");
    assertEquals(await add("ada", "one"), "taken");
    assertEquals(await add("bob", "one"), { ...BOB, founder: false });
    assertEquals(await add("cleo", "one"), "not-invited");
  },

  "changes and removes only what is as it was": async (book) => {
    const ada = await book.add("ada", ADA, OPEN) as Account;
    const changed = { ...ada, password: "other" };
    assertEquals(await book.replace("ada", { ...ada, id: "account:eve" }, changed), false);
    assertEquals(await book.replace("ada", ada, changed), true);
    assertEquals(await book.replace("ada", ada, ada), false);
    assertEquals(await book.remove("ada", ada), false);
    assertEquals(await book.find("ada"), changed);
    assertEquals(await book.remove("ada", changed), true);
    assertEquals([await book.find("ada"), await book.remove("ada", changed)], [undefined, false]);
  },
};

for (const [promise, keeps] of Object.entries(PROMISES)) {
  Deno.test(`MemoryAccountBook ${promise}`, async () => {
    await keeps(new MemoryAccountBook());
  });

  Deno.test(`KvAccountBook ${promise}`, async () => {
    await using file = await StoreFile.make();
    await keeps(new KvAccountBook(file.store));
  });
}
