/**
 * What one can do about people: by their card; and the list of all whom one has blocked.
 *
 * @module
 */

import type { Account } from "../../../client/connection/account.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../../../client/connection.ts";
import type { People } from "../../../client/connection/account/people.ts";
import { type Session, SignInError } from "../../../client/connection/endpoint.ts";
import { moderationItems, reportItems } from "./moderation.ts";
import type { PersonProfile } from "../../../protocol.ts";
import type { MenuItem } from "../menu.ts";
import { directRoom, isolated, nameKey } from "../../../protocol/name.ts";
import { profileWords } from "../../strings/profile.ts";
import { more } from "../../strings/more.ts";
import { change } from "../visit/actions.ts";
import { resetItems } from "./reset_password.ts";
import { faces, strangers } from "../browser_storage.ts";
import { confirm, openDialog, Outcome } from "../dialog.ts";
import { latest } from "../document/latest.ts";
import { button, element, part, style } from "../document.ts";
import { openCard } from "./person_card.ts";

/** Who blocks, and where it shows. */
export interface Blocker {
  connection: Connection;
  chat: Chat;
  account: Account;
  draw: () => void;
  session: Session;
  goTo: (room: string) => void;
}

/**
 * Blocks somebody, or ends that. What they said is shown no more, or again: it is fetched anew.
 *
 * @returns why it was not done, if it was not
 */
export async function changeBlock(
  { connection, chat, draw }: Pick<Blocker, "connection" | "chat" | "draw">,
  { type, name }: { type: "block" | "unblock"; name: string },
): Promise<string | undefined> {
  const problem = await change(connection, { type, name });
  if (problem !== undefined) return problem;
  for (const room of [...chat.rooms, ...chat.directRooms]) room.readAgain();
  // What they tell of themselves is not told to who blocks them.
  faces.delete(nameKey(name));
  strangers.add(name);
  const done = type === "block" ? more.isBlocked : more.isUnblocked;
  chat.note(done(isolated(name)), { isGood: true });
  draw();
}

/** What can be done about somebody. */
export function blockItem(blocker: Blocker, name: string, isBlocked: boolean): MenuItem {
  const { chat, draw } = blocker;
  const act = async (type: "block" | "unblock") => {
    const problem = await changeBlock(blocker, { type, name });
    if (problem === undefined) return;
    chat.note(problem);
    draw();
  };
  if (isBlocked) return { text: more.unblock(name), act: () => act("unblock") };
  const ask = async () => {
    if (await confirm(more.blockQuestion(isolated(name)), more.block)) await act("block");
  };
  return { text: more.blockMenu(name), kind: "grave", act: ask };
}

/**
 * What one can do with somebody.
 *
 * @param at what shows them: what opens next stands there, too
 */
async function actionsOn(blocker: Blocker, person: PersonProfile, at: Element) {
  const { goTo, chat } = blocker;
  const { name } = person;
  const isBlocked = person.blocked ?? false;
  const mention = () => mentionInComposer(name);
  const talk = [
    { text: profileWords.message, act: () => goTo(directRoom([name, chat.you])) },
    { text: profileWords.mention, act: mention },
  ];
  const reset = person.guest || person.bot ? [] : await resetItems(blocker.account, name);
  const moderation = moderationItems(blocker, chat.shown, name, at);
  // What somebody whom one has blocked said is not read, so it can't be chosen.
  const report = isBlocked ? [] : reportItems(blocker, chat.shown, name);
  return [isBlocked ? [] : talk, moderation, [
    ...reset,
    ...report,
    blockItem(blocker, name, isBlocked),
  ]];
}

/** What one can do with oneself. */
function ownActions(people: People, person: PersonProfile): MenuItem[][] {
  if (person.guest) return [];
  return [[
    { text: `${profileWords.setStatus}…`, act: () => openOwnStatus(people, person) },
    { text: `${profileWords.editProfile}…`, act: () => openOwnProfile(people, person) },
  ]];
}

/** Opens what one tells of oneself, to be changed. */
export async function openOwn(
  people: People,
  you: string,
  what: "profile" | "status",
): Promise<void> {
  const person = await people.one(you);
  await (what === "profile" ? openOwnProfile : openOwnStatus)(people, person);
}

async function openOwnProfile(people: People, person: PersonProfile) {
  const { openProfile } = await import("./person_card/profile_dialog.ts");
  await openProfile(people, person);
}

async function openOwnStatus(people: People, person: PersonProfile) {
  const { openStatus } = await import("./person_card/status_dialog.ts");
  await openStatus(people, person);
}

/**
 * Opens the card of somebody, with what can be done.
 *
 * @param at what shows them, or has in it what does
 */
export async function openPerson(
  blocker: Blocker,
  { people, at, name = personAt(at) }: { people: People; at: Element; name?: string | undefined },
): Promise<void> {
  const { shown, you } = blocker.chat;
  const room = shown?.isDirect ? undefined : shown?.name;
  const person = await people.one(name, room).catch((error): PersonProfile => {
    // They are not here any more, and had no account. What they are called is known.
    if (error instanceof SignInError && error.reason === "not-found") return { name, guest: true };
    throw error;
  });
  const isYou = nameKey(name) === nameKey(you);
  if (isYou) return await openCard(at, { person, actions: ownActions(people, person) });
  const actions = await actionsOn(blocker, person, at);
  await openCard(at, { person, actions: actions.map((group) => group.map(besideDrawer)) });
}

/** On a phone what comes of it, a mention or what was done, would be under the list of people. */
function besideDrawer(item: MenuItem): MenuItem {
  const act = () => {
    const isCovered = document.body.dataset.drawer === "open";
    if (isCovered) part(document, "#close-side", HTMLButtonElement).click();
    item.act();
  };
  return { ...item, act };
}

/** The name of whom an element shows, or one inside it. */
function personAt(at: Element): string {
  const shown = at.hasAttribute("data-person") ? at : at.querySelector("[data-person]");
  return shown?.getAttribute("data-person") ?? "";
}

/** Writes a mention where one writes, as if it was typed. */
function mentionInComposer(name: string) {
  const composer = part(document, "#composer textarea", HTMLTextAreaElement);
  composer.focus();
  const { selectionStart: start, value } = composer;
  const gap = start > 0 && !/\s$/.test(value.slice(0, start)) ? " " : "";
  composer.setRangeText(`${gap}@${name} `, start, composer.selectionEnd, "end");
  composer.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Shows the people who are blocked. */
export async function openBlocks(blocker: Blocker): Promise<void> {
  await style("account");
  const outcome = new Outcome();
  const list = element("ul", { className: "sessions" });
  const show = latest(() => blocker.account.blocks(), (blocks) => {
    list.replaceChildren(...blocks.map(({ name }) => row(name)));
    if (blocks.length === 0 && outcome.isEmpty) outcome.tell(more.nobodyBlocked);
  });
  const row = (name: string) => {
    const end = button(more.unblockShort, () =>
      outcome.attempt(async () => {
        const problem = await changeBlock(blocker, { type: "unblock", name });
        if (problem !== undefined) throw new Error(problem);
        outcome.tell(more.isUnblocked(isolated(name)));
        // The button that had the focus is gone.
        dialog.querySelector("button")?.focus();
        await show();
      }), "quiet");
    end.ariaLabel = more.unblock(name);
    return element("li", {}, element("b", { dir: "auto" }, name), end);
  };
  const dialog = await openDialog(more.blocks, list, outcome.element);
  dialog.id = "blocks-dialog";
  await outcome.attempt(show);
}
