/**
 * What stands around the conversation, as it is shown: types alone.
 *
 * @module
 */

export type Notice = {
  text: string;
  /** What its button is called. */
  action?: string;
  /** What its button does, if not what the connection needs. */
  act?: () => void;
  /** What follows the text and is not heard: how long it still takes, second by second. */
  rest?: string;
  /** Whether it tells of a success, or of nothing bad. */
  isGood?: boolean;
  /** Whether it passes by itself. */
  isWaiting?: boolean;
};

export type Presence = "here" | "away" | "dnd" | "offline";

export type RoomLink = {
  name: string;
  title: string;
  /** Whose room it is, if it is one other's. */
  other?: string | undefined;
  isShown: boolean;
  isUnread: boolean;
  isMuted: boolean;
  /** Whether something is written there, or chosen, that is not sent. */
  isDraft: boolean;
  /** How they are whose room it is, where that is known. */
  presence?: Presence | undefined;
  mentions: number;
  /** Why not everybody may come in, if so. */
  lock: string;
};

/** To those who moderate the room, guests are marked. */
export type Person = { name: string; you: string; marksGuests: boolean };
