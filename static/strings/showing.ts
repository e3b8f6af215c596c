/**
 * Every word of what shows files: pictures, players, cards, and the files of a room.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const showing = {
  // In a message
  pictures: (count: number) => `${count} pictures`,
  brokenPicture: "This picture can’t be shown.",
  unplayable: "This can’t be played here.",
  download: (name: string) => `Download ${name}`,
  showText: "Show",
  hideText: "Hide",
  showTextOf: (name: string) => `Show ${name}`,
  hideTextOf: (name: string) => `Hide ${name}`,
  copyTextOf: (name: string) => `Copy the text of ${name}`,
  copyStart: (size: string) => `Copy the first ${size}`,
  startOnly: (size: string, all: string) => `The first ${size} of ${all}. Download it to read on.`,
  textOf: (name: string) => `Text of ${name}`,
  unread: "It can’t be read now. Try again.",
  gone: "It is not there any more.",
  save: (name: string) => `Save ${name}`,
  opening: "Opening…",
  unopened: "It can’t be read: it was changed on its way, or sealed by another key.",
  play: (name: string) => `Play ${name}`,
  pause: (name: string) => `Pause ${name}`,
  position: (name: string) => `Position in ${name}`,
  positionOf: (at: string, length: string) => `${at} of ${length}`,
  speed: (times: string) => `Speed: ${times}×`,

  // One picture, large
  countOf: (nth: number, all: number) => `${nth} of ${all}`,
  previous: "Previous picture",
  next: "Next picture",
  zoomIn: "Larger",
  zoomOut: "Smaller",
  goToMessage: "Go to the message",
  sentBy: (name: string, day: string) => `${name}, ${day}`,

  // The files of a room
  files: "Files",
  findFiles: "Part of a name",
  filesLoaded:
    "Only files of messages that this page has loaded: scroll back in the conversation for older ones.",
  noFiles: "No files have been sent here yet.",
  looking: "Looking…",
  moreFiles: "Show more",
  goToFile: (name: string) => `Go to where ${name} was sent`,
};

export type ShowingStrings = typeof showing;

await adopt("showing", showing);
