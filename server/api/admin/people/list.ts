/**
 * Routes for administrators: lists of people, by what they are.
 *
 * @module
 */
import type { Person } from "../../../../hub/people/member.ts";
import { nameKey } from "../../../../protocol/name.ts";
import type { Account } from "../../../auth/accounts/account.ts";
import type { Bot } from "../../../auth/bots/bot.ts";
import { answer } from "../../../http/answer.ts";
import { Refusal } from "../../../http/refused_request.ts";
import type { Api } from "../../context.ts";
import { type Page, readPage } from "../fields.ts";
import type { AdminCall } from "../guard.ts";

/** Rows that are looked at for one page: a search for what is rare says where to go on. */
const LOOKED_MAX = 1_000;

/** A page of a list: its items, and where the next begins if there may be one. */
interface Found {
  readonly people: readonly unknown[];
  readonly next?: string;
}

/** Lists accounts, bots, all or the guests who are here, or sign-ups that wait. */
export async function listPeople(call: AdminCall, { auth }: Api): Promise<Response> {
  const page = readPage(call.url);
  const kind = call.url.searchParams.get("kind") ?? "accounts";
  switch (kind) {
    case "accounts":
      return answer(await accounts(page, auth));
    case "bots":
      return answer(await bots(page, auth));
    case "here":
      return answer(here(page, auth, () => true));
    case "guests":
      return answer(here(page, auth, ({ guest }) => guest));
    case "waiting":
      return answer(await waiting(page, auth));
    default: {
      const why = "kind must be accounts, here, bots, guests or waiting";
      throw new Refusal("malformed", `Cannot list people: ${why}`);
    }
  }
}

async function accounts({ limit, after, sought }: Page, auth: Api["auth"]): Promise<Found> {
  const rows = await auth.accounts.administration.list(LOOKED_MAX, after);
  const isMeant = ([, { name, program, waits }]: [string, Account]) =>
    !program && !waits && nameKey(name).includes(sought);
  return pageOf(rows, limit, isMeant, ([claim]) => claim, ([, account]) => told(account, auth));
}

async function waiting({ limit, after }: Page, auth: Api["auth"]): Promise<Found> {
  const rows = await auth.accounts.administration.waiting(limit + 1, after);
  const isMeant = ([, { waits }]: [string, Account]) => waits !== undefined;
  return pageOf(rows, limit, isMeant, ([claim]) => claim, ([, account]) => told(account, auth));
}

async function bots({ limit, after, sought }: Page, auth: Api["auth"]): Promise<Found> {
  const [owner, id] = after?.split(" ") ?? [];
  const from = owner !== undefined && id !== undefined ? { owner, id } : undefined;
  const rows = await auth.bots.list(LOOKED_MAX, from);
  const isMeant = ({ name }: Bot) => nameKey(name).includes(sought);
  const told = ({ id, name, ownerName, made, callback, failure }: Bot) => {
    const url = callback && { url: callback.url };
    return { id, name, owner: ownerName, made, here: isHere(name, id, auth), ...url, failure };
  };
  return pageOf(rows, limit, isMeant, (bot) => `${bot.owner} ${bot.id}`, told);
}

/** Those who are here, on this server: in memory, and as many as there are sockets. */
function here(
  { limit, after = "", sought }: Page,
  { names }: Api["auth"],
  isMeant: (person: Person) => boolean,
): Found {
  const rows = names.people()
    .filter((person) => isMeant(person) && person.key > after && person.key.includes(sought))
    .toArray().sort((a, b) => a.key < b.key ? -1 : 1);
  const told = ({ name, guest, admin, bot }: Person) => ({
    ...{ name, here: true },
    ...(guest && { guest }),
    ...(admin && { admin }),
    ...(bot && { bot: true }),
  });
  return pageOf(rows, limit, () => true, ({ key }) => key, told);
}

/** What is told of an account. */
function told(account: Account, auth: Api["auth"]): Record<string, unknown> {
  const { id, name, made, suspended, waits } = account;
  return {
    ...{ name, made, admin: auth.accounts.isAdmin(account), here: isHere(name, id, auth) },
    ...(auth.accounts.isSuspended(account) && { suspended }),
    ...(waits && { waits }),
  };
}

function isHere(name: string, id: string, { names }: Api["auth"]): boolean {
  return names.holder(nameKey(name)) === id;
}

/** As many rows as a page has of those that are meant; the rest is for the next. */
function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  isMeant: (row: Row) => boolean,
  cursorOf: (row: Row) => string,
  told: (row: Row) => unknown,
): Found {
  const people: unknown[] = [];
  let last: Row | undefined;
  for (const row of rows) {
    if (people.length === limit) return { people, next: cursorOf(last!) };
    last = row;
    if (isMeant(row)) people.push(told(row));
  }
  return last !== undefined && rows.length >= LOOKED_MAX
    ? { people, next: cursorOf(last) }
    : { people };
}
