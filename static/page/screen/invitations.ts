/**
 * The bars that tell somebody into which rooms they are invited, until that is answered: beside the
 * rooms, or where these are in a drawer, above the composer.
 *
 * @module
 */

import { Invites } from "../../../client/connection/account/invites.ts";
import type { Session } from "../../../client/connection/endpoint.ts";
import type { Connection } from "../../../client/connection.ts";
import { CutError } from "../../../client/connection/conversation.ts";
import { isolated } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { invites as words } from "../../strings/invites.ts";
import { button, element, part, style } from "../document.ts";
import {
  adoptInvitations,
  forgetInvitation,
  type Invitation,
  invitationsFor,
  keepInvitation,
} from "./invitations/kept.ts";

export interface InvitationsVisit {
  readonly connection: Connection;
  readonly session: Session;
  readonly you: () => string;
  readonly isIn: (room: string) => boolean;
  readonly goTo: (room: string) => void;
}

/** Where the side bar is a drawer: the same width as in layout.css. */
const NARROW = "(max-width: 760px)";

export class Invitations {
  #visit;
  #invites;
  #narrow = matchMedia(NARROW);
  #section = element("section", { id: "invitations" });
  #ended = new AbortController();

  constructor(visit: InvitationsVisit) {
    this.#visit = visit;
    this.#invites = new Invites(visit.session);
    this.#section.ariaLabel = words.invitations;
    this.#section.ariaLive = "polite";
    const { signal } = this.#ended;
    this.#narrow.addEventListener("change", () => this.#place(), { signal });
    // It may have been answered in another tab.
    addEventListener("storage", () => this.show(), { signal });
  }

  /** Adds one that has just come. */
  async add({ room, from }: Pick<Invitation, "room" | "from">): Promise<void> {
    keepInvitation({ room, from, you: this.#visit.you() });
    await this.show();
  }

  /** Shows those that are not answered. */
  async show(): Promise<void> {
    await style("invitations");
    const { you, isIn } = this.#visit;
    adoptInvitations(you());
    const open: Invitation[] = [];
    for (const invitation of invitationsFor(you())) {
      // Whoever is there already has nothing to answer.
      if (isIn(invitation.room)) forgetInvitation(invitation);
      else open.push(invitation);
    }
    if (this.#ended.signal.aborted) return;
    this.#section.replaceChildren(...open.map((invitation) => this.#bar(invitation)));
    this.#section.hidden = open.length === 0;
    if (!this.#section.isConnected) this.#place();
  }

  /** The visit has ended. */
  close(): void {
    this.#ended.abort();
    this.#section.remove();
  }

  #place() {
    const selector = this.#narrow.matches ? "#foot" : "#side .lists";
    part(document, selector, HTMLElement).prepend(this.#section);
  }

  #bar(invitation: Invitation) {
    const room = `#${invitation.room}`;
    const problem = element("p", { className: "problem", role: "alert" });
    const yes = button(words.join, async () => {
      yes.disabled = true;
      problem.textContent = await this.#join(invitation) ?? "";
      yes.disabled = false;
    });
    yes.ariaLabel = words.joinNamed(room);
    const no = button(words.notNow, () => this.#answered(invitation), "quiet");
    no.ariaLabel = words.notNowNamed(room);
    const from = element("span", { className: "note" }, words.invitedBy(isolated(invitation.from)));
    return element(
      "div",
      { className: "invitation bar good" },
      element("p", {}, element("b", {}, words.invitedTo(isolated(room))), " ", from),
      element("div", { className: "answers" }, no, yes),
      problem,
    );
  }

  /** @returns why they could not, if they could not */
  async #join(invitation: Invitation): Promise<string | undefined> {
    const { connection, goTo } = this.#visit;
    const { room, invite } = invitation;
    try {
      if (invite !== undefined) await this.#invites.use(invite);
      // It may have been closed since: an invitation makes none.
      await connection.join(room, "if-there");
    } catch (error) {
      if (error instanceof CutError) return strings.notNow;
      return error instanceof Error ? error.message : String(error);
    }
    this.#answered(invitation);
    goTo(room);
  }

  #answered(invitation: Invitation) {
    forgetInvitation(invitation);
    this.show();
    // The button that had the focus is gone. The rooms may not be listed yet.
    if (!this.#narrow.matches) document.querySelector<HTMLElement>("#rooms a")?.focus();
  }
}
