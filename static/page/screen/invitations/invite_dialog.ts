/**
 * Where links with invitations are made, shown once, listed and revoked: into a room, or to make an
 * account.
 *
 * @module
 */

import {
  Invites,
  type InviteSummary,
  type MadeInvite,
} from "../../../../client/connection/account/invites.ts";
import { type Session, SignInError } from "../../../../client/connection/endpoint.ts";
import { dayInWords, strings } from "../../../strings.ts";
import { invites as words } from "../../../strings/invites.ts";
import { confirm, openDialog, Outcome, quoteOf } from "../../dialog.ts";
import { latest } from "../../document/latest.ts";
import { button, element, style } from "../../document.ts";
import { copy, sharedLink } from "../../menu/copy.ts";
import { codeOf } from "./link_code.ts";

/** For how many people and days a link may be; what is chosen first, of one into a room and of others. */
const PEOPLE = [1, 5, 10, 30, 100, 1_000] as const;
const DAYS = [1, 7, 30, 365] as const;
const USUAL = { people: 10, days: 7 } as const;

/**
 * @param into.room the one that links lead into; without one, they are to make an account
 * @param into.onMade called when a link is made
 */
export async function openInvites(
  session: Session,
  { room, onMade = () => {} }: { room?: string; onMade?: () => void },
): Promise<void> {
  await Promise.all([style("account"), style("invitations")]);
  await new InviteDialog(new Invites(session), room, onMade).open();
}

class InviteDialog {
  #invites;
  #room;
  #onMade;
  #hint = element("p", { className: "note" });
  #people = choice(PEOPLE, words.people);
  #days = choice(DAYS, words.days);
  #make = element("button", { type: "submit" }, words.makeLink);
  #form = element("form", { method: "dialog", className: "new-link" });
  #outcome = new Outcome();
  #shown = element("div", { className: "link", hidden: true });
  #list = element("ul", { className: "sessions" });
  #listed = element("div", {}, element("h3", {}, words.links), this.#list);

  constructor(invites: Invites, room: string | undefined, onMade: () => void) {
    this.#invites = invites;
    this.#room = room;
    this.#onMade = onMade;
    this.#people.value = String(USUAL.people);
    this.#days.value = String(USUAL.days);
    this.#form.append(
      element("label", {}, words.howMany, this.#people),
      element("label", {}, words.howLong, this.#days),
      this.#make,
    );
    this.#form.addEventListener("submit", async (event) => {
      event.preventDefault();
      this.#make.disabled = true;
      await this.#outcome.attempt(() => this.#makeLink());
      this.#make.disabled = false;
    });
  }

  async open() {
    const place = this.#place;
    this.#hint.textContent = this.#room === undefined
      ? words.serverHint(place)
      : words.roomHint(place);
    const dialog = await openDialog(
      words.inviteTo(place),
      this.#hint,
      this.#form,
      this.#outcome.element,
      this.#shown,
      this.#listed,
    );
    dialog.id = "invite-dialog";
    dialog.classList.add("link-dialog");
    this.#make.focus();
    await this.#outcome.attempt(() => this.#showLinks());
  }

  get #place(): string {
    return this.#room === undefined ? strings.appName : `#${this.#room}`;
  }

  async #makeLink() {
    const room = this.#room;
    const made = await this.#invites.make({
      uses: Number(this.#people.value),
      days: Number(this.#days.value),
      ...(room !== undefined && { room }),
    });
    this.#showLink(linkOf(made), words.linkHint);
    this.#onMade();
    await this.#showLinks();
  }

  #showLink(link: string, hint: string) {
    const field = element("input", { value: link, readOnly: true });
    field.ariaLabel = words.link;
    const take = button(words.copyLink, () => copy(link));
    this.#shown.replaceChildren(
      ...codeOf(link),
      element("p", { className: "note", role: "status" }, hint),
      field,
      element("div", { className: "choices" }, take),
    );
    this.#shown.hidden = false;
    take.focus();
  }

  #showLinks = latest(() => this.#links(), async (links) => {
    if (links === undefined) return await this.#showAddress();
    const own = links.filter(({ room }) => this.#room !== undefined || room === undefined);
    const none = element("li", {}, element("span", { className: "note" }, words.noLinks));
    this.#list.replaceChildren(...(own.length > 0 ? own.map((one) => this.#row(one)) : [none]));
  });

  /** All there are; `undefined` for who may not invite. */
  async #links(): Promise<InviteSummary[] | undefined> {
    try {
      return await this.#invites.list(this.#room);
    } catch (error) {
      if (error instanceof SignInError && error.reason === "forbidden") return undefined;
      throw error;
    }
  }

  /** Who may not invite may still tell where an open room is. */
  async #showAddress() {
    this.#form.hidden = this.#listed.hidden = true;
    this.#hint.textContent = words.openHint(this.#place);
    this.#showLink(await sharedLink(this.#room ?? ""), "");
  }

  #row({ id, left, expires, by }: InviteSummary) {
    const until = words.left(left, dayInWords(expires, Date.now()));
    const revoke = button(words.revoke, () =>
      this.#outcome.attempt(async () => {
        const quote = quoteOf(until, by === undefined ? "" : words.madeBy(by));
        if (!await confirm(words.revokeQuestion, words.revoke, quote)) return;
        await this.#invites.revoke(id);
        await this.#showLinks();
        // The button that had the focus is gone.
        this.#make.focus();
      }), "quiet");
    revoke.ariaLabel = words.revokeNamed(until);
    const note = element(
      "p",
      { className: "note" },
      by === undefined ? "" : words.madeBy(by),
    );
    return element("li", {}, element("div", {}, element("b", {}, until), note), revoke);
  }
}

/** The link that others can use: a name that only this machine has leads them nowhere. */
function linkOf({ url, network }: MadeInvite) {
  return network ?? url;
}

function choice(values: readonly number[], wordsOf: (value: number) => string) {
  const options = values.map((value) =>
    element("option", { value: String(value) }, wordsOf(value))
  );
  return element("select", {}, ...options);
}
