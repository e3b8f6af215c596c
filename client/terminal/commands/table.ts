/**
 * The commands of the terminal: what each is called, takes and does. Help, completion and other names
 * for them come from here; what they mean is read in `commands.ts`.
 *
 * @module
 */

import { slashes } from "../../connection/slash.ts";

/** What commands are about, in the order in which `/help` lists it. */
export const GROUPS = {
  rooms: "Rooms: going to them and leaving them",
  messages: "Messages, which are meant by who said them last, or by a number",
  people: "People",
  files: "Files",
  invitations: "Invitations",
  account: "Your name and account",
  programs: "Bots and hooks",
  moderating: "Moderating, for those who may",
  reports: "Reports and who was muted, for those who moderate",
  keys: "Keys, and this program",
} as const;

export type Group = keyof typeof GROUPS;

export interface CommandRow {
  /** With its slash. */
  readonly name: string;
  /** What stands behind it. */
  readonly args: string;
  readonly group: Group;
  /** What it does, in a row or two. */
  readonly about: string;
  /** What else is to know, for whoever asks about this one. */
  readonly more?: readonly string[];
  /** What it is called elsewhere, and what that stands for here. */
  readonly aliases?: Readonly<Record<string, string>>;
}

const ROOMS: readonly CommandRow[] = [
  row("/join ROOM", "rooms", "go to a room", {
    aliases: { "/j": "/join" },
    more: ["/join #ops and /join ops are the same; /join @bob is your direct room with Bob."],
  }),
  row("/make ROOM", "rooms", "create a room, open to everyone"),
  row("/private [link|qr|forget]", "rooms", "make a room that the server cannot read", {
    aliases: { "/forget": "/private forget" },
    more: [
      "Its link lets others in: /join LINK. /private link prints it again.",
      "/private qr prints it as a QR code, too.",
      "/private forget leaves the room, and forgets its link here.",
    ],
  }),
  row("/leave [ROOM]", "rooms", "leave a room; a direct room comes back when somebody writes", {
    aliases: { "/part": "/leave" },
  }),
  row("/who [ROOM]", "rooms", "list the people there", { aliases: { "/names": "/who" } }),
  row("/rooms", "rooms", "list the rooms", { aliases: { "/list": "/rooms" } }),
];

const MESSAGES: readonly CommandRow[] = [
  row("/reply BOB TEXT", "messages", "answer Bob's last message", {
    aliases: { "/r": "/reply" },
    more: ["/reply #41 TEXT answers the message with that number: /history lists them."],
  }),
  row("/edit TEXT", "messages", "replace your last message", {
    aliases: { "/e": "/edit" },
    more: ["/edit #41 TEXT replaces that message of yours."],
  }),
  row("/delete [BOB|#41]", "messages", "delete your last message, Bob's, or one by its number", {
    aliases: { "/del": "/delete" },
  }),
  row("/react 👍 [#41]", "messages", "react to the last message, or to another", {
    more: [
      "/react 👍 bob reacts to Bob's last message; /react :heart: goes by a name.",
      "What you reacted with before is taken back.",
    ],
  }),
  row("/reactions [BOB|#41]", "messages", "list who reacted to the last message, or another"),
  row("/reveal [BOB|#41]", "messages", "show what is hidden in the last message, or another", {
    more: ["||Ann did it|| hides words until somebody wants to see them."],
  }),
  row("/link [BOB|#41]", "messages", "print the address of a message, and copy it", {
    more: ["It is copied where the terminal lets programs do so (OSC 52)."],
  }),
  row("/unread [BOB|#41]", "messages", "mark the last message as unread, or from another one on", {
    more: ["It stays so, on all your devices, until you come to the room again or say something."],
  }),
  row("/pin [BOB|#41]", "messages", "pin the last message for everybody here, or another"),
  row("/unpin #41", "messages", "unpin a message"),
  row("/pins [ROOM]", "messages", "list what is pinned"),
  row("/mentions [ROOM]", "messages", "list what mentioned you while you were away"),
  row("/me TEXT", "messages", "say what you do, in italics: /me waves"),
  row("/report BOB WHY", "messages", "show Bob's last message to those who moderate here", {
    more: ["/report #41 WHY shows them that message. A copy of it is kept for them."],
  }),
  row("/history [50]", "messages", "list what was said, with its numbers", {
    more: ["/history 50 lists that many, /history more goes on to what is older."],
  }),
  row(
    "/search [--all] WORDS",
    "messages",
    "find messages here with all these words, or in all rooms",
    {
      more: [
        "from:BOB in:ROOM has:link|file|image|code|reaction before:2026-11-30 after:2026-11-01 say more;",
        '"two words" is a phrase, and -word is not in it. in:* is all rooms, too.',
        "The newest 20 are listed, with their numbers: /goto shows one with its neighbours.",
      ],
    },
  ),
  row("/goto [ROOM] 41", "messages", "show the message with that number, and those around it", {
    more: [
      "/goto LINK goes where a link of the page leads, /goto 2026-11-30 to the first message of that day.",
    ],
  }),
];

