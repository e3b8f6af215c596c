/**
 * Every word about rooms that the server cannot read.
 *
 * @module
 */

import { adopt } from "../../strings.ts";

export const sealedWords = {
  // Making one
  newRoom: "New private room",
  newHint: "Encrypted on your devices: only people who have its link can read what is said there.",
  called: "What you call it",
  calledHint: "The name stays in this browser.",
  enter: "Enter the room",
  entering: "Entering the room…",

  // Its link
  linkTo: (room: string) => `Link to ${room}`,
  link: "The link",
  copyLink: "Copy the link",
  serverSees:
    "The server still sees who is there and when, how long messages are, who reacts, and people’s names.",
  lostLink:
    "Whoever gets the link can read everything said there. If nobody has it any more, nobody can.",

  // What is protected
  about: "Encryption…",
  cardTitle: "Encrypted end to end",
  protectedTitle: "Protected",
  protected: [
    "What is said and changed, files with their names, and the topic: the server and its backups hold only what the key opens.",
    "The key stands in the link, behind the “#”, which browsers send to no server.",
    "Whatever somebody changed on the way, or said with another key, is shown as unreadable.",
  ] as readonly string[],
  openTitle: "Not protected",
  open: [
    "Who is there and when, how long messages are, replies, pins, reactions and people’s names.",
    "Whoever gets the link reads what was said before, too.",
    "Files stay as they are: a photo may tell everybody here where it was taken.",
    "This page comes from the server: one that lies could send you another page. The terminal client is not open to that.",
  ] as readonly string[],
  safety: "Safety number",
  safetyHint:
    "Read it to each other, by phone or face to face: who has the same digits has the same key.",

  // What one can do with one
  rename: "What it is called here…",
  renameQuestion: "What do you call this room in this browser?",
  tell: "Let notifications say what is said",
  tellNot: "Let notifications not say what is said",
  told: "Notifications from here now say what is said.",
  toldNot: "Notifications from here now only tell that something was said.",
  change: "Change the link…",
  changeTitle: "Change the link",
  changeHint:
    "Makes a new room with a new link. What was said stays in this one, and can be read by its old link.",
  pointer: "Tell everybody here where to go on. Whoever has the old link can follow.",
  doChange: "Make a new link",
  moved: (link: string) => `This room has a new link: [go on in the new room](${link}).`,
  oldRoom: (room: string) => `${room} (old link)`,
  forget: "Forget on this device…",
  forgetQuestion: (room: string) =>
    `Forget ${room} on this device? Its key, and what is kept of it here, are deleted: you come back only by its link.`,
  doForget: "Forget it",
  leaveQuestion: (count: number) =>
    `${
      count === 1 ? "The key to a private room is" : `The keys to ${count} private rooms are`
    } deleted from this browser when you leave. Without their links you can’t come back to them.`,
  doLeave: "Leave and delete",

  // Where it is not possible
  needsHttps: "Private rooms",
  notWhole: "This link is not whole",
  notWholeHint:
    "A link to a private room ends in “#!” and 22 letters and digits. Copy all of it, and open it again.",
  notKept: "This browser keeps no keys",
  notKeptHint: "It lets this page store nothing. Allow it to, or open the link in another browser.",
  goOn: "Continue",
};

export type SealedStrings = typeof sealedWords;

await adopt("sealedWords", sealedWords);
