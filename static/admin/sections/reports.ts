/**
 * Messages that somebody has reported, and what becomes of that.
 *
 * @module
 */

import { isolated } from "../../../protocol/name.ts";
import { quoteOf } from "../../page/dialog.ts";
import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import {
  confirmed,
  path,
  query,
  type Section,
  type SectionContext,
  showDialog,
  when,
} from "../section.ts";
import { Table } from "../table.ts";
import { openBan } from "./person.ts";

interface Report {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly room: string;
  readonly reason: string;
  readonly message: {
    readonly seq: number;
    readonly from: string;
    readonly text: string;
    readonly files: readonly string[];
  };
}

export const reports: Section = {
  id: "reports",
  title: words.reports,
  async show(context) {
    const { session, reporter, content } = context;
    const table: Table<Report> = new Table<Report>({
      caption: words.reports,
      columns: [
        { head: words.message, cell: ({ message }) => textOf(message) },
        { head: words.from, cell: ({ message }) => isolated(message.from) },
        { head: words.room, cell: ({ room }) => room.startsWith("@") ? room : `#${room}` },
        { head: words.reason, cell: ({ reason }) => reason },
        { head: words.reportedBy, cell: ({ by, at }) => `${isolated(by)}, ${when(at)}` },
      ],
      load: async (before) => {
        const asked = path("reports") + query({ before });
        const found = await session.ask<{ reports: Report[]; more: boolean }>("GET", asked);
        return { rows: found.reports, next: found.more ? found.reports.at(-1)?.id : undefined };
      },
      actions: (report) => {
        const decide = button(
          words.decide,
          () => open(report, context, () => table.load()),
          "quiet",
        );
        decide.ariaLabel = words.decideOn(isolated(report.message.from));
        decide.ariaHasPopup = "dialog";
        return [decide];
      },
    }, reporter);
    content.append(table.element);
    await table.load();
  },
};

function textOf({ text, files }: Report["message"]): string {
  return [text, ...files].filter((part) => part !== "").join(" · ");
}

async function open(report: Report, context: SectionContext, reload: () => Promise<void>) {
  const { id, room, message } = report;
  const { session, reporter } = context;
  const close = async (outcome: "resolved" | "dismissed") => {
    await session.ask("POST", path("reports", id), { outcome });
  };
  const does = (text: string, act: () => Promise<unknown>, className = "quiet") =>
    button(text, async () => {
      dialog.close();
      await act();
      await reload();
    }, className);
  const attempt = (act: () => Promise<void>) => async () => {
    if (await reporter.attempt(act)) reporter.done();
  };
  const where = `rooms/${encodeURIComponent(room)}/messages/${message.seq}`;
  const deletion = () =>
    confirmed(context, words.deleteMessageQuestion, words.deleteMessage, async () => {
      await session.ask("DELETE", where);
      await close("resolved");
    }, quoteOf(isolated(message.from), textOf(message)));
  const actions = element(
    "div",
    { className: "does" },
    does(words.deleteMessage, deletion, "quiet grave"),
    does(words.ban, () => openBan(message.from, context), "quiet grave"),
    does(words.resolved, attempt(() => close("resolved"))),
    does(words.dismiss, attempt(() => close("dismissed"))),
  );
  const text = element("blockquote", { dir: "auto" }, textOf(message));
  const dialog = await showDialog(words.decideOn(isolated(message.from)), text, actions);
  dialog.id = "report";
}
