/**
 * What was decided by a moderator, as those are told who keep a log of it.
 *
 * @module
 */
import type { ModerationAction } from "../../../protocol.ts";
import type { Person } from "../../people/member.ts";

/** A moderation action, for the audit log. */
export interface Moderated {
  readonly at: number;
  readonly by: Person;
  readonly action: ModerationAction;
  /** The id of the person it is about, if it is about one who is known. */
  readonly about: string | undefined;
}
