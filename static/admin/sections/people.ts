/**
 * People: accounts, bots, guests who are here, and sign-ups that wait.
 *
 * @module
 */

import { isolated } from "../../../protocol/name.ts";
import { button, element } from "../../page/document.ts";
import { strings } from "../../strings.ts";
import { admin as words } from "../../strings/admin.ts";
import {
  askReason,
  choice,
  confirmed,
  field,
  path,
  query,
  type Section,
  type SectionContext,
  when,
} from "../section.ts";
import { type Column, Table } from "../table.ts";
import { openPerson, type Person } from "./person.ts";

type Kind = "accounts" | "here" | "bots" | "guests" | "waiting";

export const people: Section = {
  id: "people",
  title: words.people,
  async show(context) {
    const kind = choice([
      ["accounts", words.accounts],
      ["here", words.hereNow],
      ["waiting", words.waiting],
      ["guests", words.guests],
      ["bots", words.bots],
    ]);
    const sought = element("input", { type: "search", maxLength: 100, autocomplete: "off" });
    sought.placeholder = words.searchName;
    const find = element("button", { type: "submit", className: "quiet" }, words.search);
    const tools = element(
      "form",
      { className: "tools", role: "search" },
      field(words.kind, kind),
      field(words.name, sought),
      find,
    );
    const place = element("div", {});
    const show = async () => {
      const table = tableOf(kindOf(kind.value), () => sought.value.trim(), context);
      place.replaceChildren(table.element);
      await table.load();
    };
    tools.addEventListener("submit", async (event) => {
      event.preventDefault();
      await show();
    });
    kind.addEventListener("change", show);
    context.content.append(tools, place);
    await show();
  },
};

function kindOf(value: string): Kind {
  return (["here", "bots", "guests", "waiting"] as const).find((kind) => kind === value) ??
    "accounts";
}

function tableOf(kind: Kind, sought: () => string, context: SectionContext): Table<Person> {
  const { session } = context;
  const table: Table<Person> = new Table<Person>({
    caption: kind === "here" ? words.hereNow : words[kind],
    columns: COLUMNS[kind],
    load: async (after) => {
      const asked = query({ kind, q: sought(), after });
      const { people, next } = await session.ask<{ people: Person[]; next?: string }>(
        "GET",
        path("people") + asked,
      );
      return { rows: people, next };
    },
    actions: (person) => actionsOf(kind, person, context, () => table.load()),
  }, context.reporter);
  return table;
}

const NAME: Column<Person> = { head: words.name, cell: ({ name }) => isolated(name) };
const ROLE: Column<Person> = { head: words.role, cell: roleOf };
const SINCE: Column<Person> = { head: words.since, cell: ({ made }) => when(made) };

const COLUMNS: Readonly<Record<Kind, readonly Column<Person>[]>> = {
  accounts: [
    NAME,
    ROLE,
    SINCE,
    { head: words.state, cell: stateOf },
  ],
  here: [NAME, ROLE],
  bots: [
    NAME,
    { head: words.owner, cell: ({ owner = "" }) => isolated(owner) },
    { head: words.address, cell: ({ url = "" }) => url },
    SINCE,
  ],
  guests: [NAME, { head: words.state, cell: stateOf }],
  waiting: [NAME, SINCE],
};

function roleOf({ bot, guest, admin }: Person): string {
  if (bot) return strings.bot;
  if (guest) return strings.guest;
  return admin ? words.administrator : words.member;
}

function stateOf({ suspended, here }: Person): string {
  if (!suspended) return here ? words.here : words.away;
  const { until, reason } = suspended;
  return until === undefined ? words.suspended(reason) : words.suspendedUntil(when(until), reason);
}

function actionsOf(
  kind: Kind,
  person: Person,
  context: SectionContext,
  reload: () => Promise<void>,
): HTMLElement[] {
  const name = isolated(person.name);
  if (kind === "waiting") return decisionsOn(person, context, reload);
  if (kind === "bots") {
    return [button(words.deleteBot, async () => {
      const isDone = await confirmed(
        ...[context, words.deleteBotQuestion(name), words.deleteBot] as const,
        () =>
          context.session.ask(
            "DELETE",
            path("people", person.owner ?? "", "bots", person.id ?? ""),
          ),
      );
      if (isDone) await reload();
    }, "quiet")];
  }
  // What can be done about a bot stands beside those of its owner.
  if (person.bot) return [];
  const manage = button(
    words.manageShort,
    () => openPerson(person, context, reload),
    "quiet",
  );
  manage.ariaLabel = words.manage(name);
  manage.ariaHasPopup = "dialog";
  return [manage];
}

/** Whether somebody who signed up is let in. */
function decisionsOn(
  { name }: Person,
  context: SectionContext,
  reload: () => Promise<void>,
): HTMLElement[] {
  const decide = async (body: object) => {
    await context.session.ask("PUT", path("people", name, "sign-up"), body);
    document.dispatchEvent(new Event("decided"));
    await reload();
  };
  const approve = button(words.approve, async () => {
    const isDone = await context.reporter.attempt(() => decide({ decision: "approve" }));
    if (isDone) context.reporter.done();
  });
  const refuse = button(words.refuse, () =>
    askReason(context, words.refuseTitle(isolated(name)), {
      yes: words.refuse.replace("…", ""),
      act: (reason) => decide({ decision: "refuse", reason }),
    }), "quiet grave");
  for (const one of [approve, refuse]) one.ariaLabel = `${one.textContent} ${name}`;
  return [approve, refuse];
}
