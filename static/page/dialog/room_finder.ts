/**
 * Finds a room or a person by a few letters of the name, and makes a room when asked to.
 *
 * @module
 */

import type { RoomSettings } from "../../../protocol.ts";
import type { Chat } from "../chat.ts";
import { directRoom, isDirect, isName, nameKey } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { openDialog } from "../dialog.ts";
import { button, element } from "../document.ts";

/** How many are shown at once. */
const SHOWN_MAX = 30;

export type Find = { room: string; mark: string; title: string; hint: string };

/** @param make makes a room, which nobody does by mistyping a name */
export async function openRoomFinder(
  chat: Chat,
  goTo: (room: string) => void,
  make: (room: string) => void,
): Promise<void> {
  const list = element("ul", { id: "finds", role: "listbox" });
  list.ariaLabel = strings.rooms;
  const input = element("input", { autocomplete: "off", spellcheck: false, role: "combobox" });
  input.autocapitalize = "none";
  input.placeholder = more.findRoomSample;
  input.ariaLabel = strings.findRoom;
  input.ariaExpanded = "true";
  input.setAttribute("aria-controls", list.id);
  const outcome = element("p", { className: "note", role: "status" });
  const maker = button(strings.makeRoom, () => {
    dialog.close();
    make(nameIn(input.value));
  });
  const form = element("form", { method: "dialog" }, input, list, outcome, maker);
  const hint = element("p", { className: "note" }, more.findRoomHint);
  const dialog = await openDialog(strings.findRoom, hint, form);
  dialog.classList.add("finder");

  let current = 0;
  const go = (find: Find | undefined) => {
    if (find === undefined) return;
    dialog.close();
    goTo(find.room);
  };
  const draw = () => {
    const finds = findsFor(chat, input.value);
    current = Math.max(0, Math.min(current, finds.length - 1));
    list.replaceChildren(...finds.map((find, index) => row(find, index, index === current, go)));
    const name = nameIn(input.value);
    const isAbsent = name !== "" && !finds.some((find) => rank(find, nameKey(name)) === 0);
    const isFine = isName(name);
    const missing = isFine ? strings.noRoom(name) : strings.nameRule;
    outcome.textContent = finds.length > 0 || name === "" ? more.found(finds.length) : missing;
    maker.hidden = !isAbsent || !isFine;
    list.hidden = finds.length === 0;
    input.setAttribute("aria-activedescendant", `find-${current}`);
    list.children[current]?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", () => {
    current = 0;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    current += event.key === "ArrowDown" ? 1 : -1;
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const find = findsFor(chat, input.value)[current];
    if (find === undefined && !maker.hidden) maker.focus();
    else go(find);
  });
  draw();
  input.focus();
}

function row(find: Find, index: number, isCurrent: boolean, go: (find: Find) => void) {
  const item = element(
    "li",
    { id: `find-${index}`, role: "option", onclick: () => go(find) },
    element("b", {}, element("span", { className: "hash" }, find.mark), find.title),
    element("span", { className: "note", dir: "auto" }, find.hint),
  );
  item.ariaSelected = String(isCurrent);
  return item;
}

/** What is written, as a name: rooms have no spaces in theirs. */
function nameIn(written: string) {
  return written.trim().replace(/^[#@]/, "").replaceAll(/\s+/g, "-");
}

/** What fits: your rooms, rooms that you could join, people. */
function findsFor(chat: Chat, written: string): Find[] {
  const key = nameKey(nameIn(written));
  const yours = [...chat.rooms, ...chat.directRooms].map((room) => ({
    room: room.name,
    mark: room.isDirect ? "@" : "#",
    title: room.title,
    hint: hintOf(room.settings, room.topic),
  }));
  const others = chat.otherSummaries.map((summary) => ({
    room: summary.room,
    mark: "#",
    title: summary.name ?? summary.room,
    hint: hintOf(summary, summary.topic || strings.hereCount(summary.count)),
  }));
  const direct = new Set(chat.directRooms.map(({ name }) => name));
  const people = (chat.shown?.people ?? [])
    .filter((name) => nameKey(name) !== nameKey(chat.you))
    .map((name) => ({ room: directRoom([name, chat.you]), mark: "@", title: name, hint: "" }))
    .filter(({ room }) => !direct.has(room));
  const known = [...yours, ...others, ...people];
  return known.filter((find) => namesOf(find).some((name) => name.includes(key)))
    .sort((one, other) => rank(one, key) - rank(other, key)).slice(0, SHOWN_MAX);
}

function hintOf({ archived }: RoomSettings, about: string): string {
  return archived ? [strings.archivedRooms, about].filter(Boolean).join(" · ") : about;
}

/** What it is called, and was called first: a renamed room keeps its address. */
function namesOf({ title, room }: Find): string[] {
  return [nameKey(title), ...isDirect(room) ? [] : [nameKey(room)]];
}

/**
 * What is called so stands before what begins so.
 *
 * @param find @param {string} key
 */
function rank(find: Find, key: string) {
  const names = namesOf(find);
  return names.includes(key) ? 0 : names.some((name) => name.startsWith(key)) ? 1 : 2;
}
