/**
 * The server: whether it is well, what it stores, and what is set by no flag.
 *
 * @module
 */

import { element, part } from "../../page/document.ts";
import {
  type Introduction,
  IntroductionFields,
  UNNAMED,
} from "../../page/screen/first_steps/introduction.ts";
import { admin as words } from "../../strings/admin.ts";
import { sizeInWords } from "../../strings/size.ts";
import { choice, field, path, type Section, type SectionContext, when } from "../section.ts";

interface Health {
  readonly server: string;
  readonly deno: string;
  readonly since: number;
  readonly people: number;
  readonly sockets: number;
  readonly rooms: number;
  readonly store: { readonly ms: number; readonly trouble?: string };
  readonly disk: { readonly free?: number };
  readonly memory: number;
}

interface Storage {
  readonly files: { readonly bytes: number; readonly most?: number };
  readonly people: readonly { readonly name: string | null; readonly bytes: number }[];
  readonly rooms: readonly { readonly room: string; readonly messages: number }[];
}

interface Settings extends Introduction {
  readonly rooms: string;
  readonly inviters: string;
  readonly startRooms: readonly string[];
}

interface Removal {
  readonly name: string;
  readonly deleted: number;
  readonly done: boolean;
}

export const server: Section = {
  id: "server",
  title: words.server,
  async show(context) {
    await context.reporter.attempt(async () => {
      const { session, content } = context;
      const [health, storage, { removals }, settings] = await Promise.all([
        session.ask<Health>("GET", path("health")),
        session.ask<Storage>("GET", path("storage")),
        session.ask<{ removals: Removal[] }>("GET", path("removals")),
        session.ask<Settings>("GET", path("settings")),
      ]);
      content.append(healthOf(health), settingsOf(settings, context));
      if (removals.length > 0) {
        content.append(element("h3", {}, words.removals), removalsOf(removals));
      }
      content.append(...storageOf(storage));
    });
  },
};

function healthOf({ store, ...health }: Health): HTMLElement {
  const { free } = health.disk;
  const works = store.trouble ?? words.storeAnswers(store.ms);
  const storeText = element("span", { className: store.trouble ? "problem" : "" }, works);
  return facts([
    [words.version, `${health.server}, Deno ${health.deno}`],
    [words.startedAt, when(health.since)],
    [words.connected, words.connectedCount(health.people, health.sockets)],
    [words.roomCount, health.rooms.toLocaleString()],
    [words.store, storeText],
    [words.diskFree, free === undefined ? words.unknown : sizeInWords(free)],
    [words.memory, sizeInWords(health.memory)],
  ]);
}

function settingsOf(settings: Settings, context: SectionContext): HTMLElement {
  const introduction = new IntroductionFields(settings);
  const makers = choice([
    ["everybody", words.everybody],
    ["accounts", words.makersAccounts],
    ["administrators", words.makersAdmins],
  ], settings.rooms);
  const inviters = choice([
    ["administrators", words.makersAdmins],
    ["accounts", words.makersAccounts],
  ], settings.inviters);
  const save = element("button", { type: "submit" }, words.save);
  const start = element("input", {
    ...{ id: "start-rooms", dir: "auto", placeholder: words.startRoomsHint },
    value: settings.startRooms.map((name) => `#${name}`).join(", "),
  });
  const choices = [
    ...[field(words.makers, makers), field(words.inviters, inviters)],
    field(words.startRooms, start),
  ];
  const fields = [...introduction.fields, ...choices];
  const form = element("form", { className: "settings" }, ...fields, save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const startRooms = start.value.split(/[\s,，]+/).map((name) => name.replace(/^#/, ""))
      .filter(Boolean);
    const choices = { rooms: makers.value, inviters: inviters.value, startRooms };
    const wanted = { ...introduction.changed, ...choices };
    const act = () => context.session.ask<void>("PATCH", path("settings"), wanted);
    if (!await context.reporter.attempt(act)) return;
    const { title } = introduction.changed;
    if (title !== undefined) {
      part(document, "#server", HTMLElement).textContent = title || UNNAMED;
    }
    introduction.saved();
    context.reporter.done(words.saved);
  });
  return element("section", {}, element("h3", {}, words.settings), form);
}

function removalsOf(removals: readonly Removal[]): HTMLElement {
  const items = removals.map(({ name, deleted, done }) =>
    element("li", {}, done ? words.removalDone(name, deleted) : words.removal(name, deleted))
  );
  return element("ul", { className: "list" }, ...items);
}

function storageOf({ files, people, rooms }: Storage): HTMLElement[] {
  const used = sizeInWords(files.bytes);
  const total = files.most === undefined ? used : words.ofMost(used, sizeInWords(files.most));
  return [
    element("h3", {}, words.storage),
    facts([[words.files, total]]),
    plain(
      words.mostFiles,
      [words.name, words.size],
      people.map(({ name, bytes }) => [name ?? words.unknown, sizeInWords(bytes)]),
    ),
    plain(
      words.mostSaid,
      [words.room, words.messageCount],
      rooms.map(({ room, messages }) => [`#${room}`, messages.toLocaleString()]),
    ),
  ];
}

function facts(pairs: readonly (readonly [string, Node | string])[]): HTMLElement {
  const inside = pairs.flatMap(([name, value]) => [
    element("dt", {}, name),
    element("dd", {}, value),
  ]);
  return element("dl", { className: "facts" }, ...inside);
}

/** A table that is small and does not change. */
function plain(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const top = heads.map((head) => element("th", { scope: "col" }, head));
  const cells = (row: readonly string[]) =>
    row.map((text, i) => {
      const cell = element("td", {}, element("span", { className: "value" }, text));
      cell.dataset.head = heads[i] ?? "";
      return cell;
    });
  const table = element("table", { role: "table" }, element("caption", {}, caption));
  table.append(
    element("thead", {}, element("tr", {}, ...top)),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
  );
  return element("section", { className: "list" }, table);
}
