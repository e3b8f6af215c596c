/**
 * What a hub is created with.
 *
 * @module
 */
import type { Policies } from "./permissions/policies.ts";
import type { People } from "./rooms/direct.ts";
import type { Journal } from "./log/journal.ts";
import type { ReadPositions } from "./people/read_positions.ts";
import type { Moderated } from "./permissions/moderation/moderated.ts";
import type { OnMake } from "./rooms/room_loader.ts";
import type { Blocks } from "./people/person_blocks.ts";
import type { RoomHooks } from "./permissions/program.ts";
import type { Uploads } from "./files.ts";
import type { Reports } from "./reports.ts";
import type { RoomLimits } from "./rooms/room_quota.ts";

export interface HubOptions {
  journal: Journal;
  positions: ReadPositions;
  policies: Policies;
  blocks: Blocks;
  people: People;
  /** The files that were uploaded. Without them, none can be said. */
  uploads?: Uploads | undefined;
  /** Bytes that a file may have. */
  fileMax?: number | undefined;
  /** The server's name in `welcome`: `NAME/VERSION`. */
  server: string;
  /** `false` where other servers share the journal, who tell who is there. */
  isAlone?: boolean;
  /** How many rooms there may be. */
  rooms?: RoomLimits | undefined;
  /** Whether each person, and all together, may search only so much; unless said, it is so. */
  searchLimits?: "on" | "off";
  /** Decides who may create a direct room. */
  onMake?: OnMake;
  /** Where messages are reported. Without it, none can be. */
  reports?: Reports | undefined;
  /** The hooks of rooms. */
  roomHooks?: RoomHooks | undefined;
  /** Called with errors that must not happen. */
  onError?: (error: unknown) => void;
  /** Called with each moderation action. */
  onModerated?: (applied: Moderated) => void;
}
