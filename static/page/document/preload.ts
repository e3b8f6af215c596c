/**
 * Loads what somebody may want next, when the page has come to rest: then a first click is answered at
 * once, and also when the connection has broken since.
 *
 * @module
 */
import { style } from "../document.ts";

/** What is loaded when it is wanted, the likeliest first. What these import comes with them. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import("../extras.ts"),
  () => import("../screen/timeline/line_focus.ts"),
  () => import("../screen/timeline/past.ts"),
  () => import("../screen/timeline/deleted.ts"),
  () => import("../screen/timeline/reactions.ts"),
  () => import("../screen/timeline/message/in_words.ts"),
  () => import("../screen/timeline/markup.ts"),
  () => import("../screen/timeline/markup/highlight.ts"),
  () => import("../screen/timeline/reactions/who_reacted.ts"),
  () => import("../screen/timeline/originals.ts"),
  () => import("../screen/timeline/jumps.ts"),
  () => import("../screen/timeline/empty.ts"),
  () => import("../screen/timeline/outcome.ts"),
  () => import("../screen/composer/completion.ts"),
  () => import("../menu/message_menu.ts"),
  () => import("../screen/people.ts"),
  () => import("../screen/frame/side_bar.ts"),
  () => import("../screen/frame/topic.ts"),
  () => import("../menu/person_menu.ts"),
  () => import("../menu/person_card/profile_dialog.ts"),
  () => import("../menu/person_card/status_dialog.ts"),
  () => import("../menu/room_menu.ts"),
  () => import("../menu/notify_menu.ts"),
  () => import("../menu/emoji_picker.ts"),
  () => import("../menu/moderation/ban_dialog.ts"),
  () => import("../menu/moderation/report_dialog.ts"),
  () => import("../menu/moderation/people_dialog.ts"),
  () => import("../menu/moderation/several_dialog.ts"),
  () => import("../menu/moderation/room_settings_dialog.ts"),
  () => import("../screen/composer/silence.ts"),
  () => import("../visit/pending.ts"),
  () => import("../visit/commands.ts"),
  () => import("../visit/order.ts"),
  () => import("../../../client/connection/endpoint/refused_socket.ts"),
  () => import("../showing.ts"),
  () => import("../showing/lightbox.ts"),
  () => import("../showing/room_files.ts"),
  () => import("../call.ts"),
  () => import("../call/badge.ts"),
  () => import("../call/announcer.ts"),
  () => import("../call/calls.ts"),
  () => import("../search.ts"),
  () => import("../browser_storage/recall_drafts.ts"),
  () => import("../sending.ts"),
  () => import("../dialog/room_finder.ts"),
  () => import("../extras/date_dialog.ts"),
  () => import("../dialog/settings_dialog.ts"),
  () => import("../dialog/help_dialog.ts"),
  () => import("../dialog/claim_dialog.ts"),
  () => import("../dialog/account_dialog.ts"),
  () => import("../dialog/programs_dialog.ts"),
  () => import("../screen/first_steps.ts"),
  () => import("../screen/invitations.ts"),
  () => import("../screen/invitations/invite_dialog.ts"),
  () => import("../dialog/passkeys.ts"),
  () => import("../dialog/notifications.ts"),
];

/** The files of `style/parts/`. */
const STYLES = ["account", "completion", "extras", "invitations", "jumps"]
  .concat([
    "menu",
    "conversation/acts",
    "conversation/deleted",
    "conversation/preview",
    "conversation/print",
    "conversation/sealed",
    "conversation/topic",
    "outcome",
    "menu/emoji",
    "people/first_steps",
    "people/passkeys",
    "people/profile",
    "people/side_bar",
    "people/moderation",
    "reactions",
    "reset",
    "search",
    "sending",
  ])
  .concat(["account/notifications", "files/pictures", "files/cards"])
  .concat(["files/lightbox", "files/panel", "text/markup"]);

/** One after the other, so that what somebody says is not behind it. */
export async function preload(): Promise<void> {
  try {
    for (const load of PARTS) await load();
    for (const name of STYLES) await style(name);
  } catch (error) {
    // There is no connection now. What is wanted is loaded then.
    console.error(error);
  }
}
