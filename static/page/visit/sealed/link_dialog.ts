/**
 * Where a private room is made, and where its link is shown again: as text, and as a code to be scanned.
 *
 * @module
 */

import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import { linkForOthers } from "../../../../client/connection/account/shared_link.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { strings } from "../../../strings.ts";
import { sealedWords as words } from "../../../strings/more/sealed.ts";
import { offer, openDialog, Outcome } from "../../dialog.ts";
import { baseUrl, button, element, style } from "../../document.ts";
import { copy } from "../../menu/copy.ts";
import { codeOf } from "../../screen/invitations/link_code.ts";
import { whyNotSecure } from "../../document/why_not_secure.ts";
import { keepRoom } from "./keys.ts";
import { safetyNumber } from "./card.ts";
import type { OwnRoom } from "./own_room.ts";

/** Code units of what a room is called here. */
export const TITLE_MAX = 60;

/** Makes a room: that is, a link, by which its maker enters it as everybody does. */
export async function openNewRoom(): Promise<void> {
  await styles();
  const outcome = new Outcome();
  const problem = whyNotSecure(words.needsHttps);
  if (problem !== undefined) {
    outcome.refuse(problem);
    return void await openDialog(words.newRoom, outcome.element);
  }
  const room = await SealedRoom.of(newSecret());
  const title = titleField("");
  const enter = element("button", { type: "submit" }, words.enter);
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const form = element(
    "form",
    { method: "dialog" },
    element(
      "label",
      {},
      words.called,
      title,
      element("span", { className: "note" }, words.calledHint),
    ),
    ...shown(await linkOf(room)),
    element("div", { className: "choices" }, cancel, enter),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await outcome.attempt(async () => {
      const { name, secret } = room;
      const called = title.value.trim() || strings.privateRoom;
      await keepRoom({ name, secret, title: called, tells: false, at: Date.now() });
      form.inert = true;
      outcome.tell(words.entering);
      enterAnew(secret);
    });
  });
  const hint = element("p", { className: "note" }, words.newHint);
  const dialog = await openDialog(words.newRoom, hint, form, outcome.element);
  dialog.id = "new-private-room";
  dialog.classList.add("link-dialog", "private-room");
  offer(title);
}

/** Shows the link again. */
export async function openLink({ title, key }: OwnRoom): Promise<void> {
  await styles();
  const dialog = await openDialog(
    words.linkTo(title),
    ...shown(await linkOf(key)),
    safetyNumber(key),
  );
  dialog.id = "private-room-link";
  dialog.classList.add("link-dialog", "private-room");
  dialog.querySelector<HTMLElement>(".link .choices button")?.focus();
}

/**
 * Enters a room in the way of everybody: the page begins anew, with the link. Until it does, nothing can
 * be written, as that would go with the page, or to whom it was not meant for.
 */
export function enterAnew(secret: string): void {
  document.body.inert = true;
  location.hash = `#!${secret}`;
}

/** As others can open it. */
export async function linkOf({ secret }: SealedRoom): Promise<string> {
  return await linkForOthers(new URL(`#!${secret}`, baseUrl()), new Session(baseUrl()));
}

/** What a room is called here. */
export function titleField(value: string): HTMLInputElement {
  const field = element("input", { value, maxLength: TITLE_MAX, autocomplete: "off", dir: "auto" });
  field.placeholder = strings.privateRoom;
  return field;
}

/** The link, what the server sees all the same, and what it means to lose it. */
function shown(link: string): HTMLElement[] {
  const field = element("input", { value: link, readOnly: true });
  field.ariaLabel = words.link;
  field.addEventListener("focus", () => field.select());
  const take = button(words.copyLink, () => copy(link));
  return [
    element(
      "div",
      { className: "link" },
      ...codeOf(link),
      field,
      element("div", { className: "choices" }, take),
    ),
    element(
      "ul",
      { className: "facts" },
      element("li", {}, words.serverSees),
      element("li", {}, words.lostLink),
    ),
  ];
}

async function styles(): Promise<void> {
  await Promise.all([style("invitations"), style("conversation/sealed")]);
}
