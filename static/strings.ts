/**
 * Every word that the page says by itself: in English, until `speak` has brought another language.
 *
 * @module
 */

import type { Dismissal } from "../protocol.ts";

export const strings = {
  appName: "Hubbub",

  // Coming in
  nameQuestion: "What should people call you?",
  nameLabel: "Your name",
  nameRule: "Letters, numbers, “-” and “_”, up to 32 characters.",
  enter: "Enter",
  signIn: "Sign in",
  toSignIn: "Have an account? Sign in",
  toSignUp: "New here? Create an account",
  toName: "Continue as a guest",
  forgotten: "Forgot your password? Ask an administrator here for a link to set a new one.",
  passwordNeeded: "That needs a password.",
  sessionLost: "You have been signed out. What you wrote is kept.",
  guestLost: (name: string) =>
    `You are no longer signed in as ${name}: a guest’s name is kept for 30 days after the last visit, and for an hour if nothing was said. What you wrote is kept.`,
  guestRule:
    "A guest’s name is kept for 30 days after the last visit, once you have said something; an account’s for good.",
  passwordLabel: "Password",
  passwordRule: "8 characters or more",
  passphraseLabel: "Passphrase of this server",
  inviteLabel: "Invitation",
  signUp: "Create an account",
  byPasskey: "Sign in with a passkey",

  // Rooms
  rooms: "Rooms",
  otherRooms: "More rooms",
  archivedRooms: "Archived",
  findRoom: "Find or create a room",
  roomMenu: "Room menu",
  muted: "muted",
  locked: { open: "", listed: "By invitation", hidden: "Hidden, by invitation" },
  privateRoom: "Private room",
  encrypted: "Encrypted",
  unreadable: "This message can’t be read: it was changed, or sealed by another key.",
  tooSoon: "Slow mode: what you wrote can be said when the time below is over.",
  directRooms: "Direct messages",
  showAll: (count: number) => `Show all (${count})`,
  showFewer: "Show fewer",
  draft: "Draft",
  unread: "New messages",
  bot: "bot",
  mentions: (count: number) => count === 1 ? "1 message for you" : `${count} messages for you`,
  showRooms: "Rooms and people",
  hideRooms: "Close",
  cancel: "Cancel",

  noRoom: (room: string) => `There is no room “${room}” that you can see.`,
  makeRoom: "Create the room",
  /** Why you are in a room no more. */
  dismissed: {
    kicked: (room) => `You were removed from #${room}`,
    banned: (room) => `You were banned from #${room}`,
    uninvited: (room) => `You are not invited to #${room} any more`,
    closed: (room) => `#${room} was closed`,
  } satisfies Readonly<Record<Dismissal, (room: string) => string>>,

  // People
  people: "Here now",
  directPeople: "Only here",
  you: "you",
  guest: "guest",
  presence: { here: "here", away: "away", dnd: "do not disturb", offline: "offline" },
  hereCount: (count: number) => count === 1 ? "1 person here" : `${count} people here`,
  andMore: (count: number) => `and ${count} more`,

  // The conversation
  conversation: "Conversation",
  beginning: (room: string) => `This is where #${room} begins. Say hello.`,
  quietBeginning: (room: string) => `This is where #${room} begins.`,
  archivedBeginning: (room: string) => `This is where #${room} begins. It is archived.`,
  directBeginning: (people: string) =>
    `This is where you and ${people} begin. Nobody else is shown it.`,
  sealedBeginning: "This is where your private room begins.",
  outdated: "There is a new version of this page. What you write is kept.",
  reload: "Load it",
  missing: "Some messages that were here are not kept any more.",
  deleted: "Deleted",
  blockedHere: "Message from somebody you have blocked",
  edited: "edited",
  earlier: "An earlier message",
  topicSet: (name: string, topic: string) =>
    topic === "" ? `${name} removed the topic` : `${name} set the topic: ${topic}`,
  today: "Today",
  yesterday: "Yesterday",
  newHere: "New since your last visit",

  // A message
  messageMenu: "Message menu",
  replyingTo: (name: string) => `Replying to ${name}`,
  editing: "Editing your message",

  // Saying something
  sayIn: (place: string) => `Message ${place}`,
  send: "Send",
  attach: "Attach pictures or files",
  record: "Record a voice message: hold, or press to begin and to end",
  sending: "Sending…",
  calledNobody: (call: string) =>
    `${call} called nobody: in a room with more than 20 people, only moderators can call everybody.`,
  charactersLeft: (count: number) => count < 0 ? `${-count} too many` : `${count} left`,
  typing: (names: readonly string[]) => {
    const [first = "", second = ""] = names;
    if (names.length === 1) return `${first} is typing…`;
    if (names.length === 2) return `${first} and ${second} are typing…`;
    return "Several people are typing…";
  },

  // Searching
  search: "Search this room",
  reported: (room: string) =>
    `Somebody reported a message in ${room}: see “People and bans…” in its menu.`,

  // Settings
  settings: "Settings",

  // The connection
  connecting: "Connecting…",
  connected: "Connected",
  disconnected: "Not connected",
  back: "You are back. Nothing was lost.",
  notCome: "A part of the page has not come. What you wrote is kept.",
  notNow: "That needs a connection. Try it when you are back.",
  cutOff: (reason: string) => `${reason}. What you say is kept and sent when you are back.`,
  tryingIn: (seconds: number) => seconds > 0 ? `Trying again in ${seconds} s` : "Trying again…",
  tryNow: "Try now",
  comeBack: "Join again",
  noWebSocket: "This browser has no WebSocket, which Hubbub needs. Any current one will do.",
};

