import { assertEquals } from "@std/assert";
import { Member } from "../../../../hub/people/member.ts";
import { ProfileSignals } from "../../../../hub/people/online/profile_signals.ts";
import { Online } from "../../../../hub/people/online.ts";
import type { Status } from "../../../../protocol/name/profile.ts";
import { Profiles } from "../../../../server/auth/accounts/profiles.ts";
import { AuthService } from "../../../../server/auth/service.ts";
import { kvBacking } from "../../../../server/backing.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { Clock } from "../../../support/clock.ts";

Deno.test("Who may not be disturbed is told to who asks, until that is over", async () => {
  const clock = new Clock();
  await using backing = await kvBacking(MEMORY);
  const effort = { cost: 2, blocks: 8, rounds: 1 };
  const auth = new AuthService({ backing, effort, now: clock.now });
  const profiles = new Profiles({
    ...{ store: backing.profiles, files: backing.files, now: clock.now },
    ...{ accounts: auth.accounts, names: auth.names },
    signals: new ProfileSignals(new Online(), new Map()),
    roomsOf: () => Promise.resolve([]),
  });
  const password = await auth.hashNew("ada", "correct horse", "127.0.0.1");
  const account = await auth.accounts.claim("ada", password, {
    ...{ id: "account:ada", device: { address: "127.0.0.1" } },
  });
  const member = new Member({ id: account.id, name: "ada", key: "ada", guest: false });
  const become = (status: Status | null) => profiles.change(account, { status }, member);
  assertEquals(await profiles.isDoNotDisturb(account.id), false);
  await become({ state: "dnd", until: clock.now() + 5 });
  assertEquals(await profiles.isDoNotDisturb(account.id), true);
  clock.pass(5);
  assertEquals(await profiles.isDoNotDisturb(account.id), false);
  await become({ state: "dnd" });
  assertEquals(await profiles.isDoNotDisturb(account.id), true);
  await become({ state: "away", text: "lunch" });
  assertEquals(await profiles.isDoNotDisturb(account.id), false);
  await become(null);
  assertEquals(await profiles.isDoNotDisturb("account:nobody"), false);
});