const PEOPLE: readonly CommandRow[] = [
  row("/msg BOB [TEXT]", "people", "write to Bob alone; without TEXT, go to your direct room", {
    aliases: { "/m": "/msg", "/query": "/msg" },
    more: ["/msg bob,cyd TEXT writes to both, in a room of the three of you."],
  }),
  row("/people WORDS", "people", "find people by parts of their names, also who is away", {
    more: ["A guest finds those who are in the lobby."],
  }),
  row("/whois BOB", "people", "tell who Bob is: name, role here, status, local time", {
    aliases: { "/w": "/whois" },
  }),
  row("/blocks", "people", "list whom you have blocked"),
];

const FILES: readonly CommandRow[] = [
  row("/file PATH [TEXT]", "files", "send a file, with a text or without", {
    more: [
      "/file CAT.PNG, DOG.PNG TEXT sends both. A path with spaces stands in quotes; Tab completes it.",
      "Needs --allow-read, or you are asked.",
    ],
  }),
  row("/files [WORDS]", "files", "list the newest files of this room, or those named so"),
  row("/save [3] [PATH]", "files", "save the file with the number 3, here or where you say", {
    more: [
      "/save 3 ~/pictures/ saves it in that folder. Without a number it is the newest file.",
      "Needs --allow-write, or you are asked.",
    ],
  }),
];

const INVITATIONS: readonly CommandRow[] = [
  row("/invite-link [ROOM]", "invitations", "make a link into this room, or another", {
    more: [
      "/invite-link ROOM 30 14d is for 30 people and 14 days; otherwise for 10 people and 7 days.",
      "/invite-link revoke 2 revokes the second link that /invites lists.",
    ],
  }),
  row("/invites [ROOM|all]", "invitations", "list the links into this room, or all of yours", {
    more: ["For an administrator, /invites all lists everybody's."],
  }),
];

const ACCOUNT: readonly CommandRow[] = [
  row("/claim [INVITE]", "account", "protect your name with a password", {
    more: [
      "You are asked for the password, and it is not shown. /claim INVITE where an invitation is " +
      "needed;",
      "/claim CODE, with the code that a new server printed, makes you its administrator.",
    ],
  }),
  row("/nick NAME", "account", "go on under another name, as a guest", {
    more: [
      "What you said so far stays under the old name. An account keeps its name: it is shown by " +
      "another with /display.",
    ],
  }),
  row("/password", "account", "change your password"),
  row("/sessions", "account", "list where you are signed in"),
  row("/revoke 2", "account", "sign out the second of those"),
  row("/delete-account keep", "account", "delete your account, and keep what you said", {
    more: ["/delete-account all deletes what you said, too. You are asked for the password."],
  }),
  row("/display [NAME]", "account", "show yourself by another name to people at the page", {
    more: ["/display off ends that."],
  }),
  row("/picture PATH", "account", "show people at the page a picture of you, or /picture off", {
    more: ["A square one is shown whole. Needs --allow-read, or you are asked."],
  }),
  row("/data [PATH]", "account", "save a copy of all that you said and uploaded, as a ZIP file", {
    more: ["Needs --allow-write, or you are asked."],
  }),
  row("/zone [EUROPE/PARIS]", "account", "tell others your time zone, or /zone off", {
    more: ["/zone alone tells what others see of you."],
  }),
  row("/status away", "account", "say how you are: away, dnd (do not disturb), TEXT, or off", {
    aliases: { "/away": "/status away", "/back": "/status off" },
    more: ["It may have an end: /status away Lunch for 1h. /status alone tells yours."],
  }),
];

