/**
 * Every word of what is loaded when somebody wants it: menus, dialogs, commands, the search.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const more = {
  // Coming in
  changeName: "Change your name",
  renameHint: (name: string) =>
    `Rooms, direct messages and settings stay yours, and others see the new name from now on. What ` +
    `you said so far stays under ${name}, and nobody else can take that name while you are known here.`,
  renameLater: "Something that you wrote is still on its way: wait until it is sent, or discard it",
  claimName: "Claim this name",
  claimHint: "With a password the name stays yours, on every device. 8 characters or more.",
  setUp: "Set up this server",
  setUpHint: "You are setting up this server: your account will administrate it.",
  claimCodeLabel: "The code that it printed",
  signOut: "Sign out",

  // An account
  account: "Your account",
  administrator: "you administrate this server",
  sessions: "Where you are signed in",
  thisSession: "here",
  unknownProgram: "A program without a name",
  lastSeen: (day: string) => `Last seen: ${day}`,
  endSession: "Sign out there",
  changePassword: "Change the password",
  changePasswordHint: "You stay signed in here, and nowhere else.",
  oldPassword: "The password as it is",
  newPassword: "The new password",
  passwordChanged: "The password is changed.",
  inviteSomebody: "Invite somebody",
  deleteAccount: "Delete the account",
  deleteAccountHint: "The name is free for others then. Nobody can take this back.",
  keepWords: "Keep what I said, as a former member’s",
  deleteWords: "Delete all that I said, too",

  // Bots, and hooks of a room
  administration: "Administration",
  bots: "Your bots",
  botsHint: "A bot talks by a program of yours. Its token is shown once.",
  botName: "The name of a new bot",
  noBots: "You have no bots.",
  hooks: "Hooks of this room",
  hooksHint: "A hook is an address by which tools speak here. It is shown once.",
  hookName: "The name of a new hook",
  noHooks: "There are no hooks here.",
  makeProgram: "Make",
  deleteProgram: "Delete",
  deleteNamed: (name: string) => `Delete ${name}`,
  programSecret: (name: string) => `For ${name}, shown this once`,
  copySecret: "Copy",

  // People
  block: "Block",
  blockMenu: (name: string) => `Block ${name}…`,
  blockQuestion: (name: string) =>
    `Block ${name}? You will get nothing from ${name}. Nobody is told.`,
  isBlocked: (name: string) => `You get nothing from ${name} any more. /unblock ${name} ends that.`,
  unblockShort: "Unblock",
  unblock: (name: string) => `Unblock ${name}`,
  isUnblocked: (name: string) => `You get messages from ${name} again.`,
  blocks: "Blocked people",
  nobodyBlocked: "You have blocked nobody.",

  // The lists at the side
  closeDirect: (name: string) =>
    `Close the conversation with ${name} until something is said in it`,
  closeDirectShort: "Close this conversation",
  directMenu: (name: string) => `What you can do with the conversation with ${name}`,
  directClosed: (name: string) =>
    `The conversation with ${name} is closed until something is said.`,
  undo: "Undo",
  unreadAt: {
    above: (count: number) => `↑ ${count} unread`,
    below: (count: number) => `↓ ${count} unread`,
  },
  unreadAtLabel: {
    above: (count: number) => `Further up: ${count === 1 ? "1 room" : `${count} rooms`} unread`,
    below: (count: number) => `Further down: ${count === 1 ? "1 room" : `${count} rooms`} unread`,
  },
  keyNextRoom: "go to the room above or below",
  keyNextUnread: "go to the next room with something unread",

  // Rooms and messages
  findRoomHint:
    "Rooms and people are found by parts of their names. A room that you make is open to everyone, until you say otherwise.",
  makeHint: (room: string) => `/make ${room} makes it.`,
  findRoomSample: "Part of a name",
  found: (count: number) => count === 1 ? "1 found" : `${count} found`,
  nothingFound: "Nothing found.",
  leaveRoom: "Leave this room",
  closeQuestion: (room: string) => `Close ${room} for everybody? Nobody can take this back.`,
  closeRoom: "Close the room",
  whoMayComeIn: "Who may come in…",
  setTopic: "Set the topic",
  topicQuestion: "What is this room about?",
  copyRoomLink: "Copy the link to this room",
  roomFiles: "Files of this room",
  markUnread: "Mark unread from here",
  pin: "Pin for everybody here",
  unpin: "Unpin",
  unpinNamed: (name: string) => `Unpin what ${name} said`,
  pins: "Pinned messages",
  pinsNumber: (count: number) => `Pinned messages (${count})`,
  noPins: "Nothing is pinned here. Who may pin finds that in a message’s menu.",
  goToDate: "Go to a date",
  dateLabel: "The day",
  dateHint: "You get to the first message of that day, or the next one that there is.",
  dateWrong: "Choose a day.",
  goThere: "Go there",
  nothingSince: (day: string) => `Nothing was said here since then: ${day}.`,
  nothingThen: (day: string) => `Nothing was said that day: ${day}. This is what came next.`,
  close: "Close",
  save: "Save",
  react: "React",
  changing: {
    edit: "Your change is being sent…",
    delete: "The deletion is being sent…",
    react: "Your reaction is being sent…",
  },
  notSent: (reason: string) => `Not sent: ${reason}.`,
  tooOld: "it was said more than a day ago",
  tryAgain: "Try again",
  discard: "Discard",
  findEmoji: "Find an emoji",
  skinTone: "Skin tone",
  moreEmoji: "More emoji",
  reactWith: (emoji: string) => `React with ${emoji}`,
  reactions: "Reactions",
  deletedMessages: (count: number) =>
    count === 1 ? "1 deleted message" : `${count} deleted messages`,
  foldDeleted: "Fold",
  reply: "Reply",
  edit: "Edit",
  delete: "Delete",
  deleteQuestion: "Delete this message for everyone?",
  openPictures: "Look at the pictures",
  copyText: "Copy the text",
  copyLink: "Copy the link",
  copied: "Copied.",
  suggestions: "Suggestions",

  // What can be written after "/"
  usageJoin: "ROOM: go to a room",
  usageMake: "ROOM: make a room, which is open to everyone",
  usageLeave: "leave this room",
  usageMsg: "BOB TEXT: say something to Bob alone",
  usageInviteLink: "make a link that lets people into this room",
  usageSearch: "WORDS: find messages in this room",
  usageHelp: "what can be written, and which keys there are",
  cannotLeave: "Everybody always has somewhere to be: this room can’t be left.",
  noCommand: (name: string) =>
    `There is no /${name}: /help tells what there is, //${name} says it.`,
  help: "Help",
  keyEdit: "change what you said last",
  keyRead: "go through the conversation",
  keyMenu: "what you can do with a message",
  keyActs: "on a message: its buttons, a reply, a change of your own",
  keyMarkup: "bold, italic, struck out, code, a quote",
  searchLabel: "Words or a name",
  searching: "Searching…",
  searchMore: "Search further back",
  searchTitle: "Search",
  searchWhere: "Where to search",
  searchHere: (room: string) => `In ${room}`,
  searchAll: "In all my rooms",
  searchHelp: 'from:ada in:lobby has:link before:2026-11-30 after:2026-11-01 "two words" -not',
  colors: "Colours",
  language: "Language",
  sound: "Sound",
  notices: "Notifications",
  noticesForbidden: "Your browser does not allow this page to notify you.",
  // Where the page came by plain http
  needsHttps: (what: string) =>
    `${what} need https, and this page came by plain http. Whoever runs the server can change that.`,
  missingThings: "Notifications, passkeys, voice messages and copying",
  copyByHand: "Copy it by hand: browsers let a page do that only by https.",
  asSystem: "As the system",
  light: "Light",
  dark: "Dark",
  off: "Off",
  on: "On",
  forMentions: "When I am called",
  forAll: "For every message",
  offline: (server: string) => `${server} can't be reached`,
  offlineHint: "This page comes back by itself when the server does.",
  offlineUnsent: "What you said is kept here, and sent then:",
};

export type More = typeof more;

await adopt("more", more);
