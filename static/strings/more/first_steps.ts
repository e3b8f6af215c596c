/**
 * Every word of the list for whoever has just set up the server.
 *
 * @module
 */

import { adopt } from "../../strings.ts";

export const firstSteps = {
  title: "Your server is set up. What comes next:",
  setUp: "You are its administrator",
  invite: "Invite people",
  inviteButton: "Make a link",
  name: "Name the server",
  nameButton: "Name it…",
  nameHint: "Everybody sees it, even people who haven’t joined yet.",
  titleLabel: "Name",
  titleHint: "On the first screen, in tabs and in the terminal.",
  titleExample: "Class 7b",
  welcomeLabel: "Welcome message",
  welcomeHint: "On the first screen: what the server is for.",
  welcomeExample: "Ask anything.",
  byFlag: (flag: string) => `Set by --${flag}, with which the server was started.`,
  save: "Save",
  isDone: "done",
  close: "Close this list",
};

export type FirstStepsStrings = typeof firstSteps;

await adopt("firstSteps", firstSteps);
