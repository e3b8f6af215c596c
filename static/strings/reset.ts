/**
 * Every word about passwords that were forgotten.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const reset = {
  // With a link
  setPassword: "Set a new password",
  setPasswordOf: (name: string) => `Set a new password for ${name}`,
  setHint: "Your link works only once. You will be signed out everywhere.",
  passkeysEnd: (count: number) =>
    count === 1
      ? "Your passkey will be removed, too; you can add one afterwards."
      : `Your ${count} passkeys will be removed, too; you can add one afterwards.`,
  offerTitle: "Add a passkey again",
  offerHint: (count: number) =>
    `Your new password is set, and you are signed in. ${
      count === 1 ? "The passkey that you had was" : `The ${count} passkeys that you had were`
    } removed with the old one. Add a passkey of this device now, or later in your account.`,
  offerYes: "Add a passkey",
  offerName: "Passkey",
  showPassword: "Show the password",
  set: "Set it and sign in",
  notGood: "This link is no longer valid",
  notGoodHint:
    "It was used, replaced by a newer one, or is older than a day. Ask an administrator for another.",
  goOn: "Continue",
  isSet: (reason: string) => `The new password is set. You could not be signed in: ${reason}.`,

  // For an administrator
  resetMenu: "Reset password…",
  resetPassword: (name: string) => `Reset the password of ${name}`,
  resetHint: (name: string) =>
    `You get a link to give to ${name}: it sets a new password, once and within a day, and signs ` +
    `${name} out everywhere. ${name} is told that you made it.`,
  makeLink: "Make the link",
  link: "The link",
  linkHint: (name: string, day: string) => `Give this to ${name} alone. It is good until ${day}.`,
  copyLink: "Copy the link",
};

export type ResetStrings = typeof reset;

await adopt("reset", reset);
