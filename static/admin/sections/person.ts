/**
 * One person: what an administrator can do about them.
 *
 * @module
 */

import { isolated } from "../../../protocol/name.ts";
import { quoteOf } from "../../page/dialog.ts";
import { copy } from "../../page/menu/copy.ts";
import { openForm } from "../../page/dialog/form_dialog.ts";
import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { reset } from "../../strings/reset.ts";
import {
  askReason,
  choice,
  confirmed,
  field,
  lengths,
  msOf,
  path,
  type SectionContext,
  showDialog,
  when,
} from "../section.ts";
import { Table } from "../table.ts";
import { openRemoval } from "./removal.ts";

/** Somebody in a list. */
export interface Person {
  readonly name: string;
  readonly here: boolean;
  readonly admin?: boolean;
  /** Whether they have no account. */
  readonly guest?: boolean;
  readonly made?: number;
  readonly suspended?: { readonly reason: string; readonly until?: number };
  readonly bot?: boolean;
  /** Of a bot in the list of those. */
  readonly id?: string;
  readonly owner?: string;
  readonly url?: string;
}

type Reload = () => Promise<void>;

export async function openPerson(
  person: Person,
  context: SectionContext,
  reload: Reload,
): Promise<void> {
  const { guest: isGuest = false } = person;
  const name = isolated(person.name);
  const does = (text: string, act: () => unknown, className = "quiet") =>
    button(text, () => {
      dialog.close();
      act();
    }, className);
  const sessions = does(words.sessions, () => openSessions(person, context));
  const removal = does(words.messages, () => openRemoval(person.name, context));
  const ban = does(words.ban, () => openBan(person.name, context), "quiet grave");
  const ofAccount = isGuest ? [] : accountActions(person, context, reload, does);
  const actions = element("div", { className: "does" }, sessions, ...ofAccount, removal, ban);
  if (!isGuest) {
    const remove = () => openDeletion(person, context, reload);
    actions.append(does(words.deleteAccount, remove, "quiet grave"));
  }
  const dialog = await showDialog(words.manage(name), actions);
  dialog.id = "person";
}

function accountActions(
  { name, admin, suspended }: Person,
  context: SectionContext,
  reload: Reload,
  does: (text: string, act: () => unknown, className?: string) => HTMLButtonElement,
): HTMLButtonElement[] {
  const who = isolated(name);
  const { session } = context;
  const setRole = async (question: string, yes: string, role: string) => {
    const act = () => session.ask<void>("PUT", path("people", name, "role"), { role });
    if (await confirmed(context, question, yes, act)) await reload();
  };
  const role = admin
    ? does(words.endAdmin, () => setRole(words.endAdminQuestion(who), words.endAdmin, "member"))
    : does(
      words.makeAdmin,
      () => setRole(words.makeAdminQuestion(who), words.makeAdmin, "administrator"),
    );
  const lift = async () => {
    const act = () => session.ask<void>("DELETE", path("people", name, "suspension"));
    if (!await context.reporter.attempt(act)) return;
    context.reporter.done();
    await reload();
  };
  const suspension = suspended
    ? does(words.endSuspension, lift)
    : does(words.suspend, () => openSuspension(name, context, reload), "quiet grave");
  return [role, does(words.resetPassword, () => openReset(name, context)), suspension];
}

async function openSuspension(name: string, context: SectionContext, reload: Reload) {
  const length = lengths();
  await askReason(context, words.suspendTitle(isolated(name)), {
    hint: words.suspendHint,
    yes: words.suspend.replace("…", ""),
    more: [field(words.howLong, length)],
    act: async (reason) => {
      const body = { reason, ...msOf(length) };
      await context.session.ask("PUT", path("people", name, "suspension"), body);
      await reload();
    },
  });
}

/** Asks why and for how long somebody is banned from the server. */
export async function openBan(name: string, context: SectionContext): Promise<void> {
  const length = lengths();
  const address = element("input", { type: "checkbox" });
  const byAddress = element("label", { className: "check" }, address, words.banAddress);
  const hint = element("p", { className: "note", id: "ban-address-hint" }, words.banAddressHint);
  address.setAttribute("aria-describedby", hint.id);
  await askReason(context, words.banTitle(isolated(name)), {
    yes: words.ban.replace("…", ""),
    more: [field(words.howLong, length), byAddress, hint],
    act: async (reason) => {
      const body = { name, reason, ...msOf(length), address: address.checked };
      await context.session.ask("POST", path("bans"), body);
    },
  });
}

async function openDeletion({ name }: Person, context: SectionContext, reload: Reload) {
  const messages = choice([["keep", words.keepSaid], ["delete", words.deleteSaid]]);
  await openForm(words.deleteTitle(isolated(name)), {
    hint: words.cantUndo,
    fields: [field(words.whatTheySaid, messages)],
    yes: words.deleteAccount.replace("…", ""),
    className: "grave",
    act: async () => {
      await context.session.ask("DELETE", path("people", name), { messages: messages.value });
      context.reporter.done();
      await reload();
    },
  });
}

async function openReset(name: string, context: SectionContext) {
  const who = isolated(name);
  await openForm(reset.resetPassword(who), {
    hint: reset.resetHint(who),
    fields: [],
    yes: reset.makeLink,
    act: async () => {
      const link = path("people", name, "reset");
      const made = await context.session.ask<{ url: string; network?: string }>("POST", link);
      context.reporter.done();
      // Whoever forgot their password sits at another machine, where this one's own name leads nowhere.
      await showReset(who, made.network ?? made.url);
    },
  });
}

/** Shows a link, which nobody is shown again. */
async function showReset(who: string, url: string) {
  const link = element("input", { value: url, readOnly: true });
  link.ariaLabel = reset.link;
  const choices = element(
    "div",
    { className: "choices" },
    button(reset.copyLink, () => copy(url)),
  );
  const hint = element("p", { className: "note" }, words.resetLink(who));
  await showDialog(reset.resetPassword(who), hint, link, choices);
  link.select();
}

/** A session in a list. */
interface Listed {
  readonly id: string;
  readonly program: string;
  readonly address: string;
  readonly seen: number;
}

async function openSessions({ name }: Person, context: SectionContext) {
  const { session } = context;
  const end = async (question: string, yes: string, one?: Listed) => {
    const which = one ? [one.id] : [];
    const act = () => session.ask<void>("DELETE", path("people", name, "sessions", ...which));
    const quote = one && quoteOf(one.program, `${one.address} · ${when(one.seen)}`);
    if (await confirmed(context, question, yes, act, quote)) await table.load();
  };
  const endOne = (one: Listed) =>
    end(words.endSessionQuestion(isolated(name)), words.endSession, one);
  const table = new Table<Listed>({
    caption: words.sessions.replace("…", ""),
    columns: [
      { head: words.program, cell: ({ program }) => program },
      { head: words.address, cell: ({ address }) => address },
      { head: words.seen, cell: ({ seen }) => when(seen) },
    ],
    actions: (one) => [button(words.endSession, () => endOne(one), "quiet")],
    load: async () => {
      const asked = path("people", name, "sessions");
      const { sessions } = await session.ask<{ sessions: Listed[] }>("GET", asked);
      return { rows: sessions };
    },
  }, context.reporter);
  const endAll = () => end(words.endAllSessionsQuestion(isolated(name)), words.endAllSessions);
  const all = button(words.endAllSessions, endAll, "grave");
  await showDialog(words.sessionsOf(isolated(name)), table.element, all);
  await table.load();
}
