/**
 * Who is banned or muted, where, by whom and why.
 *
 * @module
 */

import { button } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { named, path, query, type Section, when } from "../section.ts";
import { Table } from "../table.ts";

interface Ban {
  readonly kind: "ban" | "mute";
  readonly name: string;
  readonly guest?: boolean;
  /** Of a room; absent for the server. */
  readonly key?: string;
  readonly room?: string;
  readonly until?: number;
  readonly by?: string;
  readonly reason?: string;
}

export const bans: Section = {
  id: "bans",
  title: words.bans,
  async show({ session, reporter, content }) {
    const table: Table<Ban> = new Table<Ban>({
      caption: words.bans,
      columns: [
        { head: words.name, cell: named },
        { head: words.what, cell: ({ kind }) => kind === "ban" ? words.ban1 : words.mute1 },
        { head: words.where, cell: ({ room }) => room ? `#${room}` : words.theServer },
        { head: words.validUntil, cell: ({ until }) => when(until) },
        { head: words.by, cell: ({ by = words.unknown }) => by },
        { head: words.reason, cell: ({ reason = "" }) => reason },
      ],
      load: async (after) => {
        const asked = path("bans") + query({ after });
        const { bans, next } = await session.ask<{ bans: Ban[]; next?: string }>("GET", asked);
        return { rows: bans, next };
      },
      actions: ({ kind, name, key }) => {
        const lift = button(words.lift, async () => {
          const asked = path("bans", name) + query({ kind, room: key });
          if (!await reporter.attempt(() => session.ask<void>("DELETE", asked))) return;
          reporter.done();
          await table.load();
        }, "quiet");
        lift.ariaLabel = `${words.lift}: ${name}`;
        return [lift];
      },
    }, reporter);
    content.append(table.element);
    await table.load();
  },
};
