// @ts-check
/** @import { Choices, Settings } from "./settings.js" */

/**
 * Where somebody says how they want their page.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { openDialog } from "./dialog.js";
import { button, element } from "./part.js";
import { CHOICES } from "./settings.js";

/** What each choice is called, in the language of now; languages by themselves. */
const NAMES = /** @type {const} */ ({
  colors: { system: "asSystem", light: "light", dark: "dark" },
  language: { system: "asSystem", en: "English", zh: "中文" },
  sound: { off: "off", mentions: "forMentions", all: "forAll" },
  notices: { off: "off", on: "on" },
});

/**
 * @param {Settings} settings
 * @param {{ guest: boolean, claimName: () => void, openAccount: () => void, openBlocks: () => void, goAway: () => void }} person
 */
export async function openSettings(
  settings,
  { guest, claimName, openAccount, openBlocks, goAway },
) {
  const problem = element("p", { className: "problem", role: "alert" });
  const names = /** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES));
  const form = element(
    "form",
    { method: "dialog", className: "settings" },
    ...names.map((name) => row(settings, name, problem)),
    problem,
  );
  const close = (/** @type {() => void} */ then) => () => {
    dialog.close();
    then();
  };
  const leave = button(guest ? more.changeName : more.signOut, close(goAway), "quiet leave");
  const account = guest
    ? button(more.claimName, close(claimName), "quiet claim")
    : button(more.account, close(openAccount), "quiet account");
  const blocks = button(more.blocks, close(openBlocks), "quiet blocks");
  const choices = element("div", { className: "person" }, account, blocks, leave);
  const dialog = await openDialog(strings.settings, form, choices);
}

/**
 * @param {Settings} settings
 * @param {keyof typeof CHOICES} name
 * @param {HTMLElement} problem
 */
function row(settings, name, problem) {
  const select = element("select", { name });
  for (const choice of CHOICES[name]) {
    select.append(new Option(nameOf(name, choice), choice));
  }
  select.value = settings.choices[name];
  select.addEventListener("change", async () => {
    problem.textContent = await choose(settings, { [name]: select.value });
    select.value = settings.choices[name];
  });
  return element("label", {}, element("span", {}, more[name]), select);
}

/**
 * @param {keyof typeof CHOICES} name
 * @param {string} choice
 */
function nameOf(name, choice) {
  /** @type {Record<string, string>} */
  const keys = NAMES[name];
  const key = keys[choice] ?? choice;
  const found = Object.entries(more).find(([string]) => string === key)?.[1];
  return typeof found === "string" ? found : key;
}

/**
 * @param {Settings} settings
 * @param {Partial<Choices>} choice
 * @returns {Promise<string>} what is wrong with it, if something is
 */
async function choose(settings, choice) {
  // The browser asks only who has clicked, and nobody is asked who did not want it.
  if (choice.notices === "on" && await askForNotices() !== "granted") {
    settings.choose({ notices: "off" });
    return more.noticesForbidden;
  }
  settings.choose(choice);
  if (choice.colors !== undefined) document.documentElement.dataset.colors = choice.colors;
  // Drafts, rooms and what is on its way are kept: the page comes back as it was.
  if (choice.language !== undefined) location.reload();
  return "";
}

async function askForNotices() {
  return "Notification" in globalThis ? await Notification.requestPermission() : "denied";
}
