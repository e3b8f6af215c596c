/**
 * Every word about invitations.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const invites = {
  // Making links
  menu: "Invite by link…",
  inviteTo: (place: string) => `Invite to ${place}`,
  roomHint: (room: string) => `Whoever has the link comes into ${room}, guests too.`,
  serverHint: (server: string) => `Whoever has the link can make an account on ${server}.`,
  openHint: (room: string) => `${room} is open to everybody: its address is enough.`,
  onlyModerators: "Only moderators let people into this room.",
  howMany: "For how many",
  people: (count: number) => count === 1 ? "1 person" : `${count} people`,
  howLong: "Good for",
  days: (count: number) => count === 1 ? "1 day" : `${count} days`,
  makeLink: "Make a link",
  link: "The link",
  linkHint: "It is shown only once. Send it, or have it scanned.",
  onlyHere:
    "Only the machine that the server runs on can open it: it is reached at no other address.",
  copyLink: "Copy the link",
  code: "The link as a QR code",
  enlarge: "Show the QR code as large as the window",
  links: "Active links",
  noLinks: "There are none yet.",
  left: (count: number, day: string) => `${count} left, until ${day}`,
  madeBy: (name: string) => `by ${name}`,
  revoke: "Revoke",
  revokeQuestion: "Revoke this link? Nobody comes in by it any more.",
  revokeNamed: (link: string) => `Revoke: ${link}`,

  // Having got one
  toRoom: (by: string, room: string) => `${by} invites you to ${room}.`,
  toServer: (by: string, server: string) => `${by} invites you to ${server}`,
  signUpHint:
    "Choose a name and a password of 8 characters or more: the name is then yours on every device.",
  signUp: "Create an account",
  haveAccount: "I have an account",
  alreadyIn: (server: string) => `You have an account on ${server} already.`,
  notGood: "This invitation is no longer valid",
  notGoodHint: "It may be used up, expired or revoked. Ask whoever gave it to you for a new one.",
  goOn: "Continue",

  // The bar of one into a room
  invitations: "Invitations",
  invitedTo: (room: string) => `You are invited to ${room}`,
  invitedBy: (name: string) => `by ${name}`,
  join: "Join",
  joinNamed: (room: string) => `Join ${room}`,
  notNow: "Not now",
  notNowNamed: (room: string) => `Not now: ${room}`,
};

export type InviteStrings = typeof invites;

await adopt("invites", invites);
