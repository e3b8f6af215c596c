/**
 * What is known of a room that we are in, or want to be in.
 *
 * @module
 */

/**
 * `asked` is the `ref` of a join under way. While there is one, entries are not ours yet: they are
 * of the join before. A room that was not asked for and has not answered is due. A direct room is
 * `followed` without a join: what is said there comes by itself. It is joined when someone wants to,
 * and to catch up.
 */
export interface Position {
  /** As it was joined, then as the server spells it. */
  room: string;
  state: "due" | "asked" | "joined" | "leaving" | "followed";
  asked?: number;
  epoch?: string;
  /** The newest `seq` taken; none when any may come next. */
  last?: number;
  /** It begins with what is said from now on, or is joined only if it is there. */
  how?: "now" | "if-there" | undefined;
  /** Settles when the server answers the join. */
  entered?: PromiseWithResolvers<void> | undefined;
  /** The newest `seq` that there was when we joined. */
  head?: number;
  /** Where a hole was found and a rejoin asked for. */
  mended?: number;
}
