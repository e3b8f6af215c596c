/**
 * What everything that keeps policies has to hold.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import {
  openPolicy,
  type Policy,
  POLICY_MAX,
  type Sanction,
} from "../../../hub/permissions/policy.ts";
import type { Policies } from "../../../hub/permissions/policies.ts";

/** Policies that are empty, and what lets go of them. */
export interface OpenPolicies extends AsyncDisposable {
  readonly policies: Policies;
  /** Lets go of them and takes them up again. Those that forget then go on. */
  reopen(): Promise<void>;
}

type Promises = Readonly<Record<string, (opened: OpenPolicies) => Promise<void>>>;

async function changesOf({ policies }: OpenPolicies): Promise<Map<string, Policy>> {
  return new Map(await Array.fromAsync(policies.changes()));
}

/** As much as a policy holds, under the longest names there are. */
export function fullPolicy(): Policy {
  const ids = (count: number) => Array.from({ length: count }, () => `guest:${"x".repeat(22)}`);
  const sanctions = (count: number): Sanction[] =>
    ids(count).map((id) => ({
      id,
      key: "𝒳".repeat(32),
      addresses: ["2001:db8:1234:1234:1234:1234:1234:1234"],
      until: Number.MAX_SAFE_INTEGER,
    }));
  return {
    ...openPolicy("guest:ada"),
    access: "hidden",
    invited: ids(POLICY_MAX.invited),
    moderators: ids(POLICY_MAX.moderators),
    mutes: sanctions(POLICY_MAX.mutes),
    bans: sanctions(POLICY_MAX.bans),
  };
}

const PROMISES: Promises = {
  "knows no policy of a room that never had one": async ({ policies }) => {
    assertEquals(await policies.of("den"), undefined);
    await policies.change("den 2", () => openPolicy());
    assertEquals(await policies.of("den"), undefined);
  },

  "decides upon a policy as it is": async ({ policies }) => {
    const owned = await policies.change("den", (known) => known ?? openPolicy("ada"));
    assertEquals(owned, openPolicy("ada"));
    await policies.change("den", (known) => known ?? openPolicy("bob"));
    await policies.change("den", (known) => ({ ...known!, access: "hidden" }));
    assertEquals(await policies.of("den"), { ...owned, access: "hidden" });
  },

  "changes nothing when there is no decision": async ({ policies }) => {
    const owned = await policies.change("den", () => openPolicy("ada"));
    const refuse = () => {
      throw new RangeError("no");
    };
    await assertRejects(() => policies.change("den", refuse), RangeError, "no");
    assertEquals(await policies.of("den"), owned);
  },

  "loses none of many changes at once": async ({ policies }) => {
    const names = Array.from({ length: 20 }, (_, i) => `guest-${i}`);
    await Promise.all(names.map((name) =>
      policies.change("den", (known = openPolicy()) => ({
        ...known,
        invited: [...known.invited, name],
      }))
    ));
    assertEquals(new Set((await policies.of("den"))?.invited), new Set(names));
  },

  "tells what was changed, once": async (opened) => {
    const { policies } = opened;
    assertEquals(await changesOf(opened), new Map());
    const [den, attic] = [openPolicy("ada"), openPolicy("bob")];
    await policies.change("den", () => den);
    await policies.change("attic", () => attic);
    assertEquals(await changesOf(opened), new Map([["attic", attic], ["den", den]]));
    assertEquals(await changesOf(opened), new Map());
    await policies.change("attic", () => den);
    assertEquals(await changesOf(opened), new Map([["attic", den]]));
  },

  "forgets the policy of a room, and of no other": async (opened) => {
    const { policies } = opened;
    await policies.change("den", () => fullPolicy());
    await policies.change("den 2", () => openPolicy("bob"));
    await policies.forget("den");
    await policies.forget("attic");
    await opened.reopen();
    assertEquals(await opened.policies.of("den"), undefined);
    assertEquals(await changesOf(opened), new Map([["den 2", openPolicy("bob")]]));
    assertEquals(
      await opened.policies.change("den", (known) => known ?? openPolicy("eve")),
      openPolicy("eve"),
    );
  },

  "keeps as much as a policy holds, and less after that": async (opened) => {
    const full = fullPolicy();
    await opened.policies.change("den", () => full);
    await opened.reopen();
    assertEquals(await opened.policies.of("den"), full);
    assertEquals(await changesOf(opened), new Map([["den", full]]));
    await opened.policies.change("den", () => openPolicy());
    assertEquals(await opened.policies.of("den"), openPolicy());
  },
};

/** Tests what keeps policies. `open` makes empty ones each time. */
export function policiesContract(name: string, open: () => Promise<OpenPolicies>): void {
  for (const [promise, keep] of Object.entries(PROMISES)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keep(opened);
    });
  }
}
