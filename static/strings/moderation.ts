/**
 * Every word about looking after a room.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const moderation = {
  // The menu of a person or a message
  menu: "Moderate…",
  menuOf: (name: string) => `Moderate ${name}`,
  mute5: "Mute for 5 minutes",
  mute60: "Mute for 1 hour",
  muteDay: "Mute for 1 day",
  muteOn: "Mute until lifted",
  unmute: "Unmute",
  kick: "Remove from this room",
  ban: "Ban…",
  unban: "Lift the ban",
  appoint: "Make a moderator",
  dismiss: "Remove as a moderator",
  nothing: (name: string) => `There is nothing that you may do about ${name} here`,
  deleteOthers: "Delete the message",
  deleteQuestion: (name: string) => `Delete this message of ${name} for everybody?`,
  kickQuestion: (name: string) =>
    `Remove ${name} from this room? They may come back if it is open.`,
  undo: "Undo",

  // What was done
  isMuted: (name: string) => `${name} is muted.`,
  isUnmuted: (name: string) => `${name} may speak again.`,
  isBanned: (name: string, room: string) => `${name} is banned from ${room}.`,
  isBannedByAddress: (name: string, room: string) =>
    `${name} and their IP address are banned from ${room}.`,
  isUnbanned: (name: string, room: string) => `${name} is no longer banned from ${room}.`,
  isKicked: (name: string, room: string) => `${name} was removed from ${room}.`,
  isAppointed: (name: string) => `${name} is a moderator now.`,
  isDismissed: (name: string) => `${name} is no longer a moderator.`,
  isArchived: (room: string) => `${room} is archived.`,
  isUnarchived: (room: string) => `${room} is no longer archived.`,
  isInvited: (name: string, room: string) => `${name} is invited to ${room}.`,
  isUninvited: (name: string, room: string) => `${name} is no longer invited to ${room}.`,
  isSet: (room: string) => `The settings of ${room} are changed.`,

  // Banning
  banTitle: (name: string, room: string) => `Ban ${name} from ${room}`,
  banHint: "They are removed, and kept out for as long as you choose.",
  banLength: "For how long",
  hour: "1 hour",
  day: "1 day",
  week: "1 week",
  good: "Permanently",
  address: "Also ban everybody who comes from their IP address",
  addressHint: "A school or an office often has one IP address: others there are banned, too.",
  deleteMenu: "Delete what they said…",
  deleteTitle: (name: string, room: string) => `Delete what ${name} said in ${room}`,
  deleteHint: "It is deleted for everybody, and can't be brought back.",
  deleteBack: "What they said",
  doDelete: "Delete",
  deleteSaid: "Also delete what they said here",
  deleteNothing: "Nothing",
  deleteHour: "In the last hour",
  deleteDay: "In the last day",
  deleteWeek: "In the last week",
  deleteAll: "Everything",
  deleting: (count: number) =>
    count === 0 ? "Deleting what they said…" : `Deleting what they said: ${count} so far…`,
  wereDeleted: (count: number) =>
    count === 0
      ? "There was nothing to delete."
      : count === 1
      ? "1 message was deleted."
      : `${count} messages were deleted.`,
  reason: "Reason (only moderators see it)",
  doBan: "Ban",

  // Several people at once
  several: "Several people at once…",
  severalTitle: (room: string) => `Several people in ${room}`,
  severalHint:
    "People who are here or wrote in the last hour, and whom you may moderate. The newest come first.",
  severalNobody: "Nobody is here, or wrote in the last hour, about whom you may do something.",
  severalMore: "More was written than is counted here.",
  choose: "Choose",
  chooseHand: "One by one",
  chooseCame: (minutes: number) => `Who came in the last ${minutes} minutes`,
  chooseGuests: "All guests",
  chooseAll: "Everybody",
  choseOf: (chosen: number, all: number) => `${chosen} of ${all} chosen`,
  cameAt: (when: string) => `came ${when}`,
  cameNow: "came just now",
  saidMany: (count: number, more: boolean) =>
    `${count}${more ? " or more" : ""} ${count === 1 && !more ? "message" : "messages"}`,
  whatToDo: "What to do",
  banHour: "Ban for 1 hour",
  banDay: "Ban for 1 day",
  banWeek: "Ban for 1 week",
  banGood: "Ban permanently",
  onlyDelete: "Only delete what they said",
  deleteOf: "Delete what they said here",
  goOn: "Continue…",
  chooseSomebody: "Choose at least one person.",
  chooseBack: "Choose how much of what they said is deleted.",
  addresses: "Also ban everybody who comes from their IP addresses",
  forHour: "for 1 hour",
  forDay: "for 1 day",
  forWeek: "for 1 week",
  forGood: "permanently",
  askBan: (count: number, room: string, length: string) =>
    count === 1
      ? `Ban 1 person from ${room} ${length}?`
      : `Ban ${count} people from ${room} ${length}?`,
  askBanByAddress: (count: number, room: string, length: string) =>
    count === 1
      ? `Ban 1 person from ${room} ${length}, with everybody who comes from their IP address?`
      : `Ban ${count} people from ${room} ${length}, with everybody who comes from their IP addresses?`,
  askKick: (count: number, room: string) =>
    count === 1 ? `Remove 1 person from ${room}?` : `Remove ${count} people from ${room}?`,
  askDelete: (count: number, room: string) =>
    count === 1
      ? `Delete what 1 person said in ${room}?`
      : `Delete what ${count} people said in ${room}?`,
  askMessages: (count: number, more: boolean) =>
    count === 0
      ? "They said nothing that is to be deleted."
      : count === 1 && !more
      ? "1 message will be deleted for everybody, and can't be brought back."
      : `${count}${
        more ? " or more" : ""
      } messages will be deleted for everybody, and can't be brought back.`,
  doKick: "Remove",
  areBanned: (count: number, room: string) =>
    count === 1 ? `1 person is banned from ${room}.` : `${count} people are banned from ${room}.`,
  areBannedByAddress: (count: number, room: string) =>
    count === 1
      ? `1 person and their IP address are banned from ${room}.`
      : `${count} people and their IP addresses are banned from ${room}.`,
  areKicked: (count: number, room: string) =>
    count === 1
      ? `1 person was removed from ${room}.`
      : `${count} people were removed from ${room}.`,
  areUnbanned: (count: number, room: string) =>
    count === 1
      ? `1 person is no longer banned from ${room}.`
      : `${count} people are no longer banned from ${room}.`,
  notDoneFor: (names: string) => `Not done for ${names}.`,
  unbanAll: "Lift the bans",

  // Reporting
  report: "Report…",
  reportTitle: "Report this message",
  reportHint:
    "A copy of this one message and its file names goes, with your name, to those who moderate this room and to the administrators.",
  reportDirectHint:
    "A copy of this one message and its file names goes, with your name, to the administrators. They read nothing else of this conversation.",
  reportOf: (name: string) => `Report ${name}`,
  reportWhich: "Which message?",
  reportOneHint:
    "A copy of the one message that you choose, and its file names, goes with your name to those who moderate this room and to the administrators.",
  reportOneDirectHint:
    "A copy of the one message that you choose, and its file names, goes with your name to the administrators. They read nothing else of this conversation.",
  nothingToReport: (name: string) =>
    `${name} said nothing here lately. To report something older, open the menu of that message.`,
  reportReason: "What is wrong with it? (optional)",
  doReport: "Report",
  isReported: "Thank you. Your report was sent.",

  // People, bans and reports of a room
  people: "People and bans…",
  waiting: (count: number) => count === 1 ? "1 report" : `${count} reports`,
  peopleTitle: (room: string) => `People and bans of ${room}`,
  moderators: "Moderators",
  owner: "owner",
  muted: "Muted",
  banned: "Banned",
  invited: "Invited",
  reports: "Reports",
  none: "Nobody",
  noReports: "No reports are waiting.",
  unnamed: (count: number) => `and ${count} who have not been here for long`,
  until: (when: string) => `until ${when}`,
  lift: "Lift",
  liftOf: {
    ban: (name: string) => `Lift the ban on ${name}`,
    mute: (name: string) => `Lift the mute on ${name}`,
    moderator: (name: string) => `Lift the moderator's role of ${name}`,
    uninvite: (name: string) => `Lift the invitation of ${name}`,
  },
  removeGuests: (count: number) => `Remove all ${count} guests…`,
  removeGuestsQuestion: (room: string) =>
    `Remove everybody from ${room} who has no account? They come back only if they are invited.`,
  doRemoveGuests: "Remove the guests",
  reportedBy: (by: string, from: string) => `${by} reported ${from}`,
  goTo: "Go to it",
  resolve: "Done",
  ignore: "Dismiss",

  // How a room is set
  settings: "Room settings…",
  settingsTitle: (room: string) => `Settings of ${room}`,
  name: "Name",
  nameHint: "Links to the room keep working.",
  access: "Who may come in",
  open: "Everybody",
  listed: "Invited people; others see that the room is there",
  hidden: "Invited people; nobody else knows of it",
  accessHint: "Whoever is here when you close the room stays invited: see “People and bans…”.",
  slow: "Slow mode",
  off: "Off",
  seconds: (count: number) => `1 message in ${count} seconds`,
  minutes: (count: number) =>
    count === 1 ? "1 message in a minute" : `1 message in ${count} minutes`,
  announce: "Only moderators can write",
  archive: "Archive the room",
  archived: "Nobody can write in an archived room. It can still be read and searched.",
  save: "Save",

  // In the place of the composer, and below it
  silence: {
    archived: "This room is archived: it can only be read.",
    keyless:
      "This browser does not have the key to this private room. Open the room’s link here, or scan it, to read and to write.",
    announce: "Only moderators write here. You can react.",
  },
  mutedUntil: (end: string) => `A moderator has muted you here until ${end}.`,
  mutedOn: "A moderator has muted you here.",
  mutedWhy: (reason: string) => `Reason: ${reason}`,
  slowWait: (seconds: number) =>
    `Slow mode: next in ${seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`,
};

export type ModerationStrings = typeof moderation;

await adopt("moderation", moderation);
