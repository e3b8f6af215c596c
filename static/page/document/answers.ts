/**
 * How somebody says who they are: types alone.
 *
 * @module
 */

import type { Credentials } from "../../../client/connection/endpoint.ts";

export type Answers = Credentials & { invite: string | undefined; isNew: boolean };

/** How somebody comes in: by a name alone, to their account, or with a new one. */
export type Mode = "name" | "sign-in" | "sign-up";
