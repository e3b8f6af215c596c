/**
 * Invitations that are good: to the server and into rooms.
 *
 * @module
 */

import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { query, type Section, when } from "../section.ts";
import { Table } from "../table.ts";

interface Invite {
  readonly id: string;
  readonly expires: number;
  readonly left: number;
  readonly by?: string;
  readonly room?: string;
}

export const invitations: Section = {
  id: "invitations",
  title: words.invitations,
  async show({ session, reporter, content }) {
    const table: Table<Invite> = new Table<Invite>({
      caption: words.invitations,
      columns: [
        { head: words.invitesTo, cell: ({ room }) => room ? `#${room}` : words.theServer },
        { head: words.madeBy, cell: ({ by = words.unknown }) => by },
        { head: words.usesLeft, cell: ({ left }) => String(left) },
        { head: words.until, cell: ({ expires }) => when(expires) },
      ],
      load: async (after) => {
        const { invites, more } = await session.ask<{ invites: Invite[]; more: boolean }>(
          "GET",
          `invites${query({ after })}`,
        );
        return { rows: invites, next: more ? invites.at(-1)?.id : undefined };
      },
      actions: ({ id }) => [button(words.revoke, async () => {
        const asked = `invites/${encodeURIComponent(id)}`;
        if (!await reporter.attempt(() => session.ask<void>("DELETE", asked))) return;
        reporter.done();
        await table.load();
      }, "quiet")],
    }, reporter);
    const invite = button(words.invitePeople, async () => {
      const { openInvites } = await import("../../page/screen/invitations/invite_dialog.ts");
      await openInvites(session, { onMade: () => void table.load() });
    });
    invite.ariaHasPopup = "dialog";
    content.append(element("div", { className: "tools" }, invite), table.element);
    await table.load();
  },
};
