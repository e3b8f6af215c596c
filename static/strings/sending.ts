/**
 * Every word of what is loaded when somebody sends files, or records their voice.
 *
 * @module
 */

import { adopt } from "../strings.ts";

export const sending = {
  // What was chosen
  chosen: "Files to send",
  dropHere: (place: string) => `Drop files to send them in ${place}`,
  fileName: (name: string) => `Name of ${name}`,
  describe: "Describe the picture",
  describeNamed: (name: string) => `Describe ${name} for those who can’t see it`,
  remove: (name: string) => `Remove ${name}`,
  added: (count: number, name: string) => count === 1 ? `${name} is added` : `${count} files added`,
  removed: (name: string) => `${name} is removed`,
  pastedPicture: "Picture",
  pastedFile: "File",
  tooLarge: (name: string, max: string) =>
    `${name} is too large: a file here may have at most ${max}.`,
  tooMany: (max: number, over: number) =>
    over === 1
      ? `A message takes ${max} files: 1 was left out. Send it with the next message.`
      : `A message takes ${max} files: ${over} were left out. Send them with the next message.`,
  isFolder: (name: string) => `${name} is a folder: open it, and choose the files in it.`,
  unreadable: (name: string) => `${name} can’t be read. Choose it again.`,
  noFilesHere: "This server takes no files.",
  notKept:
    "This browser has no room to keep these files: they are lost if the page is loaded again before they are sent.",

  // A long text
  longText: "That is long for a message",
  longTextHint: (length: number, max: number) =>
    `It has ${length} characters, and a message may have ${max}. As a file it can be sent whole.`,
  asFile: "Send as a file",
  asText: "Paste as text",

  // On the way
  sendingFiles: (count: number) => count === 1 ? "Sending 1 file" : `Sending ${count} files`,
  filesSent: (count: number) => count === 1 ? "The file is sent" : `${count} files are sent`,
  fileFailed: (name: string, reason: string) => `${name} is not sent: ${reason}`,
  keepsLocation: (name: string) =>
    `${name} still tells where it was made. Delete the message if others are not to know.`,
  progressOf: (name: string) => `How much of ${name} is sent`,
  partSent: (sent: string, total: string) => `${sent} of ${total}`,
  waitsForTurn: "Waiting for its turn…",
  waitsForConnection: "Waiting for the connection…",
  isThere: "Uploaded",
  stop: (name: string) => `Stop sending ${name}`,
  stopped: "You stopped it.",
  tryAgainNow: "Try again",
  leaveOut: "Remove",
  brokeOff: "The connection broke off again and again.",
  stalled: "Nothing went through for a minute.",
  notTaken: (status: number) =>
    `Something between you and the server did not let it through (${status}).`,
  changedOnTheWay: "The server took it for something else, and changed it.",
  tooLargeForProxy: "It is too large for something between you and the server.",
  lost: "the files are not kept in this browser any more",

  // A voice message
  recording: "Voice message",
  stopRecording: "Finish the recording",
  discardRecording: "Discard the recording",
  recordingBegins: "Recording. Press again to finish, Escape to discard.",
  recordingEnds: (length: string) => `Recorded: ${length}`,
  recordingGone: "The recording is discarded",
  recordingFull: "The recording is as long as it can be here.",
  recordingName: "Voice message",
  play: (name: string) => `Listen to ${name}`,
  pause: (name: string) => `Pause ${name}`,
  noMicrophone: "There is no microphone here.",
  microphoneForbidden:
    "This page may not use the microphone. Your browser’s settings can allow it.",
  microphoneBusy: "The microphone can’t be used now: another program may have it.",
  needsHttps: "Recording needs https: browsers allow the microphone nowhere else.",
  cannotRecord: "This browser can’t record sound.",
};

export type SendingStrings = typeof sending;

await adopt("sending", sending);
