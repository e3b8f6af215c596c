/**
 * What everything that keeps charters has to hold.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { type Charter, CHARTER_MAX, openCharter, type Sanction } from "../../hub/charter.ts";
import type { Charters } from "../../hub/charters.ts";

/** Charters that are empty, and what lets go of them. */
export interface OpenCharters extends AsyncDisposable {
  readonly charters: Charters;
  /** Lets go of them and takes them up again. Those that forget then go on. */
  reopen(): Promise<void>;
}

type Promises = Readonly<Record<string, (opened: OpenCharters) => Promise<void>>>;

async function changesOf({ charters }: OpenCharters): Promise<Map<string, Charter>> {
  return new Map(await Array.fromAsync(charters.changes()));
}

/** As much as a charter holds, under the longest names there are. */
export function fullCharter(): Charter {
  const ids = (count: number) => Array.from({ length: count }, () => `guest:${"x".repeat(22)}`);
  const sanctions = (count: number): Sanction[] =>
    ids(count).map((id) => ({
      id,
      key: "𝒳".repeat(32),
      addresses: ["2001:db8:1234:1234:1234:1234:1234:1234"],
      until: Number.MAX_SAFE_INTEGER,
    }));
  return {
    ...openCharter("guest:ada"),
    door: "hidden",
    invited: ids(CHARTER_MAX.invited),
    moderators: ids(CHARTER_MAX.moderators),
    mutes: sanctions(CHARTER_MAX.mutes),
    bans: sanctions(CHARTER_MAX.bans),
  };
}

const PROMISES: Promises = {
  "knows no charter of a room that never had one": async ({ charters }) => {
    assertEquals(await charters.of("den"), undefined);
    await charters.change("den 2", () => openCharter());
    assertEquals(await charters.of("den"), undefined);
  },

  "decides upon a charter as it is": async ({ charters }) => {
    const owned = await charters.change("den", (known) => known ?? openCharter("ada"));
    assertEquals(owned, openCharter("ada"));
    await charters.change("den", (known) => known ?? openCharter("bob"));
    await charters.change("den", (known) => ({ ...known!, door: "hidden" }));
    assertEquals(await charters.of("den"), { ...owned, door: "hidden" });
  },

  "changes nothing when there is no decision": async ({ charters }) => {
    const owned = await charters.change("den", () => openCharter("ada"));
    const refuse = () => {
      throw new RangeError("no");
    };
    await assertRejects(() => charters.change("den", refuse), RangeError, "no");
    assertEquals(await charters.of("den"), owned);
  },

  "loses none of many changes at once": async ({ charters }) => {
    const names = Array.from({ length: 20 }, (_, i) => `guest-${i}`);
    await Promise.all(names.map((name) =>
      charters.change("den", (known = openCharter()) => ({
        ...known,
        invited: [...known.invited, name],
      }))
    ));
    assertEquals(new Set((await charters.of("den"))?.invited), new Set(names));
  },

  "tells what was changed, once": async (opened) => {
    const { charters } = opened;
    assertEquals(await changesOf(opened), new Map());
    const [den, attic] = [openCharter("ada"), openCharter("bob")];
    await charters.change("den", () => den);
    await charters.change("attic", () => attic);
    assertEquals(await changesOf(opened), new Map([["attic", attic], ["den", den]]));
    assertEquals(await changesOf(opened), new Map());
    await charters.change("attic", () => den);
    assertEquals(await changesOf(opened), new Map([["attic", den]]));
  },

  "forgets the charter of a room, and of no other": async (opened) => {
    const { charters } = opened;
    await charters.change("den", () => fullCharter());
    await charters.change("den 2", () => openCharter("bob"));
    await charters.forget("den");
    await charters.forget("attic");
    await opened.reopen();
    assertEquals(await opened.charters.of("den"), undefined);
    assertEquals(await changesOf(opened), new Map([["den 2", openCharter("bob")]]));
    assertEquals(
      await opened.charters.change("den", (known) => known ?? openCharter("eve")),
      openCharter("eve"),
    );
  },

  "keeps as much as a charter holds, and less after that": async (opened) => {
    const full = fullCharter();
    await opened.charters.change("den", () => full);
    await opened.reopen();
    assertEquals(await opened.charters.of("den"), full);
    assertEquals(await changesOf(opened), new Map([["den", full]]));
    await opened.charters.change("den", () => openCharter());
    assertEquals(await opened.charters.of("den"), openCharter());
  },
};

/** Tests what keeps charters. `open` makes empty ones each time. */
export function chartersContract(name: string, open: () => Promise<OpenCharters>): void {
  for (const [promise, keep] of Object.entries(PROMISES)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keep(opened);
    });
  }
}
