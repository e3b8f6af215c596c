/**
 * Links with a secret behind their `#`, which no server is told: each opens a dialog of its own before
 * the page goes on, and is removed from the address at once.
 *
 * @module
 */

/** By what stands before the `=`, or `!`. Each resolves when it is done, or they don't want to. */
const LINKS: Readonly<Record<string, (secret: string) => Promise<void>>> = {
  claim: async (code) => await (await import("../dialog/set_up_dialog.ts")).setUpServer(code),
  invite: async (secret) =>
    await (await import("../screen/invitations/received_invite.ts")).receiveInvite(secret),
  "!": async (secret) => await (await import("../visit/sealed/entering.ts")).enterByLink(secret),
  reset: async (secret) => await (await import("../dialog/reset_dialog.ts")).setNewPassword(secret),
};

/** Follows the link that the page was opened with. */
export async function followSecretLink(): Promise<void> {
  const [, kind = "!", written = ""] = /^#(?:([a-z]+)=|!|%21)(.*)$/.exec(location.hash) ?? [];
  history.replaceState(null, "", location.pathname + location.search);
  const secret = decode(written);
  const isOne = Object.hasOwn(LINKS, kind) && (secret !== "" || kind === "!");
  if (isOne) await LINKS[kind]?.(secret);
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Someone wrote a stray "%".
  }
}
