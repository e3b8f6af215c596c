/**
 * The directory: names of people, found by parts of what they are called.
 *
 * @module
 */
import { LOBBY } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { Account } from "../../auth/accounts/account.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Api } from "../context.ts";
import type { Visit } from "../context/visit.ts";

/** Accounts that are looked at for one page: a search for what is rare says where to go on. */
const LOOKED_MAX = 1_000;
/** What one page has: unless said, and at most. */
const PAGE = { usual: 20, most: 50 } as const;
/** Code units of what is searched for, and of where a page continues. */
const SOUGHT_MAX = 100;

/** What is searched for. */
export interface PeopleSearch {
  /** Parts of names, as keys: each has to be in what somebody is called. */
  readonly words: readonly string[];
  readonly limit: number;
  /** Where it continues, as `next` of the page before has it. */
  readonly after: string | undefined;
}

export interface FoundNames {
  readonly names: readonly string[];
  /** Where the next page begins, if there may be one. */
  readonly next?: string;
  /** How many rows were looked at. */
  readonly looked: number;
}

/** @throws {Refusal} If it is no search. */
export function readSearch(q: string, { searchParams }: URL): PeopleSearch {
  const words = nameKey(q).split(/\s+/u).filter((word) => word !== "");
  const text = searchParams.get("limit") ?? String(PAGE.usual);
  const limit = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  const after = searchParams.get("after") ?? undefined;
  const why = words.length === 0 || q.length > SOUGHT_MAX
    ? `q must have 1 to ${SOUGHT_MAX} characters`
    : limit < 1 || limit > PAGE.most
    ? `limit must be 1 to ${PAGE.most}`
    : (after ?? "").length > SOUGHT_MAX * 4
    ? "after must be the next of the page before"
    : undefined;
  if (why !== undefined) throw new Refusal("malformed", `Cannot find people: ${why}`);
  return { words, limit, after };
}

/**
 * Those who are in the lobby, as whoever is on the server may ask who is there; and for somebody with an
 * account all who have one, too. A guest learns nothing of people who are away.
 */
export async function findNames(
  { words, limit, after }: PeopleSearch,
  visit: Visit,
  api: Api,
): Promise<FoundNames> {
  const isMeant = (...texts: (string | undefined)[]) => {
    const keys = texts.map((text = "") => nameKey(text));
    return words.every((word) => keys.some((key) => key.includes(word)));
  };
  const names = new Map<string, string>();
  if (after === undefined) {
    for (const name of await inLobby(visit)) {
      if (names.size < limit && isMeant(name)) names.set(nameKey(name), name);
    }
  }
  if (visit.person.guest) return { names: [...names.values()], looked: 0 };
  const rows = await api.auth.accounts.administration.list(LOOKED_MAX, after);
  const profiles = await api.profiles.of(rows.map(([, { id }]) => id));
  let last: string | undefined;
  for (const [claim, account] of rows) {
    const { id, name, waits }: Account = account;
    if (waits || !isMeant(name, profiles.get(id)?.display)) {
      last = claim;
      continue;
    }
    if (names.size >= limit && !names.has(nameKey(name))) break;
    names.set(nameKey(name), name);
    last = claim;
  }
  const isAll = rows.length < LOOKED_MAX && last === rows.at(-1)?.[0];
  return {
    names: [...names.values()],
    looked: 2 * rows.length,
    ...(!isAll && { next: last ?? "" }),
  };
}

async function inLobby(visit: Visit): Promise<readonly string[]> {
  const answer = await visit.execute({ type: "who", room: LOBBY });
  return answer.type === "members" ? answer.members : [];
}
