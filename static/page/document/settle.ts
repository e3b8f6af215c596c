/**
 * What a page does once it is idle: it lets itself be installed and kept, tells the other tabs which
 * room it shows, and goes on with what somebody has begun.
 *
 * @module
 */
import { FIRST_STEPS, recall } from "../browser_storage.ts";
import { openTab } from "../call/tab.ts";
import type { Visit } from "../visit.ts";
import { install } from "./install.ts";
import { stay } from "./stay.ts";

/**
 * @param visit the one of now
 * @returns to be called when the page has been drawn
 */
export function settle(visit: () => Visit | undefined): () => void {
  install();
  stay();
  if (recall(FIRST_STEPS) !== undefined) visit()?.attempt((extras) => extras.showFirstSteps());
  return openTab(() => visit()?.chat.shown);
}
