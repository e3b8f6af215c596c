/// <reference lib="dom" />
/**
 * How people come to a private room, by their hands.
 *
 * @module
 */

import { assertMatch } from "@std/assert";
import type { Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { presses, pressesNamed } from "../support/visitor/hands.ts";

const ENTER = "\uE007";

/** What somebody calls the room in their browser. */
export const TITLE = "Surprise party";

/** Somebody makes a private room, and is in it. Returns its link. */
export async function makesRoom(visitor: Visitor, title = TITLE): Promise<URL> {
  await opensNewRoom(visitor);
  const link = await linkIn(visitor, "#new-private-room");
  await visitor.window.fill("#new-private-room form input", title);
  await presses(visitor, "#new-private-room [type=submit]");
  await visitor.seesRoom(title || "Private room");
  await canWrite(visitor);
  return link;
}

/** Opens where one is made. */
export async function opensNewRoom(visitor: Visitor): Promise<void> {
  await visitor.opensSide();
  await presses(visitor, "#find-room");
  await pressesNamed(visitor, "New private room…", "dialog.finder");
  await visitor.window.until(() => document.querySelector("#new-private-room[open]"));
}

/** The link that a dialog shows. */
export async function linkIn(visitor: Visitor, dialog: string): Promise<URL> {
  const field = `${dialog} input[readonly]`;
  await visitor.window.until((wanted: string) => document.querySelector(wanted), field);
  const link = await visitor.window.evaluate(
    (wanted: string) => document.querySelector<HTMLInputElement>(wanted)?.value ?? "",
    field,
  );
  assertMatch(link, /^http:\/\/visitor\d+\.localhost:\d+\/#![\w-]{22}$/);
  return new URL(link);
}

/** Somebody opens a link in a browser of their own, where they were never before. */
export async function entersBy(stage: Stage, name: string, link: URL): Promise<Visitor> {
  const at = new URL(link);
  at.hostname = "127.0.0.1";
  const visitor = await stage.open({ at });
  await visitor.window.fill("#name-dialog input", name + ENTER);
  await visitor.seesRoom("Private room");
  await canWrite(visitor);
  return visitor;
}

/** Waits until they are in the room, and can write. */
export async function canWrite({ window }: Visitor): Promise<void> {
  await window.until(() =>
    document.querySelector<HTMLTextAreaElement>("#composer textarea")?.disabled === false &&
    document.querySelector("#seal:not([hidden])") !== null
  );
}
