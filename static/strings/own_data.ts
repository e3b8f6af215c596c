/**
 * Every word about what somebody takes away of theirs.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const ownData = {
  download: "Download my data",
  begins: "The download begins: what you said, and your files.",
  busy: "It is being sent to you already, or to many others. Try again later.",
  failed: "It could not be downloaded. Try again later.",
};

export type OwnDataStrings = typeof ownData;

await adopt("ownData", ownData);
