/// <reference lib="dom" />
/**
 * Every dialog of the page, and what one does to have it open.
 *
 * @module
 */

import type { Visitor } from "../../support/visitor.ts";

/** What opens a dialog, once what was open before is closed; and what is then seen in it. */
export interface DialogOpener {
  readonly name: string;
  readonly opens: (ada: Visitor) => Promise<void>;
  readonly dialog: string;
  readonly shows: string;
}

/** Clicks on one after the other, each once it is there. */
async function follow({ window }: Visitor, ...selectors: string[]): Promise<void> {
  for (const selector of selectors) {
    await window.until((wanted: string) => {
      const found = document.querySelector<HTMLElement>(wanted);
      found?.click();
      return found;
    }, selector);
  }
}

function bySettings(
  button: string,
  dialog: string,
  shows: string,
  ...then: string[]
): DialogOpener {
  const opens = (ada: Visitor) => follow(ada, "#open-settings", `.person .${button}`, ...then);
  return { name: [button, ...then].join(" "), opens, dialog, shows };
}

function byRoomMenu(item: string, dialog: string, shows: string, ...then: string[]): DialogOpener {
  const opens = async (ada: Visitor) => {
    await follow(ada, "#room-menu");
    await ada.chooses(item);
    await follow(ada, ...then);
  };
  return { name: [item, ...then].join(" "), opens, dialog, shows };
}

function byMessage(text: string, dialog: string, shows: string, ...items: string[]): DialogOpener {
  const opens = async (ada: Visitor) => {
    await ada.opensMenuOf(text);
    for (const item of items) await ada.chooses(item);
  };
  return { name: items.join(" ") || "message", opens, dialog, shows };
}

/** As they come to be seen by the owner of a room, to which somebody else said "Buy this". */
export const DIALOGS: readonly DialogOpener[] = [
  {
    name: "settings",
    opens: (ada) => follow(ada, "#open-settings"),
    dialog: "dialog:has(.settings)",
    shows: "Settings",
  },
  bySettings("account", "#account-dialog", "Where you are signed in"),
  bySettings("account", "#bots-dialog", "You have no bots", "#account-dialog .bots"),
  bySettings("account", "#add-passkey-dialog", "passkey", "#account-dialog .add-passkey"),
  bySettings("account", "#sign-in-code-dialog", "", "#account-dialog .sign-in-code"),
  bySettings("account", "#password-dialog", "", "#account-dialog .person:has(.grave) button"),
  bySettings("account", "dialog:has(.erasure-choice)", "", "#account-dialog .person .grave"),
  bySettings("status", "#status-dialog", ""),
  bySettings("profile", "#profile-dialog", ""),
  bySettings("devices", "#notifications-dialog", ""),
  bySettings("blocks", "#blocks-dialog", ""),
  {
    name: "room menu",
    opens: (ada) => follow(ada, "#room-menu"),
    dialog: ".menu",
    shows: "Leave this room",
  },
  byRoomMenu("Set the topic", "dialog.extra", "What is this room about?"),
  byRoomMenu("Pinned messages (1)", "dialog.extra", "Unpin"),
  byRoomMenu("Pinned messages (1)", "dialog:has(blockquote)", "Hello", ".finds button"),
  byRoomMenu("Go to a date", "dialog.extra", "Go to a date"),
  byRoomMenu("Invite by link…", "#invite-dialog", "Active links"),
  byRoomMenu("Hooks of this room", "#hooks-dialog", "There are no hooks here"),
  byRoomMenu("Room settings…", "dialog.extra", "Slow mode"),
  byRoomMenu("People and bans…", "#people-dialog", "Reports"),
  byMessage("Buy this", "dialog.care", "Report this message", "Report…"),
  byMessage("Buy this", "dialog.care", "For how long", "Moderate…", "Ban…"),
  byMessage("Buy this", "dialog.care", "Delete what", "Moderate…", "Delete what they said…"),
  byMessage("Buy this", "dialog.extra", "Remove eve", "Moderate…", "Remove from this room"),
  byMessage("Buy this", "dialog.extra", "Buy this", "Delete the message"),
  byMessage("Buy this", "dialog.extra", "Block eve?", "Block eve…"),
  byMessage("Buy this", ".menu", "Reply"),
  byMessage("Buy this", ".menu", "Mute for 1 day", "Moderate…"),
  {
    name: "emoji",
    opens: async (ada) => {
      await ada.opensMenuOf("Hello");
      await ada.chooses("＋");
    },
    dialog: ".menu:has(input)",
    shows: "😀",
  },
  byMessage("Buy this", ".menu.card, .card", "Message", "Profile of eve"),
  {
    name: "finder",
    opens: (ada) => follow(ada, "#find-room"),
    dialog: "dialog.finder",
    shows: "den",
  },
  {
    name: "private room",
    opens: (ada) => follow(ada, "#find-room", ".finder .private"),
    dialog: "#new-private-room",
    shows: "Enter the room",
  },
  {
    name: "topic",
    opens: (ada) => follow(ada, "#whole-topic"),
    dialog: ".menu.whole-topic",
    shows: "Plans",
  },
  {
    name: "help",
    opens: (ada) => ada.says("/help"),
    dialog: "dialog:has(dl)",
    shows: "/topic",
  },
];
