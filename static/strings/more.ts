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
  claimHint: "With a password, the name stays yours on every device. 8 characters or more.",
  setUp: "Set up this server",
  setUpHint: "You are setting up this server: your account will be its administrator.",
  claimCodeLabel: "Code that the server printed",
  signOut: "Sign out",

  // An account
  account: "Your account",
  administrator: "you are an administrator of this server",
  sessions: "Where you are signed in",
  thisSession: "here",
  unknownProgram: "A program without a name",
  lastSeen: (day: string) => `Last seen: ${day}`,
  endSession: "Sign out there",
  endSessionQuestion: "Sign out there? Whoever sits there has to sign in again.",
  changePassword: "Change password",
  changePasswordHint: "You stay signed in here, and nowhere else.",
  oldPassword: "Current password",
  newPassword: "New password",
  passwordChanged: "The password is changed.",
  inviteSomebody: "Invite somebody",
  deleteAccount: "Delete the account",
  deleteAccountHint: "Others can then take the name. This can’t be undone.",
  keepWords: "Keep what I said, shown as by a former member",
  deleteWords: "Also delete everything I said",

  // Bots, and hooks of a room
  administration: "Administration",
  bots: "Your bots",
  botsHint: "A bot is a program of yours that talks here. Its token is shown only once.",
  botName: "Name of the new bot",
  noBots: "You have no bots.",
  deleteBotQuestion: "Delete this bot? Its token is no longer valid then, and it can’t be undone.",
  hooks: "Hooks of this room",
  hooksHint: "A hook is an address through which tools post here. It is shown only once.",
  hookName: "Name of the new hook",
  noHooks: "There are no hooks here.",
  deleteHookQuestion:
    "Delete this hook? What posts through its address is refused then, and it can’t be undone.",
  makeProgram: "Create",
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
  directMenu: (name: string) => `Menu of the conversation with ${name}`,
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
  mentionsNumber: (count: number) => count === 1 ? "1 mention" : `${count} mentions`,
  toMention: {
    above: (count: number) =>
      count === 1
        ? "Further up: a message that mentions you"
        : `Further up: ${count} messages that mention you`,
    below: (count: number) =>
      count === 1
        ? "Further down: a message that mentions you"
        : `Further down: ${count} messages that mention you`,
  },
  mentionsTold: (count: number) =>
    `${
      count === 1 ? "1 message mentions you" : `${count} messages mention you`
    }. In the conversation, M goes there.`,
  keyMention: "in the conversation: go to the next message that mentions you",
  keyNextRoom: "go to the room above or below",
  keyNextUnread: "go to the next room with something unread",

  // Rooms and messages
  toNewest: "Jump to the latest",
  unreadBelow: (count: number) => `${count} unread`,
  newAbove: (count: number) => `${count} new`,
  newSince: (count: number, time: string) => `${count} new since ${time}`,
  findRoomHint:
    "Rooms and people are found by parts of their names. A room that you make is open to everyone, until you say otherwise.",
  privateLink: "Link and QR code…",
  newPrivateRoom: "New private room…",
  makeHint: (room: string) => `/make ${room} makes it.`,
  findRoomSample: "Part of a name",
  found: (count: number) => count === 1 ? "1 found" : `${count} found`,
  nothingFound: "Nothing found.",
  leaveRoom: "Leave this room",
  closeQuestion: (room: string) => `Close ${room} for everybody? This can’t be undone.`,
  closeRoom: "Close the room",
  whoMayComeIn: "Who may come in…",
  setTopic: "Set the topic",
  topicQuestion: "What is this room about?",
  copyRoomLink: "Copy the link to this room",
  roomFiles: "Files of this room",
  markUnread: "Mark unread from here",
  pin: "Pin for everybody here",
  unpin: "Unpin",
  unpinQuestion: "Unpin this message for everybody here?",
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
  openPictures: "View the pictures",
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
  cannotLeave: "You are always in one room at least: this one can’t be left.",
  noCommand: (name: string) =>
    `There is no /${name}: /help lists all commands, //${name} sends it as text.`,
  help: "Help",
  keyEdit: "change what you said last",
  keyRead: "go through the conversation",
  keyMenu: "what you can do with a message",
  keyActs: "on a message: its buttons, a reply, a change of your own",
  keyMark: "bold, italic, code, or a link, of what is selected",
  keySend: "send; with Ctrl also from a list or from code",
  keyLine: "a new line; the settings say which key sends",
  keyIndent: "put an item of a list further in, or out; after Escape, Tab leaves",
  keyLists: "lists, a task, a heading; Enter goes on with a list",
  keyLink: "a link by a name",
  keyHidden: "hidden until somebody wants to see it",
  keyCode: "code with its language, until a line of ```",
  keyTable: "a table, with | --- | --- | below its head",
  keyEscape: "a mark that is none",
  keyMarkup: "bold, italic, struck out, code, a quote",
  searchLabel: "Words or a name",
  searching: "Searching…",
  searchMore: "Search further back",
  searchTitle: "Search",
  searchWhere: "Where to search",
  searchHere: (room: string) => `In ${room}`,
  searchAll: "In all my rooms",
  searchSealed: "In a private room, only what has been loaded is searched: scroll up to load more.",
  searchHelp: 'from:ada in:lobby has:link before:2026-11-30 after:2026-11-01 "two words" -not',
  colors: "Colours",
  language: "Language",
  enter: "Enter key",
  sound: "Sound",
  notices: "Notifications",
  noticesForbidden: "Your browser does not allow this page to notify you.",
  // Where the page came by plain http
  needsHttps: (what: string) =>
    `${what} need https, and this page came by plain http. Whoever runs the server can change that.`,
  missingThings: "Notifications, passkeys, voice messages and copying",
  copyByHand: "Copy it by hand: browsers let a page do that only by https.",
  asSystem: "Same as the system",
  enterUsual: "As usual on this device",
  enterSends: "Sends",
  enterMakesLine: "Makes a new line",
  light: "Light",
  dark: "Dark",
  off: "Off",
  on: "On",
  forMentions: "When I’m mentioned",
  forAll: "For every message",
  offline: (server: string) => `${server} can't be reached`,
  offlineHint: "This page comes back by itself when the server does.",
  offlineUnsent: "What you said is kept here, and sent then:",
};

export type More = typeof more;

await adopt("more", more);
