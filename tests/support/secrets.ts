/**
 * What no server may ever print.
 *
 * @module
 */
import { assertNotMatch } from "@std/assert";

/** The password of the tests. */
export const PASSWORD = "correct horse";
/** Tokens and their hashes are 43 characters of base64url, and nothing else that is printed is so long. */
const SECRET = new RegExp(`[\\w-]{43}|${PASSWORD}`);

/** Every server that a test starts as a process is looked at so when it has ended. */
export function assertNoSecret(printed: string): void {
  assertNotMatch(printed, SECRET, "A server has printed a secret");
}
