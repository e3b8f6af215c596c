// @ts-check
/**
 * What tells this tab from others. A tab that is loaded again is the same.
 *
 * @module
 */

import { keep, recall } from "./shelf.js";

const kept = recall("tab", "tab");

export const tabId = typeof kept === "string" ? kept : Math.random().toString(36).slice(2);

keep("tab", tabId, "tab");
