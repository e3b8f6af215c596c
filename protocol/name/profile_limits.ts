/**
 * How much people may tell of themselves.
 *
 * @module
 */

/** How much there may be in a profile. */
export const PROFILE_LIMITS = {
  /** Code points of a display name. */
  display: 32,
  /** Code points of the text of a status. */
  status: 80,
  /** Pixels of a picture, on each side. */
  pictureSide: 512,
  /** Bytes of a picture. */
  pictureBytes: 256 * 1024,
  /** Names in one question for people. */
  people: 100,
} as const;
