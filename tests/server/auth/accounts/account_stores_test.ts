import { assertEquals } from "@std/assert";
import type { Account, AccountStore } from "../../../../server/auth/accounts.ts";
import type { InviteStore } from "../../../../server/auth/service/invites.ts";
import { KvInviteStore } from "../../../../server/kv/invites/invite_store.ts";
import { KvAccountStore } from "../../../../server/kv/people/account_store.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const ADA = { id: "account:ada", name: "Ada", password: "kept", made: 1 };
const BOB = { ...ADA, id: "account:bob", name: "bob" };
const OPEN = { isOpen: true, at: 1 };
const BY_INVITE = { ...OPEN, isOpen: false };

/** What everything that keeps accounts has to hold. */
const PROMISES: Readonly<
  Record<string, (store: AccountStore, invites: InviteStore) => Promise<void>>
> = {
  "adds an account once, and makes nobody the administrator for being the first": async (store) => {
    const account = { ...ADA, founder: false };
    assertEquals(await store.find("ada"), undefined);
    assertEquals(await store.add("ada", ADA, OPEN), account);
    assertEquals(await store.add("ada", BOB, OPEN), "taken");
    assertEquals(await store.find("ada"), account);
    assertEquals(await store.remove("ada", account), "done");
    assertEquals(await store.add("bob", BOB, OPEN), { ...BOB, founder: false });
  },

  "lets one of those who race with the code be the administrator": async (store) => {
    assertEquals([await store.code(), await store.offerCode("hash")], [undefined, true]);
    assertEquals(await store.code(), "hash");
    const terms = { ...BY_INVITE, code: "hash" };
    const names = ["ada", "bob", "cleo", "dan"];
    const added = await Promise.all(names.map((name) => store.add(name, { ...ADA, name }, terms)));
    assertEquals(added.filter((one) => one === "wrong-code").length, 3);
    assertEquals(added.filter((one) => (one as Account).founder).length, 1);
    assertEquals([await store.code(), await store.offerCode("other")], [undefined, false]);
    assertEquals(await store.code(), undefined);
  },

  "takes the newest code alone": async (store) => {
    await store.offerCode("first");
    await store.offerCode("second");
    assertEquals(await store.add("ada", ADA, { ...OPEN, code: "first" }), "wrong-code");
    assertEquals(await store.find("ada"), undefined);
    assertEquals(await store.add("ada", ADA, { ...OPEN, code: "second" }), {
      ...ADA,
      founder: true,
    });
  },

  "promotes an account with the code, once, and keeps what else is in it": async (store) => {
    const bob = await store.add("bob", BOB, OPEN) as Account;
    const ada = await store.add("ada", { ...ADA, ...{ later: [1] } }, OPEN) as Account;
    await store.offerCode("hash");
    assertEquals(await store.promote("ada", ada, "other"), undefined);
    assertEquals(await store.promote("ada", { ...ada, password: "old" }, "hash"), undefined);
    const promoted = { ...ada, founder: true };
    assertEquals(await store.promote("ada", ada, "hash"), promoted);
    assertEquals([await store.find("ada"), await store.promote("bob", bob, "hash")], [
      promoted,
      undefined,
    ]);
  },

  "offers a code until there is an administrator, or the one who is meant": async (store) => {
    await store.offerCode("hash");
    const ada = await store.add("ada", ADA, { ...OPEN, code: "hash" }) as Account;
    assertEquals([await store.offerCode("other"), await store.offerCode("other", "ada")], [
      false,
      false,
    ]);
    assertEquals([await store.offerCode("third", "bob"), await store.code()], [true, "third"]);
    // Nobody has it once who is meant is the administrator.
    assertEquals([await store.offerCode("other"), await store.code()], [false, undefined]);
    assertEquals(await store.remove("ada", ada), "last");
  },

  "keeps the last administrator, of whom there may be several, also when two race": async (
    store,
  ) => {
    await store.offerCode("hash");
    const ada = await store.add("ada", ADA, { ...OPEN, code: "hash" }) as Account;
    const bob = await store.add("bob", BOB, OPEN) as Account;
    assertEquals(await store.setAdmin("ada", ada, false), "last");
    for (const end of ["setAdmin", "remove"] as const) {
      assertEquals(await store.setAdmin("bob", bob, true), "done");
      const race = await Promise.all([
        store.setAdmin("ada", ada, false),
        end === "remove" ? store.remove("bob", bob) : store.setAdmin("bob", bob, false),
      ]);
      assertEquals(race.toSorted(), ["done", "last"]);
      const founders = [await store.find("ada"), await store.find("bob")]
        .filter((account) => account?.founder);
      assertEquals(founders.length, 1);
      if (!await store.find("bob")) break;
      await store.setAdmin("ada", ada, true);
      await store.setAdmin("bob", bob, false);
    }
    // Where the operator named the only one, others are none.
    assertEquals(await store.remove("ada", ada, "ada"), "last");
    assertEquals(await store.setAdmin("ada", { ...ada, password: "old" }, true), "changed");
  },

  "lists accounts in their order, a page at a time, and those that wait": async (
    store,
    invites,
  ) => {
    const terms = { ...OPEN, waits: true };
    for (const name of ["cleo", "ada", "bob"]) {
      await store.add(name, { ...ADA, name }, name === "ada" ? OPEN : terms);
    }
    const claims = async (limit: number, after?: string) =>
      (await store.list(limit, after)).map(([claim]) => claim);
    assertEquals([await claims(2), await claims(2, "bob")], [["ada", "bob"], ["cleo"]]);
    assertEquals(await store.waiting(9), ["bob", "cleo"]);
    const bob = await store.find("bob") as Account;
    assertEquals([bob.waits, await store.approve("bob", bob)], [{ since: 1 }, true]);
    assertEquals([await store.approve("bob", bob), (await store.find("bob"))?.waits], [
      false,
      undefined,
    ]);
    const cleo = await store.find("cleo") as Account;
    const refused = { since: 1, refused: { at: 2, by: "ada", reason: "who?" } };
    assertEquals(await store.refuse("cleo", cleo, refused), true);
    assertEquals([await store.waiting(9), await store.refuse("cleo", cleo, refused)], [[], false]);
    // Nobody has what was refused, and who is invited does not wait.
    await invites.add("one", { by: ADA.id, made: 0, expires: 60_000 });
    const added = await store.add("cleo", { ...BOB, name: "cleo" }, { ...terms, invite: "one" });
    assertEquals(added, { ...BOB, name: "cleo", founder: false });
  },

  "adds who was invited, once and in time, and the bearer of the code without": async (
    store,
    invites,
  ) => {
    assertEquals(await store.add("ada", ADA, BY_INVITE), "not-invited");
    await store.offerCode("hash");
    await store.add("ada", ADA, { ...BY_INVITE, code: "hash" });
    const until = 60_000;
    await invites.add("one", { by: ADA.id, made: 0, expires: until });
    // It is for a room, and makes no account.
    await invites.add("room", { by: ADA.id, made: 0, expires: until, left: 2, room: "den" });
    const add = (name: string, invite?: string, at = 1) =>
      store.add(name, { ...BOB, name }, { ...BY_INVITE, invite, at });
    for (const invite of [undefined, "", "two", "room"]) {
      assertEquals(await add("bob", invite), "not-invited");
    }
    assertEquals(await add("bob", "one", until), "not-invited");
    assertEquals(await add("ada", "one"), "taken");
    assertEquals(await add("bob", "one"), { ...BOB, founder: false });
    assertEquals(await add("cleo", "one"), "not-invited");
    assertEquals((await invites.find("room"))?.left, 2);
  },

  "adds as many of those who race with one invitation as it is for": async (store, invites) => {
    await invites.add("some", { by: ADA.id, made: 0, expires: 60_000, left: 3 });
    const names = ["bob", "cleo", "dan", "eve", "fay"];
    const terms = { ...BY_INVITE, invite: "some" };
    const added = await Promise.all(names.map((name) => store.add(name, { ...BOB, name }, terms)));
    assertEquals(added.filter((one) => one === "not-invited").length, 2);
    assertEquals([await invites.find("some"), await invites.of(ADA.id)], [undefined, []]);
  },

  "changes an account as it is by then, and loses nothing of what others change": async (store) => {
    const ada = await store.add("ada", ADA, OPEN) as Account;
    const named = (device: string) =>
      store.update("ada", ada, (known) => {
        return { ...known, devices: [...known.devices ?? [], device] };
      });
    const devices = ["one", "two", "three", "four"];
    assertEquals(await Promise.all(devices.map(named)), devices.map(() => true));
    assertEquals((await store.find("ada"))?.devices?.toSorted(), devices.toSorted());
  },

  "changes and removes only what is as it was": async (store) => {
    const ada = await store.add("ada", ADA, OPEN) as Account;
    const changed = { ...ada, password: "other" };
    assertEquals(await store.update("ada", { ...ada, id: "account:eve" }, () => changed), false);
    assertEquals(await store.update("ada", ada, () => changed), true);
    assertEquals(await store.update("ada", ada, () => ada), false);
    assertEquals(await store.remove("ada", ada), "changed");
    assertEquals(await store.find("ada"), changed);
    assertEquals(await store.remove("ada", changed), "done");
    assertEquals([await store.find("ada"), await store.remove("ada", changed)], [
      undefined,
      "changed",
    ]);
  },
};

for (const [promise, keeps] of Object.entries(PROMISES)) {
  Deno.test(`KvAccountStore ${promise}`, async () => {
    await using file = await StoreFile.make();
    await keeps(new KvAccountStore(file.store), new KvInviteStore(file.store));
  });
}
