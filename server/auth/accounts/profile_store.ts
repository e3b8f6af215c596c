/**
 * The seam between profiles and where they are kept.
 *
 * @module
 */
import type { Status } from "../../../protocol/name/profile.ts";

/** A profile as it is stored. */
export interface StoredProfile {
  /** The name of their account. */
  readonly name: string;
  readonly display?: string;
  readonly zone?: string;
  readonly status?: Status;
  /** The path of the picture, with the id of its file. */
  readonly picture?: string;
}

/** What is to be changed: what is absent stays, and `null` takes it away. */
export interface ProfileChange {
  readonly display?: string | null;
  readonly zone?: string | null;
  readonly status?: Status | null;
  readonly picture?: { readonly id: string; readonly path: string } | null;
}

/** Whose profile is changed: an account, and under which claim it is. */
export interface ProfileOwner {
  readonly id: string;
  readonly name: string;
  readonly claim: string;
}

/** Why a profile is not changed: the display name is another's, the file is no picture to take, the account is gone. */
export type NotChanged = "taken" | "no-such-file" | "gone";

/** A person whose profile another server has changed, and the keys of the rooms that they are in. */
export interface ChangedProfile {
  readonly person: string;
  readonly rooms: readonly string[];
}

/** Keeps profiles by the id of the person. Every method may reject when the storage fails. */
export interface ProfileStore {
  /** The profiles of people, in the order of their ids. */
  of(people: readonly string[]): Promise<(StoredProfile | undefined)[]>;
  /** Changes a profile, and tells other servers in which rooms the person is. */
  change(
    owner: ProfileOwner,
    change: ProfileChange,
    rooms: readonly string[],
  ): Promise<StoredProfile | NotChanged>;
  /** The id of who has one of some keys of display names. */
  shownBy(displays: readonly string[]): Promise<string | undefined>;
  /** Deletes a person's profile, and lets its picture be deleted. */
  forget(person: string): Promise<void>;
  /** The people whose profile was changed since this was last asked, here or elsewhere. */
  changed(): Promise<ChangedProfile[]>;
}
