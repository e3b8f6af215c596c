/**
 * Rooms: what is in them and whose they are; and those that were closed.
 *
 * @module
 */

import { openForm } from "../../page/dialog/form_dialog.ts";
import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { sizeInWords } from "../../strings/size.ts";
import {
  choice,
  confirmed,
  field,
  path,
  query,
  type Section,
  type SectionContext,
  when,
} from "../section.ts";
import { Table } from "../table.ts";

type Access = "open" | "listed" | "hidden";

interface Room {
  readonly key: string;
  readonly room: string;
  readonly messages: number;
  readonly people: number;
  /** Bytes of its files. */
  readonly files: number;
  /** Bytes of what was said in it. */
  readonly texts: number;
  /** Whether that is told by a part of them. */
  readonly sampled?: boolean;
  readonly access: Access;
  /** `null` where nobody knows their name any more; absent where the room belongs to nobody. */
  readonly owner?: string | null;
}

interface Closed {
  readonly key: string;
  readonly room: string;
  readonly messages: number;
  readonly until: number;
}

export const rooms: Section = {
  id: "rooms",
  title: words.rooms,
  async show(context) {
    const sought = element("input", { type: "search", maxLength: 100, autocomplete: "off" });
    sought.placeholder = words.searchName;
    const sort = choice([["people", words.peopleCount], ["size", words.files]]);
    const find = element("button", { type: "submit", className: "quiet" }, words.search);
    const tools = element(
      "form",
      { className: "tools", role: "search" },
      field(words.name, sought),
      field(words.sortBy, sort),
      find,
    );
    // How many there are is told of those that were loaded last.
    const loadAll = async () => {
      await closed.load();
      await open.load();
    };
    const open = openRooms(
      context,
      () => ({ q: sought.value.trim(), sort: sort.value }),
      loadAll,
    );
    const closed = closedRooms(context, loadAll);
    tools.addEventListener("submit", async (event) => {
      event.preventDefault();
      await open.load();
    });
    sort.addEventListener("change", () => open.load());
    const hint = element("p", { className: "note" }, words.filesHint);
    context.content.append(tools, hint, open.element, closed.element);
    await loadAll();
  },
};

function openRooms(
  context: SectionContext,
  wanted: () => { q: string; sort: string },
  reload: () => Promise<void>,
): Table<Room> {
  return new Table<Room>({
    caption: words.rooms,
    columns: [
      { head: words.room, cell: ({ room }) => `#${room}` },
      { head: words.access, cell: ({ access }) => words[access] },
      { head: words.owner, cell: ownerOf },
      { head: words.messageCount, cell: ({ messages }) => messages.toLocaleString() },
      { head: words.peopleCount, cell: ({ people }) => people.toLocaleString() },
      { head: words.texts, cell: textsOf },
      { head: words.files, cell: ({ files }) => sizeInWords(files) },
    ],
    load: async (after) => {
      const asked = path("rooms") + query({ ...wanted(), after });
      const found = await context.session.ask<{ rooms: Room[]; next?: string }>("GET", asked);
      return { rows: found.rooms, next: found.next };
    },
    actions: (room) => room.key === "lobby" ? [] : roomActions(room, context, reload),
  }, context.reporter);
}

function textsOf({ texts, sampled }: Room): string {
  const size = sizeInWords(texts);
  return sampled ? words.aboutSize(size) : size;
}

function ownerOf({ owner }: Room): string {
  return owner ?? (owner === null ? words.unknown : words.nobody);
}

function roomActions(
  room: Room,
  context: SectionContext,
  reload: () => Promise<void>,
): HTMLElement[] {
  const title = words.changeRoom(`#${room.room}`);
  const change = button(words.manageShort, () => openRoom(room, context, reload), "quiet");
  change.ariaLabel = title;
  change.ariaHasPopup = "dialog";
  const close = button(words.closeRoom, async () => {
    const question = words.closeQuestion(`#${room.room}`);
    const act = () => context.session.ask<void>("DELETE", path("rooms", room.key));
    if (await confirmed(context, question, words.closeRoom, act)) await reload();
  }, "quiet grave");
  close.ariaLabel = `${words.closeRoom} #${room.room}`;
  return [change, close];
}

async function openRoom(room: Room, context: SectionContext, reload: () => Promise<void>) {
  const access = choice([
    ["open", words.open],
    ["listed", words.listed],
    ["hidden", words.hidden],
  ], room.access);
  const owner = element("input", { value: room.owner ?? "", maxLength: 64, dir: "auto" });
  await openForm(words.changeRoom(`#${room.room}`), {
    hint: "",
    fields: [field(words.access, access), field(words.newOwner, owner)],
    yes: words.save,
    act: async () => {
      const [wanted, name] = [access.value, owner.value.trim()];
      await context.session.ask("PATCH", path("rooms", room.key), {
        // An order that changes nothing is told in the room all the same.
        ...(wanted !== room.access && { access: wanted }),
        ...(name !== "" && name !== room.owner && { owner: name }),
      });
      context.reporter.done(words.saved);
      await reload();
    },
  });
}

function closedRooms(context: SectionContext, reload: () => Promise<void>): Table<Closed> {
  return new Table<Closed>({
    caption: words.closedRooms,
    columns: [
      { head: words.room, cell: ({ room }) => `#${room}` },
      { head: words.messageCount, cell: ({ messages }) => messages.toLocaleString() },
      { head: words.until, cell: ({ until }) => when(until) },
    ],
    load: async () => {
      const { rooms } = await context.session.ask<{ rooms: Closed[] }>("GET", path("closed-rooms"));
      return { rows: rooms };
    },
    actions: ({ key, room }) => {
      const restore = button(words.restore, async () => {
        const act = () => context.session.ask<void>("DELETE", path("closed-rooms", key));
        if (!await context.reporter.attempt(act)) return;
        context.reporter.done();
        await reload();
      }, "quiet");
      restore.ariaLabel = `${words.restore} #${room}`;
      return [restore];
    },
  }, context.reporter);
}
