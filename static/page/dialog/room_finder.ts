/**
 * Finds a room or a person by a few letters of what they are called, and makes a room when asked to.
 *
 * @module
 */

import type { Chat } from "../chat.ts";
import { isName, nameKey } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { openDialog } from "../dialog.ts";
import { button, element, showAvatar } from "../document.ts";
import { type Find, Finds, type FoundPerson, nameIn } from "./room_finder/finds.ts";

/** How long somebody has to pause before the server is asked whom it knows. */
const ASK_AFTER_MS = 200;

export interface FinderOptions {
  readonly goTo: (room: string) => void;
  /** Makes a room, which nobody does by mistyping a name. */
  readonly make: (room: string) => void;
  /** Makes a room that the server cannot read. */
  readonly makePrivate: () => void;
  /** Asks the server for people who are called so, who may be away. */
  readonly findPeople: (words: string) => Promise<readonly FoundPerson[]>;
}

export async function openRoomFinder(
  chat: Chat,
  { goTo, make, makePrivate, findPeople }: FinderOptions,
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
  const closed = element("i", { className: "hash locked", ariaHidden: "true" });
  const privately = element("button", { type: "button", className: "quiet private" }, closed);
  privately.append(more.newPrivateRoom);
  privately.addEventListener("click", () => {
    dialog.close();
    makePrivate();
  });
  const hint = element("p", { className: "note" }, more.findRoomHint);
  const dialog = await openDialog(strings.findRoom, hint, form, privately);
  dialog.classList.add("finder");

  const all = new Finds(chat);
  let finds: readonly Find[] = [];
  /** The room of what is chosen: what the server finds later does not choose another. */
  let chosen = "";
  const go = (find: Find | undefined) => {
    if (find === undefined) return;
    dialog.close();
    goTo(find.room);
  };
  const draw = () => {
    finds = all.fitting(input.value);
    const current = Math.max(0, finds.findIndex(({ room }) => room === chosen));
    list.replaceChildren(...finds.map((find, index) => row(find, index, index === current, go)));
    const name = nameIn(input.value);
    const isAbsent = name !== "" && !finds.some(({ names }) => names.includes(nameKey(name)));
    const isFine = isName(name);
    const missing = isFine ? strings.noRoom(name) : strings.nameRule;
    outcome.textContent = finds.length > 0 || name === "" ? more.found(finds.length) : missing;
    maker.hidden = !isAbsent || !isFine;
    maker.classList.toggle("quiet", finds.length > 0);
    list.hidden = finds.length === 0;
    input.setAttribute("aria-activedescendant", `find-${current}`);
    list.children[current]?.scrollIntoView({ block: "nearest" });
  };
  const ask = async (words: string) => {
    try {
      all.learn(await findPeople(words));
      if (dialog.open && input.value === words) draw();
    } catch (error) {
      // Without the server those are found who were seen here.
      console.debug(error);
    }
  };
  let asking: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    chosen = "";
    draw();
    clearTimeout(asking);
    const words = input.value;
    if (nameIn(words) !== "" && !words.startsWith("#")) {
      asking = setTimeout(() => ask(words), ASK_AFTER_MS);
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const now = Math.max(0, finds.findIndex(({ room }) => room === chosen));
    const next = finds[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) chosen = next.room;
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const find = finds.find(({ room }) => room === chosen) ?? finds[0];
    if (find === undefined && !maker.hidden) maker.focus();
    else go(find);
  });
  dialog.addEventListener("close", () => clearTimeout(asking));
  draw();
  input.focus();
}

function row(find: Find, index: number, isCurrent: boolean, go: (find: Find) => void) {
  const { mark, person, title, hint, isUnread } = find;
  const face = element("span", { className: person === undefined ? "hash" : "avatar" }, mark);
  if (person !== undefined) showAvatar(face, person);
  face.ariaHidden = "true";
  const news = element("span", { className: "unread" }, isUnread ? strings.unread : "");
  news.dataset.count = find.mentions > 0 ? String(Math.min(find.mentions, 99)) : "";
  const item = element(
    "li",
    { id: `find-${index}`, role: "option", onclick: () => go(find) },
    element("b", {}, face, element("bdi", {}, title)),
    element("span", { className: "note", dir: "auto" }, hint),
    news,
  );
  item.ariaSelected = String(isCurrent);
  return item;
}
