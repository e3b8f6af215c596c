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
  nameRule: "Letters, numbers, “-” and “_”, up to 32 of them.",
  enter: "Come in",
  sessionLost: "You are not signed in here any more. What you wrote is kept.",
  passwordLabel: "Password",
  passphraseLabel: "Passphrase of this server",
  inviteLabel: "Invitation",
  signUp: "Make an account",

  // Rooms
  rooms: "Rooms",
  otherRooms: "More rooms",
  findRoom: "Find or make a room",
  roomMenu: "What you can do with this room",
  muted: "muted",
  directRooms: "Direct messages",
  unread: "New messages",
  mentions: (count: number) => count === 1 ? "1 message for you" : `${count} messages for you`,
  showRooms: "Rooms and people",
  hideRooms: "Close",
  cancel: "Cancel",

  invited: (from: string, room: string) => `${from} invites you to #${room}`,
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
  personMenu: "What you can do with this person",
  hereCount: (count: number) => count === 1 ? "1 person here" : `${count} people here`,
  andMore: (count: number) => `and ${count} more`,

  // The conversation
  conversation: "Conversation",
  beginning: (room: string) => `This is where #${room} begins. Say hello.`,
  directBeginning: (people: string) =>
    `This is where you and ${people} begin. Nobody else can read it.`,
  missing: "Some messages that were here are not kept any more.",
  deleted: "Deleted",
  blockedHere: "Here somebody spoke whom you have blocked",
  edited: "edited",
  earlier: "An earlier message",
  topicSet: (name: string, topic: string) =>
    topic === "" ? `${name} removed the topic` : `${name} set the topic: ${topic}`,
  today: "Today",
  yesterday: "Yesterday",
  newHere: "New since you were here",
  newMessages: (count: number) => count === 1 ? "1 new message" : `${count} new messages`,
  toNewest: "Jump to the newest",
  toNews: "Jump to what is new",

  // A message
  messageMenu: "What you can do with this message",
  replyingTo: (name: string) => `Replying to ${name}`,
  editing: "Editing your message",

  // Saying something
  sayIn: (place: string) => `Message ${place}`,
  send: "Send",
  sending: "Sending…",
  charactersLeft: (count: number) => count < 0 ? `${-count} too many` : `${count} left`,
  typing: (names: readonly string[]) => {
    const [first = "", second = ""] = names;
    if (names.length === 1) return `${first} is typing…`;
    if (names.length === 2) return `${first} and ${second} are typing…`;
    return "Several people are typing…";
  },

  // Searching
  search: "Search this room",

  // Settings
  settings: "Settings",

  // The connection
  connecting: "Connecting…",
  connected: "Connected",
  disconnected: "Not connected",
  back: "You are back. Nothing was lost.",
  notNow: "That needs a connection. Try it when you are back.",
  cutOff: (reason: string) => `${reason}. What you say is kept and sent when you are back.`,
  tryingIn: (seconds: number) => seconds > 0 ? `Trying again in ${seconds} s` : "Trying again…",
  tryNow: "Try now",
  comeBack: "Come in again",
  noWebSocket:
    "This browser, or something between you and the server, has no WebSocket. Hubbub cannot work without it. Any current browser will do.",
};

export type Strings = typeof strings;
