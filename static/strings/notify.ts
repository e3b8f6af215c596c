/**
 * Every word about what calls somebody, and how: levels of rooms, notifications of devices.
 *
 * @module
 */

export const notify = {
  // In a room's menu
  roomLevel: (level: string) => `Notifications: ${level}`,
  levels: "What notifies you here",
  all: "every message",
  mentions: "what mentions you",
  nothing: "nothing",
  chooseAll: "Every message",
  chooseMentions: "What mentions you",
  chooseNothing: "Nothing, and no mark",
  chosen: (choice: string) => `${choice} (now)`,

  // In the composer
  calledNobody: (call: string) =>
    `${call} is only text here: where more than 20 people are, only moderators may call everybody.`,
  roomCall: "calls everybody in this room",
  hereCall: "calls everybody who is here now",
};

export type NotifyStrings = typeof notify;

// English until the page speaks another language.
if (document.documentElement.lang === "zh") {
  Object.assign(notify, (await import("./zh/notify.ts")).notify);
}
