/**
 * Every word about passkeys.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const passkeys = {
  // In the account's dialog
  title: "Passkeys",
  none: "You have none yet. With one, you sign in with your fingerprint, face or PIN.",
  add: "Add a passkey",
  addHint:
    "It stays on this device, or with what keeps your passwords. Confirm that it’s you first.",
  added: "The passkey is added.",
  nameLabel: "What you call it",
  rename: "Rename",
  renameQuestion: "What would you like to call this passkey?",
  renameNamed: (name: string) => `Rename ${name}`,
  remove: "Remove",
  removeNamed: (name: string) => `Remove ${name}`,
  removeQuestion: (name: string) =>
    `Remove the passkey ${name}? You can no longer sign in with it.`,
  madeOn: (day: string) => `Added: ${day}. Not used yet`,
  usedOn: (day: string) => `Last used: ${day}`,
  forHost: (host: string) => `works at ${host} only`,
  needPasskey: "Ask for a passkey beside the password",
  needPasskeyHint: "Your password alone lets nobody in then. A passkey alone still does.",
  passkeyNeeded: "Your password alone is not enough now.",
  passwordIsEnough: "Let the password be enough",
  passwordIsEnoughHint: "Whoever knows your password gets in then, without a passkey.",
  passkeyNotNeeded: "Your password alone is enough now.",
  dropPassword: "Remove the password",
  dropPasswordHint:
    "Only passkeys let you in then, and codes that you make here. You can set another password later.",
  passwordDropped: "The password is removed.",
  makeCode: "A code to sign in elsewhere",
  code: "The code",
  codeHint: (until: string) =>
    `Type this where you are asked for your password, in a terminal for example. It works once, until ${until}.`,

  // Who one is
  willAsk: "Your browser asks for your passkey.",
  nowhereHere: "This needs one of your passkeys, and none of them works here.",
  confirmByPasskey: "Use a passkey instead",
  confirmByPassword: "Use the password instead",

  // Claiming a name
  claimByPasskey: "Use a passkey instead of a password",
  claimByPassword: "Use a password instead",
  claimHint: "With a passkey the name stays yours. You come in by a finger, your face or a PIN.",

  // What can be wrong
  needsHttps: "Passkeys need https, and this page came by http. Ask who runs this server for it.",
  noPasskeys: "This browser has no passkeys. Any current one has.",
  isNumber: "Passkeys are for a name, and the address of this page is a number.",
  cancelled: "No passkey was used: it was cancelled, or there is none for this server here.",
  isKnown: "There is a passkey of yours on this device already.",
  wrongHost: "Passkeys of this server work at its public address only.",
  cannotCheck: "This device can’t check that it is you, by a finger or a PIN.",
  failed: "Your browser gave no passkey.",
  alsoNeeded: (why: string) => `This account needs a passkey beside its password. ${why}`,
};

export type PasskeyStrings = typeof passkeys;

await adopt("passkeys", passkeys);
