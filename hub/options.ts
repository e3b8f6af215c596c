/**
 * What a hub stands on.
 *
 * @module
 */
import type { Charters } from "./charters.ts";
import type { People } from "./direct.ts";
import type { Journal } from "./journal.ts";
import type { Marks } from "./marks.ts";
import type { Ruled } from "./moderation.ts";
import type { OnMake } from "./openings.ts";
import type { Blocks } from "./person_blocks.ts";
import type { RoomLimits } from "./room_quota.ts";

export interface HubOptions {
  journal: Journal;
  marks: Marks;
  charters: Charters;
  blocks: Blocks;
  people: People;
  /** What the server calls itself in `welcome`: `NAME/VERSION`. */
  server: string;
  /** How many rooms there may be. */
  rooms?: RoomLimits | undefined;
  /** Judges who makes a direct room. */
  onMake?: OnMake;
  /** Told of what must not happen. */
  onError?: (error: unknown) => void;
  /** Told of what moderators decide. */
  onRuled?: (ruled: Ruled) => void;
}
