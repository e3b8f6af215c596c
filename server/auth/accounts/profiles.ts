/**
 * Profiles: what people with an account tell of themselves, and who is told.
 *
 * @module
 */
import type { Member } from "../../../hub/people/member.ts";
import type { ProfileSignals } from "../../../hub/people/online/profile_signals.ts";
import { ProtocolError } from "../../../protocol.ts";
import { filePath } from "../../../protocol/file_name.ts";
import { nameKey } from "../../../protocol/name.ts";
import { bare, namesLike } from "../../../protocol/name/display_name.ts";
import type { Profile } from "../../../protocol/name/profile.ts";
import { PROFILE_LIMITS } from "../../../protocol/name/profile_limits.ts";
import { isReserved } from "../../../protocol/name/reserved.ts";
import type { FileStore, StoredFile } from "../../files/file_store.ts";
import { type Account, type Accounts, claimOf } from "../accounts.ts";
import { AuthError } from "../auth_error.ts";
import type { NameReservations } from "../name_reservations.ts";
import type { ProfileChange, ProfileStore, StoredProfile } from "./profile_store.ts";

/** Rooms of one person in which others are told. */
const ROOMS_MAX = 500;
/** The types that a picture may have, as its bytes tell, and how its file ends then. */
const PICTURE_TYPES: ReadonlyMap<string, string> = new Map([
  ...[["image/png", "png"], ["image/jpeg", "jpg"], ["image/webp", "webp"]] as const,
]);

/** What is to be changed, as it was asked for: the picture by the id of an upload. */
export interface AskedChange extends Omit<ProfileChange, "picture"> {
  readonly picture?: string | null;
}

export interface ProfilesOptions {
  readonly store: ProfileStore;
  readonly files: Pick<FileStore, "find">;
  readonly accounts: Accounts;
  readonly names: NameReservations;
  readonly signals: ProfileSignals;
  /** The rooms that somebody knows, for a member who stands for them. */
  readonly roomsOf: (member: Member) => Promise<readonly { readonly key: string }[]>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Profiles {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** The profiles of people as they are now, by their ids. Who has told nothing is not among them. */
  async of(people: readonly string[]): Promise<Map<string, Profile>> {
    const found = await this.#options.store.of(people);
    const now = this.#options.now();
    return new Map(people.flatMap((id, i) => {
      const stored = found[i];
      return stored ? [[id, profileAt(stored, now)] as const] : [];
    }));
  }

  /** Whether somebody wants not to be disturbed now: then nothing calls them. */
  async isDoNotDisturb(person: string): Promise<boolean> {
    const profiles = await this.of([person]);
    return profiles.get(person)?.status?.state === "dnd";
  }

  /**
   * Changes the profile of an account. `member` stands for its owner.
   *
   * @throws {AuthError} If the display name is or looks like somebody else's.
   * @throws {ProtocolError} If the picture is none that they have uploaded.
   */
  async change(account: Account, asked: AskedChange, member: Member): Promise<Profile> {
    const { store, signals, roomsOf, now } = this.#options;
    const { id, name } = account;
    if (typeof asked.display === "string") await this.#refuseAlike(asked.display, id);
    const { picture: file, ...rest } = asked;
    const picture = typeof file === "string" ? await this.#pictureOf(file, id) : file;
    const key = nameKey(name);
    const known = await roomsOf(member);
    const rooms = new Set([...signals.roomsOf(key), ...known.map((room) => room.key)]);
    const told = [...rooms].slice(0, ROOMS_MAX);
    const change = { ...rest, ...(picture !== undefined && { picture }) };
    const changed = await store.change({ id, name, claim: claimOf(account) }, change, told);
    if (changed === "taken") throw looksTaken(asked.display ?? "");
    if (changed === "no-such-file") throw noSuchPicture("you have uploaded none of this id");
    if (changed === "gone") throw AuthError.forbidden("change profile", "the account is gone");
    const profile = profileAt(changed, now());
    signals.add({ name, key }, profile, told);
    return profile;
  }

  /** Tells what was changed here and on other servers since the last time. */
  async tell(): Promise<void> {
    const { store, signals, now } = this.#options;
    const others = await store.changed();
    const found = await store.of(others.map(({ person }) => person));
    others.forEach(({ rooms }, i) => {
      const stored = found[i];
      if (!stored) return;
      const { name } = stored;
      signals.add({ name, key: nameKey(name) }, profileAt(stored, now()), rooms);
    });
    signals.flush();
  }

  /** @throws {AuthError} If a display name is, or looks like, a name that another has, or nobody may have. */
  async #refuseAlike(display: string, id: string): Promise<void> {
    const { accounts, names } = this.#options;
    if (isReserved(bare(display))) throw AuthError.nameReserved("be shown", display);
    for (const name of namesLike(display)) {
      const account = await accounts.find(name);
      if (account && account.id !== id || names.isHeldAgainst(name, id)) throw looksTaken(display);
      if (await names.elsewhere?.isHeldAgainst(name, id)) throw looksTaken(display);
    }
  }

  /** @throws {ProtocolError} If an upload can't be somebody's picture. */
  async #pictureOf(file: string, person: string): Promise<{ id: string; path: string }> {
    const [found] = await this.#options.files.find([file]);
    if (found?.by !== person || found.said) {
      throw noSuchPicture("you have uploaded none of this id, or a message has it");
    }
    const end = PICTURE_TYPES.get(found.type);
    if (end === undefined || !isSmall(found)) {
      const { pictureSide: side, pictureBytes } = PROFILE_LIMITS;
      const must = `it must be PNG, JPEG or WebP, at most ${side} × ${side} pixels`;
      throw new ProtocolError(
        "malformed",
        `Cannot take picture: ${must} and ${pictureBytes / 1024} KiB`,
      );
    }
    return { id: file, path: filePath(file, `picture.${end}`) };
  }
}

/** A profile without what is over by now. */
function profileAt({ display, zone, picture, status }: StoredProfile, now: number): Profile {
  const isOver = (status?.until ?? Infinity) <= now;
  return {
    ...(display !== undefined && { display }),
    ...(picture !== undefined && { picture }),
    ...(zone !== undefined && { zone }),
    ...(status && !isOver && { status }),
  };
}

function isSmall({ size, width = Infinity, height = Infinity }: StoredFile): boolean {
  const { pictureSide, pictureBytes } = PROFILE_LIMITS;
  return size <= pictureBytes && width <= pictureSide && height <= pictureSide;
}

function looksTaken(display: string): AuthError {
  return AuthError.nameTaken(
    "be shown",
    `${display} is somebody else's name, or looks like it; choose another`,
  );
}

function noSuchPicture(why: string): ProtocolError {
  return new ProtocolError("no-such-file", `Cannot take picture: ${why}`);
}
