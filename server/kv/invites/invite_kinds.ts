/**
 * What is stored of invitations, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { INVITE_MS } from "../../auth/service/invites.ts";
import * as is from "../checks.ts";
import type { Kind } from "../schema.ts";

export const INVITE_KINDS = {
  /** An invitation, under its hash. */
  invite: {
    at: "invite",
    is: is.isInvite,
    expireIn: INVITE_MS,
    backup: { record: "invite", parts: ["hash"], value: "invite" },
  },
  /** That somebody made the invitation of a hash, while it can be used. */
  inviteOf: {
    at: "inviteOf",
    is: is.isTrue,
    expireIn: INVITE_MS,
    backup: { with: "invite" },
  },
  /** That the invitation of a hash leads into a room, while it can be used. */
  roomInvite: {
    at: "roomInvite",
    is: is.isTrue,
    expireIn: INVITE_MS,
    backup: { with: "invite" },
  },
} as const satisfies Record<string, Kind>;
