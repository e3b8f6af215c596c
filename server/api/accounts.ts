/**
 * Over HTTP: claiming a name, and what somebody can do with their account.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import { type Account, newAccountId } from "../door/accounts.ts";
import type { Device } from "../door/devices.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import { forgetCookie } from "../door/cookie.ts";
import { type Asker, type Door, readName } from "../door.ts";
import type { Fate } from "../../hub/journal.ts";
import type { House } from "../door/house.ts";
import { readPassword } from "../door/password.ts";
import { Refusal } from "../http/refusal.ts";
import type { Call, Routes } from "../http/routes.ts";
import { whenceOf } from "../door/whence.ts";
import { beginFor, deviceOf, welcome } from "./sessions.ts";

export function accountRoutes(house: House, door: Door): Routes {
  /**
   * Claims a name. A guest who has it stays who they are. With the code that is printed at the start,
   * the account is the administrator's; so is one that is there already, with its password.
   */
  async function claim(call: Call): Promise<Response> {
    const asker = await door.recognize(call);
    const fields = await readFields(call.request);
    const address = addressOf(call);
    if (!asker) house.refuseStranger(fields.optionalText("passphrase"), address);
    const name = readName(fields.text("name"));
    const password = readPassword(fields.text("password"));
    const invite = fields.optionalText("invite");
    const device = deviceOf(house, call);
    const typed = fields.optionalText("claim");
    const code = typed === undefined ? undefined : await house.checkCode(typed, name, address);
    const known = code === undefined ? undefined : await house.accounts.find(name);
    if (code !== undefined && known) {
      const account = await promote(known, { password, code, device }, call);
      return await settle(account, call, { asker, device });
    }
    const isTheirs = asker?.person.guest && asker.person.key === nameKey(name);
    const id = isTheirs ? asker.person.id : newAccountId();
    if (house.seats.isHeldAgainst(name, id)) throw isHeld(name);
    const hashed = await house.hashNew(name, password, address);
    // Hashing takes a while, in which somebody may have come in by this name.
    using reserved = house.seats.reserve(name, id);
    if (!reserved) throw isHeld(name);
    const account = await house.accounts.claim(name, hashed, { id, invite, device, code });
    note("claimed", account, call);
    return await settle(account, call, { asker, device });
  }

  /** Makes the account of who knows its password the administrator's. */
  async function promote(
    known: Account,
    { password, code, device }: { password: string; code: string; device: Device },
    call: Call,
  ): Promise<Account> {
    const account = await house.prove(known.name, password, device);
    if (!account) throw new Refusal("bad-password", "Cannot use code: wrong password");
    const promoted = await house.claimCode.promote(account, code);
    note("administrates", promoted, call);
    return promoted;
  }

  /** Lets somebody be at once what their account makes them, and begins a session of it. */
  async function settle(
    account: Account,
    call: Call,
    { asker, device }: { asker: Asker | undefined; device: Device },
  ): Promise<Response> {
    const { id, name } = account;
    const admin = house.accounts.isAdmin(account);
    house.seats.become({ id, name, key: nameKey(name), guest: false, admin });
    // Their sessions stay good, also if they never said anything.
    if (asker?.person.id === id) await house.sessions.spoke(id);
    const begun = await beginFor(house, account, call);
    if (!begun) throw changed();
    // Their page goes on as the account's: the guest's session may end, and it stays.
    if (asker?.person.guest && asker.person.id === id) {
      house.seats.join(asker.session.id, begun.session.id);
    }
    return welcome(house, begun, call, { asker, device });
  }

  /** Changes the password. Who knew the old one is signed out, on all sockets but who asks. */
  async function changePassword(call: Call): Promise<Response> {
    const asker = await door.expect(call);
    const fields = await readFields(call.request);
    const password = readPassword(fields.text("new"));
    const account = await prove(asker, fields.text("password"), call);
    const by = addressOf(call);
    if (!await house.accounts.changePassword(account, password, by)) throw changed();
    await house.endSessions(account.id, asker.session.id);
    note("password-changed", account, call);
    return done();
  }

  /** Deletes the account. What they said is kept, nobody's then, or is deleted. */
  async function remove(call: Call): Promise<Response> {
    const asker = await door.expect(call);
    const fields = await readFields(call.request);
    const fate = readFate(fields.text("messages"));
    const account = await prove(asker, fields.text("password"), call);
    // The account goes last: if we are stopped before, all of this can be asked for again.
    await house.endSessions(account.id, asker.session.id);
    house.seats.end([asker.session.id]);
    await house.disown({ id: account.id, key: nameKey(account.name) }, fate);
    if (!await house.accounts.remove(account)) throw changed();
    await house.endSessions(account.id);
    await house.sessions.unname(nameKey(account.name), account.id);
    note("account-deleted", account, call);
    return forgetCookie(done(), asker.cookie);
  }

  async function invite(call: Call): Promise<Response> {
    const { person } = await expectAdmin(door, call);
    const invited = await house.accounts.invite({ person: person.id });
    const { address } = whenceOf(call.request, house.edge, call.peer);
    house.note({ what: "invited", by: person.name, ends: invited.expires, address });
    return answer(invited, 201);
  }

  /** @throws {Refusal} If somebody has no account, or this is not its password. */
  async function prove({ person, session }: Asker, password: string, call: Call): Promise<Account> {
    if (person.guest) throw new Refusal("forbidden", "Cannot do this: you have no account");
    const device = { address: addressOf(call), session: session.id };
    const account = await house.prove(person.name, password, device);
    if (account) return account;
    const { address } = whenceOf(call.request, house.edge, call.peer);
    house.note({ what: "sign-in-failed", by: person.name, about: person.name, address });
    throw new Refusal("bad-password", "Cannot do this: wrong password");
  }

  function addressOf({ request, peer }: Call): string {
    return house.edge.addressOf(request, peer);
  }

  function note(what: string, { name }: Account, { request, peer }: Call): void {
    const { address } = whenceOf(request, house.edge, peer);
    house.note({ what, by: name, about: name, address });
  }

  return {
    "/api/accounts": { POST: claim },
    "/api/account": { DELETE: remove },
    "/api/account/password": { PUT: changePassword },
    "/api/invites": { POST: invite },
  };
}

/**
 * Who asks, if they administrate the server.
 *
 * @throws {Refusal} If they don't.
 */
export async function expectAdmin(door: Door, call: Call): Promise<Asker> {
  const asker = await door.expect(call);
  if (asker.person.admin) return asker;
  throw new Refusal("forbidden", "Cannot do this: it is for administrators");
}

function readFate(text: string): Fate {
  if (text === "keep" || text === "delete") return text;
  throw new Refusal("malformed", 'Cannot delete account: messages must be "keep" or "delete"');
}

function isHeld(name: string): Refusal {
  return new Refusal("name-taken", `Cannot claim name: somebody has ${name} now`);
}

function changed(): Refusal {
  return new Refusal("unavailable", "Cannot do this: the account has changed meanwhile, try again");
}
