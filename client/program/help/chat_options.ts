/**
 * The options of whoever chats.
 *
 * @module
 */

import type { OptionSpec } from "../../commands/spec.ts";
import { LANGUAGES } from "../languages.ts";

export const CHAT_OPTIONS: readonly OptionSpec[] = [
  {
    ...{ name: "name", short: "n", value: "NAME" },
    about: "your name; you are asked for it on a terminal",
  },
  {
    ...{ name: "room", short: "r", value: "ROOM" },
    about: "the room, or @bob for Bob alone; lobby unless said",
  },
  { name: "room-key-file", value: "PATH", about: "a file with a private room's link" },
  { name: "token", value: "TOKEN", about: "a session's token, instead of a name" },
  {
    ...{ name: "file", value: "PATH", many: true },
    about: "send a file, and end when it is stored; up to ten times",
  },
  { name: "text", value: "TEXT", about: "what to say with it" },
  { name: "plain", about: "print lines only, for screen readers" },
  { name: "lang", value: "TAG", about: `speak ${LANGUAGES.join(", ")}; else that of the locale` },
  { name: "no-pictures", about: "show no pictures, where the terminal could" },
  { name: "help", about: "print this help" },
  { name: "version", about: "print the version" },
];
