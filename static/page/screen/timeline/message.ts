/**
 * One line of the conversation on the screen: a message with what its marks mean, or what happened to
 * the room. Text becomes text nodes, whatever is in it.
 *
 * @module
 */
import { isCalled, type Line } from "../../../../client/connection/log.ts";
import { speech } from "../../../../client/connection/link.ts";
import type { Chat } from "../../chat.ts";
import type { Room, Unsent } from "../../chat/room.ts";
import { dayAndTime, dayInWords, filesInWords } from "../../../strings.ts";
import { isSameDay, strings, timeOfDay } from "../../../strings.ts";
import { addressOf, element, insist, KeyedList, lazy, part, stamp, style } from "../../document.ts";
import { showAvatar, showName } from "../../document.ts";
import type { Said } from "../../../../protocol.ts";
import type { Run } from "./deleted.ts";
import {
  type Block,
  type Inline,
  isEmojiOnly,
  parseMarkup,
  plainWords,
} from "../../../../protocol/markup.ts";
import { isolated, nameKey } from "../../../../protocol/name.ts";

/** A line and what its looks depend on. */
export interface Item {
  line: Line;
  previous: Line | undefined;
  original: Said | undefined;
  /** Of deleted messages that follow each other. */
  run: Run | undefined;
  /** Whether it is the first that came while you were away. */
  isFirstNew: boolean;
  today: number;
}

/** What is shown of a message, in the log or on its way there. */
export type Words = Pick<
  Said,
  "from" | "at" | "text" | "reply" | "edited" | "deleted" | "reactions" | "bot" | "calls"
>;

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

/** How much of a message that is answered is shown. */
const ANSWERED_UNITS = 160;

export function makeLine(line: Line, you: string): HTMLElement {
  if (line.type !== "said" || line.blocked) return stamp("happening");
  const element = makeMessage(line, you);
  part(element, ".when", HTMLAnchorElement).href = addressOf(line.room, line.seq);
  return element;
}

export function makeMessage(words: Words, you: string): HTMLElement {
  const { from, at } = words;
  const element = stamp("message");
  element.classList.toggle("yours", from === you);
  showAvatar(part(element, ".avatar", HTMLElement), from);
  const author = part(element, ".author", HTMLElement);
  showName(author, from);
  if (words.bot) author.append(" ", badge());
  const time = part(element, "time", HTMLTimeElement);
  time.textContent = timeOfDay(at);
  time.dateTime = new Date(at).toISOString();
  time.title = dayAndTime(at);
  return element;
}

/** What a program said is no person's. */
function badge(): HTMLElement {
  return element("span", { className: "badge" }, strings.bot);
}

/** Shows a line as it is now, and where it stands. */
export function showLine(
  element: HTMLElement,
  { line, previous, original, isFirstNew }: Item,
  you: string,
): void {
  if (line.type === "said" && !line.blocked) {
    showWords(element, line, original, you);
    showFiles(part(element, ".files", HTMLElement), line);
  } else {
    const words = line.type === "topic"
      ? strings.topicSet(isolated(line.from), isolated(line.text))
      : isBlocked(line)
      ? strings.blockedHere
      : speech.say({ reason: "notice", message: line.text });
    const text = part(element, ".text", HTMLElement);
    text.textContent = words;
    text.title = dayAndTime(line.at);
    text.hidden = isBlocked(line) && isBlocked(previous);
  }
  standBelow(element, line, previous);
  element.classList.toggle("first-new", isFirstNew);
  part(element, ".news", HTMLElement).hidden = !isFirstNew;
}

function isBlocked(line: Line | undefined) {
  return line?.type === "said" && line.blocked === true;
}

/** Shows a message's text, what it answers, and what became of it. */
export function showWords(
  element: HTMLElement,
  { from, text, reply, edited, deleted, reactions, calls }: Words,
  original: Said | undefined,
  you: string,
): void {
  element.classList.toggle("deleted", deleted ?? false);
  element.classList.toggle("calls", from !== you && isCalled({ text, calls }, you));
  const place = part(element, ".text", HTMLElement);
  showMarkup(place, deleted ? strings.deleted : text, you, calls);
  const mark = part(element, ".edited", HTMLElement);
  mark.hidden = edited === undefined;
  mark.title = edited === undefined ? "" : dayAndTime(edited);
  showReactions(part(element, ".reactions", HTMLElement), reactions, you);
  const answered = part(element, ".answered", HTMLAnchorElement);
  answered.hidden = reply === undefined;
  if (original) showName(part(answered, "b", HTMLElement), original.from);
  part(answered, "span", HTMLElement).textContent = original === undefined
    ? strings.earlier
    : original.deleted
    ? strings.deleted
    : original.blocked
    ? strings.blockedHere
    : inWords(original).slice(0, ANSWERED_UNITS);
  if (original) answered.href = addressOf(original.room, original.seq);
}

/** A message where there is only room for a line. */
export function inWords({ text, files }: Pick<Said, "text" | "files">): string {
  return [plainWords(text), filesInWords(files)].filter(Boolean).join(" · ");
}

let shown: typeof import("../../showing.ts") | undefined;
const showing = lazy(() => insist(() => import("../../showing.ts")));
const reacting = lazy(() => insist(() => import("./reactions.ts")));

/** Once it is loaded at once: what is in a message has its place when the message has. */
async function showFiles(place: HTMLElement, said: Said) {
  if (said.files === undefined && place.childElementCount === 0) return;
  shown ??= await showing();
  shown.showFiles(place, said);
}

