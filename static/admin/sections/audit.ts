/**
 * The audit log: who did what to whom, and when.
 *
 * @module
 */

import { element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { type Event, inWords, kindsInWords } from "../audit_words.ts";
import { choice, field, query, type Section, when } from "../section.ts";
import { Table } from "../table.ts";

interface Entry extends Event {
  readonly id: string;
  readonly by?: string;
  readonly about?: string;
  readonly room?: string;
  readonly address?: string;
}

interface Answer {
  readonly entries: Entry[];
  readonly more: boolean;
  readonly next?: string;
}

export const audit: Section = {
  id: "audit",
  title: words.audit,
  async show({ session, reporter, content }) {
    const who = element("input", { type: "search", maxLength: 100, autocomplete: "off" });
    const what = choice([["", words.anything], ...kindsInWords()]);
    const since = element("input", { type: "date" });
    const find = element("button", { type: "submit", className: "quiet" }, words.search);
    const tools = element(
      ...["form", { className: "tools", role: "search" }] as const,
      ...[field(words.who, who), field(words.what, what), field(words.since, since), find] as const,
    );
    const table = new Table<Entry>({
      caption: words.audit,
      columns: [
        { head: words.when, cell: ({ at }) => when(at) },
        { head: words.what, cell: inWords },
        { head: words.by, cell: ({ by = "" }) => by },
        { head: words.about, cell: ({ about, room }) => subjectOf(about, room) },
        { head: words.address, cell: ({ address = "" }) => address },
      ],
      load: async (before) => {
        const [year = 0, month = 1, day = 1] = since.value.split("-").map(Number);
        const from = since.value ? String(new Date(year, month - 1, day).getTime()) : undefined;
        const asked = { who: who.value.trim(), what: what.value.trim(), since: from, before };
        const answer = await session.ask<Answer>("GET", `audit${query(asked)}`);
        const { entries, more, next = entries.at(-1)?.id } = answer;
        return { rows: entries, next: more ? next : undefined };
      },
    }, reporter);
    tools.addEventListener("submit", async (event) => {
      event.preventDefault();
      await table.load();
    });
    content.append(tools, table.element);
    await table.load();
  },
};

function subjectOf(about: string | undefined, room: string | undefined): string {
  return [about, room && `#${room}`].filter(Boolean).join(" · ");
}