export type Strings = typeof strings;

/** Where the tables of the language are that the page speaks; "" where they are the English ones. */
let tables = "";

/**
 * Speaks as was chosen, or as the browser's person reads.
 *
 * @param choice a language's tag, or "system"
 */
export async function speak(choice: string): Promise<void> {
  const language = languageOf([choice, ...navigator.languages], languages());
  document.documentElement.lang = language;
  tables = linksToLanguages().find(({ hreflang }) => hreflang === language)?.href ?? "";
  await adopt("strings", strings);
  document.documentElement.dataset.started = ""; // what watchdog.ts waits for
}

/** The tags of the languages that the page speaks: English, and what is in `static/languages/`. */
export function languages(): string[] {
  return ["en", ...linksToLanguages().map(({ hreflang }) => hreflang)];
}

function linksToLanguages() {
  return [...document.querySelectorAll<HTMLLinkElement>("link[rel=language]")];
}

/** Has a table say its words in the language that the page speaks. Each waits for that, as it is loaded. */
export async function adopt(name: string, table: object): Promise<void> {
  if (tables === "") return;
  // All tables of a language are one file, whose hash stands behind each.
  const address = tables.replace("?", `${name}.ts?`);
  Object.assign(table, (await import(address))[name]);
}

/**
 * The first of someone's languages that we speak; else English.
 *
 * @param wanted as a browser has them: `zh-Hans-CN`
 * @param spoken as files are named: `zh`
 */
export function languageOf(wanted: readonly string[], spoken: readonly string[]): string {
  for (const tag of wanted) {
    for (const parts = tag.toLowerCase().split("-"); parts.length > 0; parts.pop()) {
      const found = spoken.find((one) => one.toLowerCase() === parts.join("-"));
      if (found !== undefined) return found;
    }
  }
  return "en";
}

export function translate(whole: ParentNode): void {
  for (const element of whole.querySelectorAll("[data-text]")) {
    element.textContent = word(element.getAttribute("data-text"));
  }
  for (const element of whole.querySelectorAll("[data-label]")) {
    const label = word(element.getAttribute("data-label"));
    element.setAttribute("aria-label", label);
    if (element instanceof HTMLButtonElement) element.title = label;
  }
  for (const template of whole.querySelectorAll("template")) translate(template.content);
}

function word(key: string | null): string {
  const found = Object.entries(strings).find(([name]) => name === key)?.[1];
  if (typeof found === "string") return found;
  throw new TypeError(`Cannot translate: no string is named ${JSON.stringify(key)}`);
}

const DAY_MS = 24 * 60 * 60 * 1000;

const TIME_STYLES = {
  time: { timeStyle: "short" },
  day: { dateStyle: "full" },
  brief: { dateStyle: "medium", timeStyle: "short" },
  full: { dateStyle: "full", timeStyle: "medium" },
} as const;

/** Kept, as to make one is slow. */
const formats: Map<keyof typeof TIME_STYLES, Intl.DateTimeFormat> = new Map();

/** As the page speaks, and as is usual where the reader is, if they speak the same. */
function format(style: keyof typeof TIME_STYLES, at: number) {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((language) => language.startsWith(lang)) ?? lang;
  const made = formats.get(style) ?? new Intl.DateTimeFormat(locale, TIME_STYLES[style]);
  formats.set(style, made);
  return made.format(at);
}

/** Which name comes first: numbers in them count as numbers, so pupil2 stands before pupil10. */
export const byName = new Intl.Collator(undefined, { numeric: true }).compare;

export function timeOfDay(at: number): string {
  return format("time", at);
}

/** Where there is little room for it. */
export function briefly(at: number, now: number): string {
  return format(isSameDay(at, now) ? "time" : "brief", at);
}

export function dayAndTime(at: number): string {
  return format("full", at);
}

export function dayInWords(at: number, now: number): string {
  const ago = dayOf(now) - dayOf(at);
  return ago === 0 ? strings.today : ago === 1 ? strings.yesterday : format("day", at);
}

/**
 * The number of a day of the calendar, where the reader is. Days there may have 23 hours, or 25.
 */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

/** How long this day still lasts, where the reader is. */
export function restOfDay(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - now;
}

/** Whether two moments are on one day, where the reader is. */
export function isSameDay(at: number, other: number): boolean {
  return dayOf(at) === dayOf(other);
}
