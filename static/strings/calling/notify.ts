/**
 * Every word about what calls somebody, and how: levels of rooms, notifications of devices.
 *
 * @module
 */

import { adopt } from "../../strings.ts";

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

  // Of a private room, unless more is wanted
  somethingSaid: "Something was said",

  // In the composer
  roomCall: "calls everybody in this room",
  hereCall: "calls everybody who is here now",

  // Devices
  onDevices: "Notifications on devices",
  title: "Notifications on your devices",
  hint: "They come while no page is open here: what mentions you, and what is said to you alone.",
  turnOn: "Turn on for this device",
  turnOff: "Turn off here",
  test: "Send a test",
  isOn: "This device is now notified.",
  isOff: "This device is no longer notified.",
  tested: "Sent. It should be here in a moment.",
  devices: "Devices that are notified",
  noDevices: "None yet.",
  thisDevice: "this device",
  since: (day: string) => `Since: ${day}`,
  failure: (why: string) => `It could not be reached last: ${why}.`,
  remove: "Remove",
  removeNamed: (name: string) => `Stop notifying ${name}`,
  texts: "What they show",
  showTexts: "Sender and text",
  hideTexts: "No sender, no text",
  quiet: "Do not disturb",
  quietHours: "Hours without notifications",
  quietFrom: "From",
  quietUntil: "until",
  quietTo: "Until",
  needsHttps:
    "This page did not come by https, and browsers notify of nothing else. Ask whoever runs this server.",
  needsHomeScreen:
    "On an iPhone or iPad, add this page to the home screen first (Share, Add to Home Screen), and open it there.",
  unable: "This browser can’t be notified while the page is closed.",
  denied: "Your browser does not allow this page to notify you. Its settings for this site can.",
  // What is shown when no page is open
  pushed: "There is a new message",
  testPushed: "Notifications come to this device.",
  failed: (why: string) => `The browser could not be subscribed: ${why}`,
};

export type NotifyStrings = typeof notify;

await adopt("notify", notify);
