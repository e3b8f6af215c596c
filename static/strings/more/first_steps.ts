/**
 * Every word of the list for whoever has just set up the server.
 *
 * @module
 */

export const firstSteps = {
  title: "Your server is set up. What comes next:",
  setUp: "You administrate it",
  invite: "Invite people",
  inviteButton: "Make a link",
  name: "Name the server",
  nameHint: "Start it with:",
  nameFlags: '--title "Class 7b" --welcome "Ask anything."',
  copy: "Copy",
  isDone: "done",
  close: "Close this list",
};

export type FirstStepsStrings = typeof firstSteps;

// English until the page speaks another language.
if (document.documentElement.lang === "zh") {
  Object.assign(firstSteps, (await import("../zh/first_steps.ts")).firstSteps);
}
