/**
 * What leads into a room from outside: hooks, and invitations by a link.
 *
 * @module
 */
import type { RoomHooks } from "../../hub/permissions/program.ts";
import type { AuthService } from "../auth/service.ts";

/** A room with any of it is kept, though nothing was said there, and all of it ends with the room. */
export function roomTies({ hooks, invites }: AuthService): RoomHooks {
  return {
    has: async (room) => await hooks.has(room) || await invites.store.hasRoom(room),
    async deleteAll(room) {
      // Another room may have the key later.
      await invites.store.deleteRoom(room);
      await hooks.deleteAll(room);
    },
    onSaid: (room, said) => hooks.onSaid(room, said),
  };
}
