/**
 * What a page does once it is idle: it lets itself be installed and kept, and tells the other tabs
 * which room it shows.
 *
 * @module
 */
import { openTab } from "../call/tab.ts";
import { install } from "./install.ts";
import { stay } from "./stay.ts";

/** @returns to be called when the page has been drawn */
export function settle(shown: Parameters<typeof openTab>[0]): () => void {
  install();
  stay();
  return openTab(shown);
}
