/**
 * Every word about what somebody takes away of theirs.
 *
 * @module
 */

export const ownData = {
  download: "Download my data",
  begins: "The download begins: what you said, and your files.",
  busy: "It is being sent to you already, or to many others. Try again later.",
  failed: "It could not be downloaded. Try again later.",
};

export type OwnDataStrings = typeof ownData;

// English until the page speaks another language.
if (document.documentElement.lang === "zh") {
  Object.assign(ownData, (await import("./zh/own_data.ts")).ownData);
}