const REPORTS: readonly CommandRow[] = [
  row("/moderation", "reports", "list who moderates here, and who is invited, muted and banned"),
  row("/raid [15m]", "reports", "list who came in the last 15 minutes, to end a raid", {
    more: [
      "/raid ban 15m bans them all for a day and deletes what they said here in the last hour;",
      "/raid ban EVE MALLORY bans these; time=1w, time=ever, delete=all or delete=nothing say otherwise,",
      "and a reason stands behind a colon. /raid kick removes them. You are asked once, with how many",
      "people and messages it is. /raid undo lifts those bans.",
    ],
  }),
  row("/reports", "reports", "list the messages that were reported here"),
  row("/resolve 2", "reports", "settle the second of those reports", {
    more: ["/dismiss 2 settles it as one about nothing."],
  }),
  row("/dismiss 2", "reports", "dismiss the second of those reports"),
];

const PROGRAMS: readonly CommandRow[] = [
  row("/bot NAME [URL]", "programs", "make a bot, and see its token once", {
    more: ["With a URL, the bot is told there of what is said to it."],
  }),
  row("/bots", "programs", "list your bots"),
  row("/unbot NAME", "programs", "delete one"),
  row("/hook NAME", "programs", "make an address by which a tool speaks here"),
  row("/hooks", "programs", "list the hooks of this room"),
  row("/unhook NAME", "programs", "delete one"),
];

const PROGRAM: readonly CommandRow[] = [
  row("/help [TOPIC]", "keys", "list the commands, or tell of a topic or a command: /help /ban", {
    aliases: { "/h": "/help", "/?": "/help" },
  }),
  row("/clear", "keys", "clear the screen", {
    more: ["/history lists again what was said: until then it is not shown, and not changed."],
  }),
  row("/language TAG", "keys", "speak another language", {
    aliases: { "/lang": "/language" },
    more: [
      "/language alone tells which there are.",
      "It is kept where the program may write it. --lang says it from the start, and so does the locale.",
    ],
  }),
  row("/retry", "keys", "connect now instead of later"),
  row("/quit", "keys", "end the program; so does Ctrl-D", {
    aliases: { "/q": "/quit", "/exit": "/quit" },
  }),
];

/** Of those that the page has, too: where they belong, unless they moderate. */
const SHARED: Readonly<Record<string, Partial<CommandRow>>> = {
  "/topic": { group: "rooms" },
  "/notify": { group: "rooms" },
  "/block": { group: "people", aliases: { "/ignore": "/block" } },
  "/unblock": { group: "people", aliases: { "/unignore": "/unblock" } },
  "/invite": { group: "invitations" },
  "/uninvite": { group: "invitations" },
};

/** All commands, a group behind the other. */
export const COMMANDS: readonly CommandRow[] = inOrder([
  ...[...ROOMS, ...MESSAGES, ...PEOPLE, ...FILES, ...INVITATIONS, ...ACCOUNT, ...PROGRAMS],
  ...[...PROGRAM, ...REPORTS],
  ...slashes.map(({ name, usage, help }) => ({
    ...row(usage, "moderating", help),
    ...Object.hasOwn(SHARED, name) && SHARED[name],
  })),
]);

/** What other names stand for. */
export const ALIASES: Readonly<Record<string, string>> = Object.assign(
  {},
  ...COMMANDS.map(({ aliases }) => aliases),
);

/** Commands behind which a room is written. */
export const ABOUT_ROOMS: ReadonlySet<string> = new Set(
  COMMANDS.filter(({ args }) => /\bROOM\b/.test(args)).flatMap(({ name, aliases = {} }) => [
    name,
    ...Object.keys(aliases),
  ]),
);

function row(
  usage: string,
  group: Group,
  about: string,
  also: Pick<CommandRow, "more" | "aliases"> = {},
): CommandRow {
  const [, name = "", args = ""] = /^(\S+) ?(.*)$/.exec(usage) ?? [];
  return { name, args, group, about, ...also };
}

function inOrder(rows: readonly CommandRow[]): CommandRow[] {
  return Object.keys(GROUPS).flatMap((group) => rows.filter((row) => row.group === group));
}
