/**
 * Invitations that are good: to the server and into rooms.
 *
 * @module
 */

import { quoteOf } from "../../page/dialog.ts";
import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { confirmed, query, type Section, when } from "../section.ts";
import { Table } from "../table.ts";

interface Invite {
  readonly id: string;
  readonly expires: number;
  readonly left: number;
  readonly by?: string;
  readonly room?: string;
}

function toOf({ room }: Invite): string {
  return room ? `#${room}` : words.theServer;
}

function noteOf({ by = words.unknown, left, expires }: Invite): string {
  return [
    `${words.madeBy}: ${by}`,
    `${words.usesLeft}: ${left}`,
    `${words.validUntil}: ${when(expires)}`,
  ].join(" · ");
}

export const invitations: Section = {
  id: "invitations",
  title: words.invitations,
  async show({ session, reporter, content }) {
    const table: Table<Invite> = new Table<Invite>({
      caption: words.invitations,
      columns: [
        { head: words.invitesTo, cell: toOf },
        { head: words.madeBy, cell: ({ by = words.unknown }) => by },
        { head: words.usesLeft, cell: ({ left }) => String(left) },
        { head: words.validUntil, cell: ({ expires }) => when(expires) },
      ],
      load: async (after) => {
        const { invites, more } = await session.ask<{ invites: Invite[]; more: boolean }>(
          "GET",
          `invites${query({ after })}`,
        );
        return { rows: invites, next: more ? invites.at(-1)?.id : undefined };
      },
      actions: (invite) => [button(words.revoke, async () => {
        const asked = `invites/${encodeURIComponent(invite.id)}`;
        const act = () => session.ask<void>("DELETE", asked);
        const quote = quoteOf(toOf(invite), noteOf(invite));
        const isDone = await confirmed(
          ...[{ reporter }, words.revokeQuestion, words.revoke, act, quote] as const,
        );
        if (isDone) await table.load();
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
