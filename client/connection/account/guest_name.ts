/**
 * The name of a guest.
 *
 * @module
 */

import type { Session } from "../endpoint.ts";

/** Takes another name, as a guest: they stay who they are, and what is theirs comes along. */
export async function renameGuest(session: Session, name: string): Promise<void> {
  await session.ask("PUT", "session/name", { name });
}
