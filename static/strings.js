// @ts-check
/**
 * Every word that the page says by itself.
 *
 * @module
 */

export const strings = {
  appName: "Hubbub",

  // Coming in
  nameQuestion: "What should people call you?",
  nameLabel: "Your name",
  nameRule: "Letters, numbers, “-” and “_”, up to 32 of them.",
  enter: "Come in",
  changeName: "Change your name",
  passwordLabel: "Password",
  passphraseLabel: "Passphrase of this server",
  claimName: "Claim this name",
  claimHint: "With a password the name stays yours, on every device. 8 characters or more.",
  signOut: "Sign out",

  // Rooms
  rooms: "Rooms",
  otherRooms: "More rooms",
  newRoom: "Join or make a room",
  newRoomHint: "If nobody has made it yet, you do. It is open to everyone on this server.",
  roomLabel: "Name of the room",
  goToRoom: "Go there",
  cancel: "Cancel",
  leaveRoom: "Leave this room",
  directRooms: "Direct messages",
  unread: "New messages",
  /** @param {number} count */
  mentions: (count) => count === 1 ? "1 message for you" : `${count} messages for you`,
  showRooms: "Rooms and people",
  hideRooms: "Close",

  // People
  people: "Here now",
  directPeople: "Only here",
  you: "you",
  /** @param {number} count */
  hereCount: (count) => count === 1 ? "1 person here" : `${count} people here`,
  /** @param {number} count */
  andMore: (count) => `and ${count} more`,

  // The conversation
  conversation: "Conversation",
  /** @param {string} room */
  beginning: (room) => `This is where #${room} begins. Say hello.`,
  /** @param {string} people */
  directBeginning: (people) => `This is where you and ${people} begin. Nobody else can read it.`,
  missing: "Some messages that were here are not kept any more.",
  deleted: "Deleted",
  edited: "edited",
  /**
   * @param {string} name
   * @param {string} topic
   */
  topicSet: (name, topic) =>
    topic === "" ? `${name} removed the topic` : `${name} set the topic: ${topic}`,
  today: "Today",
  yesterday: "Yesterday",
  /** @param {number} count */
  newMessages: (count) => count === 1 ? "1 new message" : `${count} new messages`,

  // Saying something
  /** @param {string} place */
  sayIn: (place) => `Message ${place}`,
  send: "Send",
  sending: "Sending…",
  /** @param {string} reason */
  notSent: (reason) => `Not sent: ${reason}.`,
  tryAgain: "Try again",
  discard: "Discard",
  /** @param {number} count */
  charactersLeft: (count) => count < 0 ? `${-count} too many` : `${count} left`,
  /** @param {readonly string[]} names */
  typing: (names) => {
    const [first = "", second = ""] = names;
    if (names.length === 1) return `${first} is typing…`;
    if (names.length === 2) return `${first} and ${second} are typing…`;
    return "Several people are typing…";
  },

  // The connection
  connecting: "Connecting…",
  connected: "Connected",
  disconnected: "Not connected",
  /** @param {string} reason */
  cutOff: (reason) => `${reason}. What you say is kept and sent when you are back.`,
  /** @param {number} seconds */
  tryingIn: (seconds) => seconds > 0 ? `Trying again in ${seconds} s` : "Trying again…",
  tryNow: "Try now",
  comeBack: "Come in again",
  noWebSocket:
    "This browser, or something between you and the server, has no WebSocket. Hubbub cannot work without it. Any current browser will do.",
};
