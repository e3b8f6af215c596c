/**
 * From format 6 to 7: messages may have files. Nothing has to change for that. A server that would not
 * know that a deleted message's files go, too, must not open the store.
 *
 * @module
 */
import type { Step } from "../migrations.ts";

export async function* files(): AsyncGenerator<Step> {}
