import { assertEquals } from "@std/assert";
import type { Account, AccountStore } from "../../../server/auth/accounts.ts";
import { KvAccountStore } from "../../../server/kv/account_store.ts";
import { StoreFile } from "../../support/store_file.ts";

const ADA = { id: "account:ada", name: "Ada", password: "kept", made: 1 };
const BOB = { ...ADA, id: "account:bob", name: "bob" };
const OPEN = { isOpen: true, at: 1 };
const BY_INVITE = { ...OPEN, isOpen: false };

/** What everything that keeps accounts has to hold. */
const PROMISES: Readonly<Record<string, (book: AccountStore) => Promise<void>>> = {
  "adds an account once, and makes nobody the administrator for being the first": async (book) => {
    const account = { ...ADA, founder: false };
    assertEquals(await book.find("ada"), undefined);
    assertEquals(await book.add("ada", ADA, OPEN), account);
    assertEquals(await book.add("ada", BOB, OPEN), "taken");
    assertEquals(await book.find("ada"), account);
    assertEquals(await book.remove("ada", account), true);
    assertEquals(await book.add("bob", BOB, OPEN), { ...BOB, founder: false });
  },

  "lets one of those who race with the code be the administrator": async (book) => {
    assertEquals([await book.code(), await book.offerCode("hash")], [undefined, true]);
    assertEquals(await book.code(), "hash");
    const terms = { ...BY_INVITE, code: "hash" };
    const names = ["ada", "bob", "cleo", "dan"];
    const added = await Promise.all(names.map((name) => book.add(name, { ...ADA, name }, terms)));
    assertEquals(added.filter((one) => one === "wrong-code").length, 3);
    assertEquals(added.filter((one) => (one as Account).founder).length, 1);
    assertEquals([await book.code(), await book.offerCode("other")], [undefined, false]);
    assertEquals(await book.code(), undefined);
  },

  "takes the newest code alone": async (book) => {
    await book.offerCode("first");
    await book.offerCode("second");
    assertEquals(await book.add("ada", ADA, { ...OPEN, code: "first" }), "wrong-code");
    assertEquals(await book.find("ada"), undefined);
    assertEquals(await book.add("ada", ADA, { ...OPEN, code: "second" }), {
      ...ADA,
      founder: true,
    });
  },

  "promotes an account with the code, once, and keeps what else is in it": async (book) => {
    const bob = await book.add("bob", BOB, OPEN) as Account;
    const ada = await book.add("ada", { ...ADA, ...{ later: [1] } }, OPEN) as Account;
    await book.offerCode("hash");
    assertEquals(await book.promote("ada", ada, "other"), undefined);
    assertEquals(await book.promote("ada", { ...ada, password: "old" }, "hash"), undefined);
    const promoted = { ...ada, founder: true };
    assertEquals(await book.promote("ada", ada, "hash"), promoted);
    assertEquals([await book.find("ada"), await book.promote("bob", bob, "hash")], [
      promoted,
      undefined,
    ]);
  },

  "offers a code until there is an administrator, or the one who is meant": async (book) => {
    await book.offerCode("hash");
    const ada = await book.add("ada", ADA, { ...OPEN, code: "hash" }) as Account;
    assertEquals([await book.offerCode("other"), await book.offerCode("other", "ada")], [
      false,
      false,
    ]);
    assertEquals([await book.offerCode("third", "bob"), await book.code()], [true, "third"]);
    // Nobody has it once who is meant is the administrator.
    assertEquals([await book.offerCode("other"), await book.code()], [false, undefined]);
    assertEquals(await book.remove("ada", ada), true);
    assertEquals(await book.offerCode("fourth"), true);
  },

  "adds who was invited, once and in time, and the bearer of the code without": async (book) => {
    assertEquals(await book.add("ada", ADA, BY_INVITE), "not-invited");
    await book.offerCode("hash");
    await book.add("ada", ADA, { ...BY_INVITE, code: "hash" });
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
  Deno.test(`KvAccountStore ${promise}`, async () => {
    await using file = await StoreFile.make();
    await keeps(new KvAccountStore(file.store));
  });
}
