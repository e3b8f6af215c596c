/**
 * How somebody is shown: types alone.
 *
 * @module
 */

import type { Profile } from "../../../protocol.ts";

/** How somebody is shown, where they have said so. */
export type Face = Pick<Profile, "display" | "picture" | "status"> & {
  guest?: boolean;
  /** Whether they were here when the server was asked; absent where it was not. */
  here?: boolean;
};
