/**
 * What it means for coming back that the server refuses a socket, or that none opens again and again
 * though the server refuses nothing. Loaded when that is so.
 *
 * @module
 */

import { UNREACHABLE, type Verdict } from "../link.ts";

const NO_WEBSOCKET: Verdict = {
  next: "later",
  reason: "no-websocket",
  message: "The page is reachable but WebSockets are not: a proxy in front must forward the " +
    "upgrade of /ws, see docs/proxies.md",
};

/** The server would let us in: it says that only the upgrade is missing. */
export const NOT_A_WEBSOCKET = 426;

/**
 * After a socket that was refused, by what the server answers to a plain request instead.
 *
 * @param us.wereWelcome our own old socket may still hold our name
 * @param us.canForgetToken we are a guest, who may come back by name
 * @returns `undefined` when that is not what is in the way
 */
export function afterRefusal(
  status: number,
  body: string,
  { wereWelcome, canForgetToken }: { wereWelcome: boolean; canForgetToken: boolean },
): Verdict | undefined {
  if (status === NOT_A_WEBSOCKET) return undefined;
  const refusal = readRefusal(body);
  if (refusal === undefined) return undefined;
  switch (status) {
    case 401:
      return { next: canForgetToken ? "now" : "never", ...refusal };
    case 409:
      return { next: wereWelcome ? "later" : "never", ...refusal };
    case 400:
    case 403:
    case 421:
      return { next: "never", ...refusal };
    default:
      return { next: "later", ...refusal };
  }
}

/** What the server said, if it was the server: a proxy's page is nobody's last word. */
function readRefusal(body: string): { reason: string; message: string } | undefined {
  try {
    const { error, message } = JSON.parse(body);
    if (typeof error === "string" && typeof message === "string") return { reason: error, message };
  } catch {
    // Not JSON.
  }
}

/** After Deno has refused what nobody has allowed the program. */
export function mayNotConnect({ host }: URL): string {
  return `May not connect to ${host}: allow it, or run with --allow-net`;
}

/** What may be otherwise soon: another tab of ours was quicker, our own old socket has the name. */
const FOR_NOW = ["unreachable", "name-taken", "too-many", "unavailable"];

/** After a guest whom the server knows no more was refused a new session. */
export function afterSignIn({ reason, message }: { reason: string; message: string }): Verdict {
  return { next: FOR_NOW.includes(reason) ? "later" : "never", reason, message };
}

/**
 * @param other what another request was answered, which no
 *   proxy treats as a socket's; `undefined` where the server itself said that it would accept us
 */
export function afterBlock(other?: { status: number; body: string }): Verdict {
  // What is not the server's may be of a proxy whose server is down, or of a hotel.
  return other === undefined || isOurs(other) ? NO_WEBSOCKET : UNREACHABLE;
}

/** Whether a server of ours answers so when asked who we are. */
function isOurs({ status, body }: { status: number; body: string }) {
  if (status === 401) return readRefusal(body) !== undefined;
  try {
    return status === 200 && typeof JSON.parse(body).name === "string";
  } catch {
    return false;
  }
}
