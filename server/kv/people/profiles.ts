/**
 * Profiles in Deno KV.
 *
 * @module
 */
import { displayKeys, namesLike } from "../../../protocol/name/display_name.ts";
import { nameSkeleton } from "../../../protocol/name/lookalike.ts";
import type {
  ChangedProfile,
  NotChanged,
  ProfileChange,
  ProfileOwner,
  ProfileStore,
  StoredProfile,
} from "../../auth/accounts/profile_store.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** People whose profiles changed that are told at once; who is not among them is shown later. */
const CHANGED_MAX = 1_000;
/** What a change checks beside names: the profile, the account, its end, a name before, and a picture. */
const OTHER_CHECKS = 6;

type Fill = (atomic: Deno.AtomicOperation) => void;

/**
 * A profile is written in one commit with what hangs on it: who has its display name, and that its
 * picture is no loose upload any more. So no two people get display names that look alike, no profile
 * has a picture that is gone, and no picture is kept that no profile has.
 */
export class KvProfiles implements ProfileStore {
  readonly #store: Store;
  /** Up to where `changed` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
  }

  async of(people: readonly string[]): Promise<(StoredProfile | undefined)[]> {
    const rows = await this.#store.getMany<Stored["profile"]>(people.map(keys.profile));
    return rows.map(({ value }) => value ?? undefined);
  }

  async change(
    owner: ProfileOwner,
    change: ProfileChange,
    rooms: readonly string[],
  ): Promise<StoredProfile | NotChanged> {
    while (true) {
      const known = await this.#store.use((kv) =>
        kv.get<Stored["profile"]>(keys.profile(owner.id))
      );
      const fills = [
        await this.#alive(owner),
        await this.#display(owner.id, known.value, change),
        await this.#picture(owner.id, known.value, change),
      ];
      const refused = fills.find((fill) => typeof fill === "string");
      if (refused !== undefined) return refused;
      const next = changed(owner.name, known.value ?? undefined, change);
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known);
        // Nothing is kept of who tells nothing.
        if (Object.keys(next).length > 1) atomic.set(known.key, next);
        else atomic.delete(known.key);
        for (const fill of fills) if (typeof fill === "function") fill(atomic);
        return this.#tell(atomic, owner.id, rooms).commit();
      });
      if (ok) return next;
      // Somebody has changed meanwhile what it depends on: it is decided anew.
    }
  }

  async shownBy(displays: readonly string[]): Promise<string | undefined> {
    const rows = await this.#store.getMany<Stored["displayed"]>(displays.map(keys.displayed));
    return rows.find(({ value }) => value !== null)?.value ?? undefined;
  }

  async forget(person: string): Promise<void> {
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["profile"]>(keys.profile(person)));
      if (!known.value) return;
      const { display, picture } = known.value;
      const shown = display && await this.#ownDisplay(person, display);
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known).delete(known.key);
        if (shown) atomic.check(shown).delete(shown.key);
        if (picture !== undefined) atomic.set(keys.goneFile(idOf(picture)), true);
        return atomic.commit();
      });
      if (ok) return;
    }
  }

  async changed(): Promise<ChangedProfile[]> {
    if (!this.#store.shared) return [];
    const selector = { prefix: keys.profilesChanged };
    const found = await this.#store.list<Stored["profileChanged"]>(selector, {
      limit: CHANGED_MAX,
    });
    const fresh = found.filter(({ versionstamp }) => versionstamp > this.#told);
    for (const { versionstamp } of fresh) if (versionstamp > this.#told) this.#told = versionstamp;
    return fresh.map(({ key, value }) => ({ person: String(key[1]), rooms: value }));
  }

  /** That their account is there, and not about to be deleted: nothing of them is written after that. */
  async #alive({ id, claim }: ProfileOwner): Promise<Fill | NotChanged> {
    const [account, erasing] = await this.#store.use((kv) =>
      kv.getMany<[Stored["account"], Stored["erasing"]]>([keys.account(claim), keys.erasing(id)])
    );
    if (account.value?.id !== id || erasing.value !== null) return "gone";
    return (atomic) => atomic.check(account, erasing);
  }

  /** Takes a display name for a person, and gives up the one before. */
  async #display(
    id: string,
    known: StoredProfile | null,
    { display }: ProfileChange,
  ): Promise<Fill | NotChanged | undefined> {
    if (display === undefined) return undefined;
    const before = known?.display === undefined
      ? undefined
      : await this.#ownDisplay(id, known.display);
    if (display === null) {
      return before && ((atomic) => atomic.check(before).delete(before.key));
    }
    const wanted = displayKeys(display).map(keys.displayed);
    const rows = await this.#store.getMany<Stored["displayed"]>(wanted);
    // Nobody may claim such a name meanwhile.
    const claims = namesLike(display).map((name) => keys.account(nameSkeleton(name)));
    const accounts = await this.#store.getMany<Stored["account"]>(claims);
    const isTaken = rows.some(({ value }) => value !== null && value !== id) ||
      accounts.some(({ value }) => value !== null && value.id !== id);
    if (isTaken) return "taken";
    return (atomic) => {
      if (before) atomic.check(before).delete(before.key);
      // Of a name that is like many others the last of them may be taken in the very moment between.
      const names = [...rows, ...accounts].slice(0, this.#store.checksMax - OTHER_CHECKS);
      atomic.check(...names).set(wanted[0]!, id);
    };
  }

  async #ownDisplay(
    id: string,
    display: string,
  ): Promise<Deno.KvEntryMaybe<Stored["displayed"]> | undefined> {
    const [own] = displayKeys(display);
    const row = await this.#store.use((kv) => kv.get<Stored["displayed"]>(keys.displayed(own)));
    return row.value === id ? row : undefined;
  }

  /** Makes a person's upload their picture, and lets the one before be deleted. */
  async #picture(
    id: string,
    known: StoredProfile | null,
    { picture }: ProfileChange,
  ): Promise<Fill | NotChanged | undefined> {
    const before = known?.picture && idOf(known.picture);
    if (picture === undefined || picture?.id === before && before !== undefined) return undefined;
    const letGo: Fill = (atomic) => {
      if (before) atomic.set(keys.goneFile(before), true);
    };
    if (picture === null) return letGo;
    const [file, gone] = await this.#store.use((kv) =>
      kv.getMany<[Stored["file"], Stored["goneFile"]]>([
        keys.file(picture.id),
        keys.goneFile(picture.id),
      ])
    );
    const { value } = file;
    if (value?.by !== id || value.said || value.profile || gone.value !== null) {
      return "no-such-file";
    }
    return (atomic) => {
      letGo(atomic);
      atomic.check(file, gone).set(file.key, { ...value, profile: true })
        .delete(keys.looseFile(value.at, picture.id));
    };
  }

  #tell(atomic: Deno.AtomicOperation, person: string, rooms: readonly string[]) {
    if (!this.#store.shared) return atomic;
    const { expireIn } = KINDS.profileChanged;
    return atomic.set(keys.profileChanged(person), [...rooms], { expireIn });
  }
}

/** A profile with what is changed in it. */
function changed(
  name: string,
  known: StoredProfile | undefined,
  change: ProfileChange,
): StoredProfile {
  const display = changedTo(known?.display, change.display);
  const zone = changedTo(known?.zone, change.zone);
  const status = changedTo(known?.status, change.status);
  const picture = changedTo(known?.picture, change.picture && change.picture.path);
  return {
    name,
    ...(display !== undefined && { display }),
    ...(zone !== undefined && { zone }),
    ...(status !== undefined && { status }),
    ...(picture !== undefined && { picture }),
  };
}

function changedTo<T>(before: T | undefined, to: T | null | undefined): T | undefined {
  return to === undefined ? before : to ?? undefined;
}

/** The id in the path of a picture, `/files/ID/NAME`. */
function idOf(picture: string): string {
  return picture.split("/").at(-2) ?? "";
}
