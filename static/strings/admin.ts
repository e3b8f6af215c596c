/**
 * Every word of the page for administrators.
 *
 * @module
 */

import { adopt } from "../strings.ts";
import { audit } from "./admin/audit.ts";

export const admin = {
  title: "Administration",
  back: "Back to the chat",
  sections: "Sections",
  notAdmin: "This page is for administrators. Sign in as one, then come back.",
  loading: "Loading…",
  loaded: (count: number) => count === 1 ? "1 entry" : `${count} entries`,
  showMore: "Show more",
  search: "Find",
  searchName: "Part of a name",
  actions: "What you can do",
  manage: (name: string) => `Manage ${name}`,
  manageShort: "Manage…",
  done: "Done.",
  none: "Nothing here.",
  never: "no end",
  anything: "Anything",
  everybody: "Everybody",
  minutes: (count: number) => count === 1 ? "1 minute" : `${count} minutes`,
  seconds: (count: number) => count === 1 ? "1 second" : `${count} seconds`,
  hours: (count: number) => count === 1 ? "1 hour" : `${count} hours`,
  days: (count: number) => count === 1 ? "1 day" : `${count} days`,
  reason: "Reason",
  reasonHint: "They are told it. At most 200 characters.",
  howLong: "For how long",
  cantUndo: "This can't be undone.",

  // People
  people: "People",
  kind: "Who",
  accounts: "Accounts",
  bots: "Bots",
  guests: "Guests who are here",
  waiting: "Sign-ups that wait",
  waitingCount: (count: number) =>
    count === 1 ? "1 sign-up waits for you" : `${count} sign-ups wait for you`,
  name: "Name",
  role: "Role",
  administrator: "administrator",
  member: "member",
  since: "Since",
  state: "State",
  here: "here now",
  hereNow: "Everybody online",
  away: "not here",
  suspendedUntil: (until: string, reason: string) => `suspended until ${until}: ${reason}`,
  suspended: (reason: string) => `suspended: ${reason}`,
  owner: "Owner",
  address: "Address",
  approve: "Approve",
  refuse: "Refuse…",
  refuseTitle: (name: string) => `Refuse the sign-up of ${name}`,
  makeAdmin: "Make administrator",
  makeAdminQuestion: (name: string) => `Let ${name} do everything that you can do here?`,
  endAdmin: "End administrator's role",
  endAdminQuestion: (name: string) =>
    `${name} will no longer be an administrator, and has to sign in again. Continue?`,
  suspend: "Suspend…",
  suspendTitle: (name: string) => `Suspend ${name}`,
  suspendHint: "They are signed out everywhere, and their bots and hooks stop. They are told why.",
  endSuspension: "End suspension",
  resetPassword: "Reset password…",
  resetLink: (name: string) => `Give this link to ${name} alone. It works once, within a day.`,
  sessions: "Sessions…",
  sessionsOf: (name: string) => `Sessions of ${name}`,
  program: "Program",
  seen: "Last seen",
  endSession: "End",
  endSessionQuestion: (name: string) => `End this session of ${name}?`,
  endAllSessionsQuestion: (name: string) => `End all sessions of ${name}?`,
  endAllSessions: "End all sessions",
  deleteAccount: "Delete account…",
  deleteTitle: (name: string) => `Delete the account of ${name}`,
  whatTheySaid: "What they said",
  keepSaid: "Keep it, without their name",
  deleteSaid: "Delete it",
  deleteBot: "Delete",
  deleteBotQuestion: (name: string) => `Delete the bot ${name}? Its token ends at once.`,
  ban: "Ban…",
  banTitle: (name: string) => `Ban ${name} from the server`,
  banAddress: "Also ban the IP addresses they are connected from",
  banAddressHint: "A school or an office often has one IP address: others there are banned, too.",

  // What a spammer said
  messages: "Delete what they said…",
  messagesTitle: (name: string) => `Delete what ${name} said`,
  lastTime: "In the last",
  found: (count: number) => count === 1 ? "1 message in rooms" : `${count} messages in rooms`,
  foundAtLeast: (count: number) => `${count} messages in rooms, and maybe more`,
  directToo: "What they said in direct messages is deleted too, and not shown here.",
  deleteAll: "Delete all of it",
  deletingBegun: "It is being deleted. How far that is stands under “Server”.",
  removals: "Messages that are being deleted",
  removal: (name: string, deleted: number) => `${name}: ${deleted} deleted so far`,
  removalDone: (name: string, deleted: number) => `${name}: ${deleted} deleted`,

  // Rooms
  rooms: "Rooms",
  room: "Room",
  access: "Access",
  open: "open to everybody",
  listed: "listed, by invitation",
  hidden: "hidden, by invitation",
  messageCount: "Messages",
  peopleCount: "People",
  sortBy: "Most first of",
  texts: "Texts",
  aboutSize: (size: string) => `about ${size}`,
  filesHint: "Counted once a minute: of files the first 50,000 in all rooms, without previews; " +
    "of texts all, or in a long room about how much they are.",
  unknown: "unknown",
  nobody: "nobody",
  changeRoom: (room: string) => `Change ${room}`,
  newOwner: "Owner (name of an account)",
  save: "Save",
  closeRoom: "Close room",
  closeQuestion: (room: string) =>
    `Close ${room} for everybody? For 7 days it can be opened again here; then it is deleted.`,
  closedRooms: "Closed rooms",
  until: "Deleted after",
  restore: "Open again",

  // Reports
  reports: "Reports",
  message: "Message",
  from: "From",
  reportedBy: "Reported by",
  decide: "Decide…",
  decideOn: (name: string) => `What to do with the message from ${name}`,
  deleteMessage: "Delete the message",
  deleteMessageQuestion: "Delete the message for everybody?",
  resolved: "Mark as resolved",
  dismiss: "Dismiss: nothing is wrong with it",

  // Invitations
  invitations: "Invitations",
  invitePeople: "Invite people…",
  invitesTo: "To",
  theServer: "the server",
  madeBy: "Made by",
  usesLeft: "Uses left",
  revoke: "Revoke",
  revokeQuestion: "Revoke this invitation? Nobody comes in by it any more.",

  // Bans, and until when they are, as invitations are
  validUntil: "Until",
  bans: "Bans",
  ban1: "banned",
  mute1: "muted",
  where: "Where",
  lift: "Lift",

  // Audit
  audit: "Audit log",
  who: "By or about",
  what: "What",
  about: "About",
  when: "When",
  by: "By",

  // Server
  server: "Server",
  version: "Version",
  startedAt: "Started",
  connected: "Connected",
  connectedCount: (people: number, sockets: number) =>
    `${people === 1 ? "1 person" : `${people} people`}, ` +
    `${sockets === 1 ? "1 connection" : `${sockets} connections`}`,
  roomCount: "Rooms",
  store: "Store",
  storeAnswers: (ms: number) => `works, answers in ${ms} ms`,
  diskFree: "Free on the disk",
  memory: "Memory in use",
  storage: "Storage",
  files: "Files",
  ofMost: (used: string, most: string) => `${used} of ${most}`,
  mostFiles: "Whose files take most",
  mostSaid: "Rooms with most messages",
  size: "Size",
  settings: "Settings",
  makers: "Who may make rooms",
  startRooms: "Rooms everybody joins automatically, besides the lobby",
  startRoomsHint: "Rooms that are open to everybody, with commas between",
  inviters: "Who may invite people to create an account",
  makersAccounts: "People with an account",
  makersAdmins: "Administrators",
  saved: "Saved.",
};

export type AdminStrings = typeof admin;

/** Brings the words of the language that the page speaks. */
export async function speakAdmin(): Promise<void> {
  await adopt("admin", admin);
  await adopt("audit", audit);
}