async function showReactions(place: HTMLElement, reactions: Said["reactions"], you: string) {
  if (reactions === undefined && place.childElementCount === 0) return;
  const [{ Reactions }] = await Promise.all([reacting(), style("reactions")]);
  Reactions.in(place).show(reactions ?? {}, you);
}

/** Shows a message's author and day, unless those of the message above it say the same. */
export function standBelow(
  element: HTMLElement,
  line: Words | Line,
  previous: Words | Line | undefined,
): void {
  const { at } = line;
  const opensDay = previous === undefined || !isSameDay(previous.at, at);
  const speaker = previous && speakerOf(previous);
  const isReply = "reply" in line && line.reply !== undefined;
  const opens = opensDay || isReply || speaker !== speakerOf(line) || at - previous.at > GROUP_MS;
  element.classList.toggle("opens", opens);
  const day = part(element, ".day", HTMLElement);
  day.hidden = !opensDay;
  day.textContent = dayInWords(at, Date.now());
}

function speakerOf(line: Words | Line) {
  return "type" in line && (line.type !== "said" || line.deleted) ? undefined : line.from;
}

/** @param you whose mentions are marked */
export function showMarkup(
  place: HTMLElement,
  text: string,
  you: string,
  calls?: Said["calls"],
): void {
  place.classList.toggle("emoji-only", isEmojiOnly(text));
  const blocks = parseMarkup(text, calls).map((block) => blockElement(block, nameKey(you)));
  place.replaceChildren(...blocks);
}

function blockElement(block: Block, you: string): Element {
  switch (block.type) {
    case "paragraph":
      return wrap("p", block.inside.map((piece) => inlineNode(piece, you)));
    case "quote":
      return wrap("blockquote", block.inside.map((inner) => blockElement(inner, you)));
    case "code":
      // It may be wider than the page: then it is scrolled, also by keyboard.
      return element("pre", { dir: "ltr", tabIndex: 0 }, wrap("code", [block.text]));
    default:
      return (block satisfies never);
  }
}

const EMPHASIS = { bold: "strong", italic: "em", strike: "s" } as const;

function inlineNode(piece: Inline, you: string): Node | string {
  switch (piece.type) {
    case "text":
      return piece.text;
    case "code":
      return wrap("code", [piece.text]);
    case "bold":
    case "italic":
    case "strike":
      return wrap(EMPHASIS[piece.type], piece.inside.map((inner) => inlineNode(inner, you)));
    case "mention": {
      const isYou = [you, "room", "here"].includes(nameKey(piece.text.slice(1)));
      return element("span", { className: isYou ? "mention you" : "mention" }, piece.text);
    }
    case "link":
      return linkElement(piece);
    default:
      return (piece satisfies never);
  }
}

/** A link to this very chat stays in it. */
function linkElement({ text, href }: { text: string; href: string }) {
  const isHere = href.startsWith(`${location.origin}${location.pathname}#`);
  const elsewhere = isHere ? {} : { target: "_blank", rel: "noopener noreferrer nofollow" };
  return element("a", { href, className: text === href ? "" : "named", ...elsewhere }, text);
}

function wrap(name: string, inside: (Node | string)[]) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}

/** A change that is not stored by then is shown as pending. */
const SHOWN_AFTER_MS = 1_000;

type UnsentItem = { room: Room; you: string; message: Unsent; previous: Words | Line | undefined };

/** What you said that is not in the log yet: shown at once, and when it was refused, why. */
export class UnsentList {
  #list: KeyedList<UnsentItem>;

  constructor(
    options: {
      onRetry: (room: Room, message: Unsent) => void;
      onDiscard: (room: Room, message: Unsent) => void;
      onFiles: (shown: HTMLElement, room: Room, message: Unsent) => void;
    },
  ) {
    this.#list = new KeyedList(part(document, "#unsent", HTMLElement), {
      keyOf: ({ message }) => message.id,
      make: ({ room, you, message }) => {
        const shown = makeMessage(message, message.from);
        const { log } = room;
        const reply = message.change?.of ?? message.reply;
        const original = reply && log.after(reply - 1).find(({ seq }) => seq === reply);
        const words = { ...message, ...(reply && { reply }) };
        showWords(shown, words, original && original.type === "said" ? original : undefined, you);
        const state = element("p", { className: "state note" }, strings.sending);
        shown.append(element("div", { className: "outcome" }, state));
        return shown;
      },
      update: async (shown, { room, message, previous }) => {
        standBelow(shown, message, previous);
        shown.classList.toggle("refused", message.refused !== undefined);
        if (message.files) options.onFiles(shown, room, message);
        if (message.refused === undefined && message.change === undefined) return;
        try {
          const { showOutcome } = await import("./outcome.ts");
          await showOutcome(shown, message, {
            retry: () => options.onRetry(room, message),
            discard: () => options.onDiscard(room, message),
          });
        } catch {
          // Without a connection it can't be loaded: it is drawn again when there is one.
        }
      },
    });
  }

  draw({ shown: room, you, status }: Chat, now: number): void {
    if (room === undefined) return this.#list.show([]);
    const { log: { newestLine } } = room;
    // A change that is stored at once is seen at its message.
    const unsent = room.unsent.filter(({ change, refused, at }) =>
      change === undefined || refused !== undefined || status.state !== "open" ||
      now - at > SHOWN_AFTER_MS
    );
    this.#list.show(unsent.map((message, index) => {
      const previous = unsent[index - 1] ?? newestLine;
      return { room, you, message, previous };
    }));
  }
}
