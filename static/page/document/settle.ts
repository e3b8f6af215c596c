/**
 * What a page does once it is idle: it lets itself be installed and kept, tells the other tabs and the
 * server which room it shows, takes what is typed anywhere, and goes on with what somebody has begun.
 *
 * @module
 */
import { FIRST_STEPS, recall } from "../browser_storage.ts";
import { insist, lazy, style } from "../document.ts";
import { CallBadge } from "../call/badge.ts";
import { openTab } from "../call/tab.ts";
import type { Visit } from "../visit.ts";
import { reachByKeyboard } from "../screen/timeline/line_focus/reach.ts";
import { closeSideByBack } from "./settle/back.ts";
import { install } from "./install.ts";
import { makeRoomForKeyboard } from "./settle/keyboard.ts";
import { watchNetwork } from "./settle/network.ts";
import { watchParts } from "./settle/missing.ts";
import { previewWriting } from "./settle/preview.ts";
import { stay } from "./settle/stay.ts";
import { writeAnywhere } from "./settle/write_anywhere.ts";
import { attendWriting } from "./settle/writing_keys.ts";

/** When it loads what somebody may want next, as they may be cut off by then. */
const PREPARE_AFTER_MS = 7_000;

/**
 * @param visit the one of now
 * @returns to be called when the page has been drawn
 */
export function settle(visit: () => Visit | undefined): () => void {
  install();
  stay();
  writeAnywhere();
  attendWriting();
  reachByKeyboard();
  const preview = previewWriting();
  closeSideByBack();
  makeRoomForKeyboard();
  watchNetwork(() => visit()?.connection);
  watchParts(visit);
  if (recall(FIRST_STEPS) !== undefined) visit()?.attempt((extras) => extras.showFirstSteps());
  setTimeout(async () => {
    visit()?.prepare();
    (await insist(() => import("./preload.ts"))).preload();
  }, PREPARE_AFTER_MS);
  const shown = () => {
    const { chat } = visit() ?? {};
    return chat && { room: chat.shown, connectedAt: chat.connectedAt };
  };
  const look = openTab(shown, (room) => visit()?.connection.signal({ type: "front", room }));
  const badge = new CallBadge();
  // What came with the welcome is drawn already, by those who knew nothing of a badge.
  visit()?.draw();
  return () => {
    look();
    preview();
    const { chat } = visit() ?? {};
    if (chat) badge.draw(chat);
    offerStart(visit());
  };
}

const emptyRoom = lazy(async () => {
  const [{ EmptyRoom }] = await Promise.all([
    import("../screen/timeline/empty.ts"),
    style("people/side_bar"),
  ]);
  return new EmptyRoom();
});
let hasStart = false;

/** In a room where nothing was said yet, offers what it wants first. */
async function offerStart(visit: Visit | undefined) {
  if (visit === undefined || !hasStart && document.querySelector("#entries .message")) return;
  try {
    const [extras, empty] = await Promise.all([visit.extras(), emptyRoom()]);
    hasStart = true;
    empty.draw(visit.chat.shown, (room) => extras.startOf(room));
  } catch (error) {
    // It is offered once there is a connection to load it by.
    console.error(error);
  }
}
