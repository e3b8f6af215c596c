/**
 * Where somebody says how they want their page.
 *
 * @module
 */

import type { Chat } from "../chat.ts";
import { CHOICES, type Choices, type Settings } from "../browser_storage.ts";
import { languages, strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { profileWords } from "../../strings/profile.ts";
import { notify } from "../../strings/calling/notify.ts";
import { openDialog, Outcome } from "../dialog.ts";
import { hintEnter } from "../document/settle/writing_keys.ts";
import { whyNotSecure } from "../document/why_not_secure.ts";
import { button, element } from "../document.ts";
import { openRename } from "./settings_dialog/rename.ts";
import { ownDataButton } from "./settings_dialog/own_data.ts";

/** What each choice is called, in the language of now. Languages have names of their own. */
const NAMES = {
  colors: { system: "asSystem", light: "light", dark: "dark" },
  language: { system: "asSystem" },
  enter: { usual: "enterUsual", send: "enterSends", line: "enterMakesLine" },
  sound: { off: "off", mentions: "forMentions", all: "forAll" },
  notices: { off: "off", on: "on" },
} as const;

export async function openSettings(
  settings: Settings,
  { chat, isAdmin, goAway, ...openers }: {
    chat: Pick<Chat, "guest" | "you" | "rooms" | "directRooms">;
    isAdmin: () => Promise<boolean>;
    claimName: () => void;
    openAccount: () => void;
    openBlocks: () => void;
    changeOwn: (what: "profile" | "status") => void;
    openNotifications: () => void;
    goAway: () => void;
  },
): Promise<void> {
  const { claimName, openAccount, openBlocks, changeOwn, openNotifications } = openers;
  const problem = element("p", { className: "problem", role: "alert" });
  const names = (Object.keys(CHOICES)) as (keyof typeof CHOICES)[];
  const form = element(
    "form",
    { method: "dialog", className: "settings" },
    ...names.map((name) => row(settings, name, problem)),
    problem,
    element("p", { id: "needs-https", className: "note" }, whyNotSecure(more.missingThings) ?? ""),
  );
  const close = (then: () => void) => () => {
    dialog.close();
    then();
  };
  const { guest } = chat;
  const leave = button(more.signOut, close(goAway), "quiet leave");
  const account = guest
    ? button(more.claimName, close(claimName), "quiet claim")
    : button(more.account, close(openAccount), "quiet account");
  const blocks = button(more.blocks, close(openBlocks), "quiet blocks");
  const rename = () => openRename(chat);
  const own = guest ? [button(`${more.changeName}…`, close(rename), "quiet rename")] : [
    button(`${profileWords.setStatus}…`, close(() => changeOwn("status")), "quiet status"),
    button(`${profileWords.editProfile}…`, close(() => changeOwn("profile")), "quiet profile"),
  ];
  const outcome = new Outcome();
  const ownData = ownDataButton(outcome);
  const devices = button(notify.onDevices, close(openNotifications), "quiet devices");
  const choices = [...own, account, devices, blocks, ownData, leave];
  const people = element("div", { className: "person" }, ...choices);
  const dialog = await openDialog(strings.settings, form, people, outcome.element);
  // Asked while somebody reads the rest; who can't be asked now has no use for it.
  if (guest || !await isAdmin().catch(() => false)) return;
  const link = element("a", { href: "admin", className: "administration" }, more.administration);
  people.prepend(link);
}

function row(settings: Settings, name: keyof typeof CHOICES, problem: HTMLElement) {
  const select = element("select", { name });
  for (const choice of choicesOf(name)) {
    select.append(new Option(nameOf(name, choice), choice));
  }
  select.value = settings.choices[name];
  // What was chosen is not there any more.
  if (select.selectedIndex === -1) select.selectedIndex = 0;
  select.addEventListener("change", async () => {
    problem.textContent = await choose(settings, { [name]: select.value });
    select.value = settings.choices[name];
  });
  return element("label", {}, element("span", {}, more[name]), select);
}

function choicesOf(name: keyof typeof CHOICES): readonly string[] {
  return name === "language" ? [...CHOICES.language, ...languages()] : CHOICES[name];
}

function nameOf(name: keyof typeof CHOICES, choice: string) {
  const keys: Record<string, string> = NAMES[name];
  const found = Object.entries(more).find(([string]) => string === keys[choice])?.[1];
  return typeof found === "string" ? found : languageName(choice);
}

/** As those call it who speak it: `Español`. */
function languageName(tag: string) {
  const name = new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** @returns what is wrong with it, if something is */
async function choose(settings: Settings, choice: Partial<Choices>): Promise<string> {
  // The browser asks only after a click, and we ask only whoever wants notifications.
  if (choice.notices === "on" && await askForNotices() !== "granted") {
    settings.choose({ notices: "off" });
    return whyNotSecure(more.missingThings) ?? more.noticesForbidden;
  }
  settings.choose(choice);
  hintEnter();
  if (choice.colors !== undefined) document.documentElement.dataset.colors = choice.colors;
  // Drafts, rooms and what is on its way are kept: the page comes back as it was.
  if (choice.language !== undefined) location.reload();
  return "";
}

async function askForNotices() {
  return "Notification" in globalThis ? await Notification.requestPermission() : "denied";
}
