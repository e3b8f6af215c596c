/**
 * Every word about what people tell of themselves: their card, their profile, their status.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const profileWords = {
  // On the card
  moderator: "moderator",
  owner: "owner",
  administrator: "administrator",
  blocked: "blocked",
  until: (when: string) => `until ${when}`,
  localTime: (time: string) => `${time} where they are`,
  message: "Message",
  mention: "Mention",
  profileOf: (name: string) => `Profile of ${name}`,

  // The profile
  editProfile: "Edit your profile",
  profileHint: "Everybody on this server can see it.",
  display: "Display name",
  zone: "Time zone",
  noZone: "Tell nobody",
  zoneHere: (zone: string) => `${zone} (here)`,
  choosePicture: "Choose a picture",
  removePicture: "Remove it",
  noPicture: "This browser can't show that as a picture. Choose another one.",

  // The status
  setStatus: "Set your status",
  statusHint: "It shows beside your name. With “do not disturb”, no notification is sent to you.",
  state: "How you are now",
  here: "here",
  statusText: "In your own words",
  statusExample: "Back at two",
  endsAfter: "Ends",
  never: "When I change it",
  halfHour: "In half an hour",
  hour: "In an hour",
  fourHours: "In four hours",
  today: "At the end of today",
  week: "In a week",
  clearStatus: "Clear",
};

export type ProfileStrings = typeof profileWords;

await adopt("profileWords", profileWords);
