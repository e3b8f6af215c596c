/**
 * The commands: how each is written, and what it does. Help, completions and the checks of a command
 * line come from here.
 *
 * @module
 */

/** An option: `value` is how its value is called in the help, where it has one. */
export interface OptionSpec {
  readonly name: string;
  readonly about: string;
  readonly value?: string;
  readonly short?: string;
  /** Whether it may be given several times. */
  readonly many?: true;
}

/** A command. */
export interface CommandSpec {
  readonly name: string;
  /** What follows the name, for people. */
  readonly takes: string;
  readonly about: string;
  /** How many words follow at least and at most. */
  readonly words: readonly [least: number, most: number];
  readonly options: readonly OptionSpec[];
  /** What else to know, a line each. */
  readonly notes?: readonly string[];
}

/** The options of every command. */
export const COMMON: readonly OptionSpec[] = [
  { name: "url", value: "URL", about: "the server; or HUBBUB_URL" },
  { name: "name", short: "n", value: "NAME", about: "your name; or HUBBUB_NAME, HUBBUB_TOKEN" },
  { name: "json", about: "print JSON, one object a line" },
  { name: "timeout", value: "TIME", about: "how long to try: 30s unless said, 5m, or never" },
  { name: "quiet", about: "say nothing about failures: the exit code tells" },
  { name: "plain", about: "no colours and no cursor movement, as is usual here" },
  { name: "help", about: "print this help" },
];

const ID = { name: "id", value: "KEY", about: "say it once, however often this KEY is said" };
const FILE = {
  name: "file",
  value: "PATH",
  about: "with a file, up to ten times",
  many: true,
} as const;

/** Of every command that takes a room. */
export const KEY_FILE: OptionSpec = {
  name: "room-key-file",
  value: "PATH",
  about: "a file with a private room's link, which is ROOM then",
};

const ENCODING = { name: "encoding", value: "NAME", about: "that of the input: UTF-8 unless said" };

/** All of them, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: "say",
    takes: "ROOM [TEXT…|-]",
    about: "say one message, or all of standard input as one",
    words: [1, Infinity],
    options: [FILE, ID, ENCODING],
  },
  {
    name: "pipe",
    takes: "ROOM",
    about: "say each line of standard input as a message",
    words: [1, 1],
    options: [
      {
        name: "blank",
        value: "keep|skip",
        about: "lines with nothing in them: skipped unless said",
      },
      { name: "long", value: "split|fail", about: "over 4000 characters: not said unless split" },
      { name: "raw", about: "keep colours and other escape sequences" },
      ENCODING,
    ],
  },
  {
    name: "read",
    takes: "ROOM",
    about: "print what was said",
    words: [1, 1],
    options: [
      { name: "last", value: "N", about: "the newest N messages: 50 unless said" },
      { name: "all", about: "all that is kept" },
      { name: "since", value: "TIME", about: "from 1h or 2d ago on, or from a date" },
      { name: "after", value: "SEQ", about: "what follows the message of this number" },
      { name: "follow", short: "f", about: "go on with what is said from now on" },
    ],
  },
  {
    name: "search",
    takes: "ROOM|- WORDS…",
    about: "print what has the words, newest first; - is all rooms",
    words: [2, Infinity],
    options: [{ name: "last", value: "N", about: "at most N: 50 unless said" }],
  },
  { name: "rooms", takes: "", about: "list the rooms", words: [0, 0], options: [] },
  { name: "who", takes: "ROOM", about: "list who is in a room", words: [1, 1], options: [] },
  {
    name: "files",
    takes: "ROOM [WORDS…]",
    about: "list a room's files, the newest first; or those with WORDS in their names",
    words: [1, Infinity],
    options: [
      { name: "last", value: "N", about: "at most N: 50 unless said" },
      { name: "all", about: "all that are kept" },
    ],
  },
  {
    name: "save",
    takes: "ROOM SEQ [PATH|-]",
    about: "save the files of a message: here, as PATH, in the folder PATH, or print them",
    words: [2, 3],
    options: [{ name: "nth", value: "N", about: "only its Nth file" }],
  },
  {
    name: "reply",
    takes: "ROOM SEQ [TEXT…|-]",
    about: "answer a message",
    words: [2, Infinity],
    options: [FILE, ID, ENCODING],
  },
  {
    name: "edit",
    takes: "ROOM SEQ [TEXT…|-]",
    about: "give your message another text",
    words: [2, Infinity],
    options: [ENCODING],
  },
  { name: "delete", takes: "ROOM SEQ", about: "delete a message", words: [2, 2], options: [] },
  {
    name: "react",
    takes: "ROOM SEQ EMOJI",
    about: "react to a message",
    words: [3, 3],
    options: [{ name: "off", about: "take the reaction back" }],
  },
  {
    name: "on",
    takes: "ROOM -- CMD…",
    about: "run CMD for each message that others say from now on",
    words: [1, 1],
    options: [
      { name: "match", value: "REGEXP", about: "only for those whose text this finds" },
      { name: "after", value: "SEQ", about: "from what follows the message of this number on" },
      { name: "state", value: "PATH", about: "keep the last number there, and go on after it" },
      { name: "reply", about: "say what CMD prints, as the answer" },
    ],
    notes: [
      "CMD reads the text, and sees HUBBUB_FROM, HUBBUB_SEQ and HUBBUB_ROOM. It is run",
      "without a shell; Deno has to be allowed to: --allow-run=CMD.",
    ],
  },
  {
    name: "login",
    takes: "",
    about: "sign in, and keep the session for the chat and all commands",
    words: [0, 0],
    options: [
      {
        name: "password-file",
        value: "PATH",
        about: "whose first line is the password; or - for it",
      },
    ],
  },
  {
    name: "logout",
    takes: "",
    about: "end the session that is kept, and forget it",
    words: [0, 0],
    options: [],
  },
  {
    name: "token",
    takes: "",
    about: "make a token for a script, and print it, this once",
    words: [0, 0],
    options: [
      { name: "label", value: "NAME", about: "how your sessions list it: script unless said" },
      { name: "bot", value: "NAME", about: "make a bot, which has fewer rights than you" },
    ],
  },
  {
    name: "admin",
    takes: "COMMAND …",
    about: "do what administrators may: see admin --help",
    words: [1, Infinity],
    options: [],
  },
  {
    name: "completions",
    takes: "bash|zsh|fish",
    about: "print what a shell needs to complete commands",
    words: [1, 1],
    options: [],
  },
];

/** Whether the first word that follows is a room. */
export function takesRoom({ takes }: Pick<CommandSpec, "takes">): boolean {
  return takes.startsWith("ROOM");
}

/** All options of a command, with those of every one. */
export function optionsOf(spec: Pick<CommandSpec, "takes" | "options">): readonly OptionSpec[] {
  return [...spec.options, ...(takesRoom(spec) ? [KEY_FILE] : []), ...COMMON];
}

/** A command by its name. */
export function commandOf(name: string | undefined): CommandSpec | undefined {
  return COMMANDS.find((command) => command.name === name);
}
