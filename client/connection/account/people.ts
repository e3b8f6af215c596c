/**
 * What people tell of themselves: read, and changed by each for themselves. All of it rejects with a
 * SignInError when it was not done.
 *
 * @module
 */
import type { PersonProfile, Profile, Status } from "../../../protocol.ts";
import type { Session } from "../endpoint.ts";

/** What is to be changed: what is absent stays, and `null` takes it away. */
export type ProfileChange = {
  display?: string | null;
  /** The id of an upload. */
  picture?: string | null;
  zone?: string | null;
  status?: Status | null;
};

/** The people on a server, for somebody with a session. */
export class People {
  #session;

  /** @param session of whoever asks */
  constructor(session: Pick<Session, "ask">) {
    this.#session = session;
  }

  /**
   * Somebody who has an account, or is here.
   *
   * @param room in which their role is told
   */
  one(name: string, room?: string): Promise<PersonProfile> {
    const query = room === undefined ? "" : `?room=${encodeURIComponent(room)}`;
    return this.#session.ask("GET", `people/${encodeURIComponent(name)}${query}`);
  }

  /** Those of up to 100 names who are known. */
  async many(names: readonly string[]): Promise<PersonProfile[]> {
    const query = names.map(encodeURIComponent).join(",");
    return (await this.#session.ask<{ people: PersonProfile[] }>("GET", `people?names=${query}`))
      .people;
  }

  /** Those whom one may know and who are called so, by parts of their names: a first page. */
  async find(words: string): Promise<PersonProfile[]> {
    const query = encodeURIComponent(words);
    return (await this.#session.ask<{ people: PersonProfile[] }>("GET", `people?q=${query}`))
      .people;
  }

  /** Changes one's own profile, and gives all of it. */
  change(change: ProfileChange): Promise<Profile & { name: string }> {
    return this.#session.ask("PUT", "account/profile", change);
  }
}
