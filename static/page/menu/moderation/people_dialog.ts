/**
 * Who moderates a room, who is muted, banned and invited, and what was reported there: for moderators.
 *
 * @module
 */

import type { ModerationAction } from "../../../../protocol.ts";
import {
  type Moderation,
  type Report,
  RoomModeration,
  type Sanction,
} from "../../../../client/connection/account/room_moderation.ts";
import type { Room } from "../../chat/room.ts";
import { strings } from "../../../strings.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { isolated } from "../../../../protocol/name.ts";
import { confirm, openDialog, Outcome } from "../../dialog.ts";
import { latest } from "../../document/latest.ts";
import { addressOf, button, element, style } from "../../document.ts";
import type { Moderator } from "./moderator.ts";
import { change } from "../../visit/actions.ts";

/** Further away is no date, but until it is lifted. */
const SOON_MS = 365 * 24 * 60 * 60 * 1000;

/** What ends what is so for somebody. */
type Ending = Record<string, unknown> & { type: keyof typeof words.liftOf };

export class PeopleDialog {
  #room;
  #moderator;
  #moderation;
  #body = element("div", { className: "people" });
  #outcome = new Outcome();
  #dialog: HTMLDialogElement | undefined;
  /** Who of those who are listed has no account. */
  #guests: ReadonlySet<string> = new Set();

  constructor(room: Room, moderator: Moderator) {
    this.#room = room;
    this.#moderator = moderator;
    this.#moderation = new RoomModeration(moderator.session);
  }

  async open(): Promise<void> {
    await Promise.all([style("account"), style("people/moderation")]);
    const title = words.peopleTitle(isolated(this.#room.label));
    this.#dialog = await openDialog(title, this.#body, this.#outcome.element);
    this.#dialog.id = "people-dialog";
    await this.#outcome.attempt(() => this.#show());
  }

  #show = latest(
    () =>
      Promise.all([
        this.#moderation.overview(this.#room.name),
        this.#moderation.reports(this.#room.name),
      ]),
    ([people, reports]) => this.#body.replaceChildren(...this.#sections(people, reports)),
  );

  #sections(people: Moderation, reports: Report[]): HTMLElement[] {
    const { owner, moderators, mutes, bans, invited, unnamed } = people;
    this.#guests = new Set(people.guests);
    const owners = owner === undefined
      ? []
      : [element("li", {}, element("div", {}, ...this.#named(owner), ` ${words.owner}`))];
    const isOwner = this.#room.settings.role !== "moderator";
    const appointed = moderators.map((name) =>
      this.#row(name, "", isOwner ? { type: "moderator", name, on: false } : undefined)
    );
    return [
      section(words.reports, reports.map((report) => this.#report(report)), words.noReports),
      section(words.moderators, [...owners, ...appointed]),
      section(
        words.muted,
        mutes.map((one) =>
          this.#row(one.name, about(one), { type: "mute", name: one.name, ms: 0 })
        ),
      ),
      section(
        words.banned,
        bans.map((one) => this.#row(one.name, about(one), { type: "ban", name: one.name, ms: 0 })),
      ),
      this.#invited(invited, new Set([...moderators, owner])),
      ...(unnamed > 0 ? [element("p", { className: "note" }, words.unnamed(unnamed))] : []),
    ];
  }

  /** Who may come in where not everybody may. After a raid, most of them are guests. */
  #invited(invited: readonly string[], leading: ReadonlySet<string | undefined>): HTMLElement {
    const rows = invited.map((name) =>
      this.#row(name, "", leading.has(name) ? undefined : { type: "uninvite", name })
    );
    const list = section(words.invited, rows);
    const guests = invited.filter((name) => this.#guests.has(name) && !leading.has(name));
    if (guests.length > 1) {
      const remove = () => this.#outcome.attempt(() => this.#removeGuests(guests));
      const all = button(words.removeGuests(guests.length), remove, "quiet grave");
      list.querySelector("h3")?.after(all);
    }
    return list;
  }

  async #removeGuests(names: readonly string[]): Promise<void> {
    const question = words.removeGuestsQuestion(isolated(this.#room.label));
    if (!await confirm(question, words.doRemoveGuests)) return;
    try {
      for (const name of names) await this.#change({ type: "uninvite", name });
    } finally {
      // Where one of them could not be removed, those before are.
      await this.#show();
    }
    this.#dialog?.querySelector("button")?.focus();
  }

  /** A name, and whether it is a guest's. */
  #named(name: string): (Node | string)[] {
    const text = element("b", { dir: "auto" }, name);
    if (!this.#guests.has(name)) return [text];
    return [text, " ", element("span", { className: "badge" }, strings.guest)];
  }

  /** Somebody, and what ends what is so for them. */
  #row(name: string, note: string, end: Ending | undefined) {
    const row = element(
      "li",
      {},
      element(
        "div",
        {},
        ...this.#named(name),
        element("p", { className: "note", dir: "auto" }, note),
      ),
    );
    if (end === undefined) return row;
    const lift = button(words.lift, () => this.#outcome.attempt(() => this.#lift(end)), "quiet");
    lift.ariaLabel = words.liftOf[end.type](name);
    row.append(lift);
    return row;
  }

  async #lift(end: Record<string, unknown>) {
    await this.#change(end);
    await this.#show();
    // The button that had the focus is gone.
    this.#dialog?.querySelector("button")?.focus();
  }

  async #change(action: Record<string, unknown>): Promise<void> {
    const wanted = { ...action, room: this.#room.name } as ModerationAction;
    const problem = await change(this.#moderator.connection, wanted);
    if (problem !== undefined) throw new Error(problem);
  }

  #report({ id, by, reason, message }: Report) {
    const decide = (outcome: "resolved" | "dismissed") =>
      this.#outcome.attempt(async () => {
        await this.#moderation.decide(this.#room.name, id, outcome);
        await this.#show();
        this.#dialog?.querySelector("button")?.focus();
      });
    const link = element("a", { href: addressOf(this.#room.name, message.seq) }, words.goTo);
    link.addEventListener("click", () => this.#dialog?.close());
    const text = [message.text, ...message.files].filter(Boolean).join(" · ");
    return element(
      "li",
      { className: "report" },
      element(
        "div",
        {},
        element("b", {}, words.reportedBy(isolated(by), isolated(message.from))),
        element("blockquote", { dir: "auto" }, text),
        element("p", { className: "note", dir: "auto" }, reason),
        element(
          "div",
          { className: "choices" },
          link,
          button(words.ignore, () => decide("dismissed"), "quiet"),
          button(words.resolve, () => decide("resolved"), "quiet"),
        ),
      ),
    );
  }
}

function section(title: string, rows: HTMLElement[], none = words.none) {
  const empty = element("li", {}, element("span", { className: "note" }, none));
  const list = element("ul", { className: "sessions" }, ...(rows.length > 0 ? rows : [empty]));
  return element("section", {}, element("h3", {}, title), list);
}

function about({ until, by, reason }: Sanction): string {
  const isSoon = until !== undefined && until - Date.now() < SOON_MS;
  const when = isSoon
    ? words.until(new Date(until).toLocaleString(document.documentElement.lang, {
      dateStyle: "medium",
      timeStyle: "short",
    }))
    : "";
  return [when, by, reason].filter(Boolean).join(" · ");
}
