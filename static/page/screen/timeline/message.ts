/**
 * One line of the conversation on the screen: a message with what its marks mean, or what happened to
 * the room. Text becomes text nodes, whatever is in it.
 *
 * @module
 */
import { isCalled, type Line } from "../../../../client/connection/log.ts";
import { speech } from "../../../../client/connection/link.ts";
import type { Chat } from "../../chat.ts";
import { dayAndTime, dayInWords, isSameDay, strings, timeOfDay } from "../../../strings.ts";
import { addressOf, element, insist, KeyedList, lazy, part, showName } from "../../document.ts";
import { showAvatar, stamp, style } from "../../document.ts";
import type { Said } from "../../../../protocol.ts";
import type { Item, UnsentItem, UnsentOptions, Words } from "./message/types.ts";
import { type Block, type Inline, isEmojiOnly, parseMarkup } from "../../../../protocol/markup.ts";
import { isolated, nameKey } from "../../../../protocol/name.ts";

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

export function makeLine(line: Line, you: string): HTMLElement {
  if (line.type !== "said" || line.blocked) return stamp("happening");
  const element = makeMessage(line, you);
  part(element, ".when", HTMLAnchorElement).href = addressOf(line.room, line.seq);
  return element;
}

export function makeMessage(words: Words, you: string): HTMLElement {
  const { from, at } = words;
  const made = stamp("message");
  made.classList.toggle("yours", from === you);
  showAvatar(part(made, ".avatar", HTMLElement), from);
  const author = part(made, ".author", HTMLElement);
  showName(author, from);
  // What a program said is no person's.
  if (words.bot) author.append(" ", element("span", { className: "badge" }, strings.bot));
  const time = part(made, "time", HTMLTimeElement);
  time.textContent = timeOfDay(at);
  time.dateTime = new Date(at).toISOString();
  time.title = dayAndTime(at);
  return made;
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
  { from, text, sealed, reply, edited, deleted, reactions, calls }: Words,
  original: Said | undefined,
  you: string,
): void {
  element.classList.toggle("deleted", deleted ?? false);
  element.classList.toggle("calls", from !== you && isCalled({ text, calls }, you));
  const place = part(element, ".text", HTMLElement);
  // What could not be opened is nobody's words.
  element.classList.toggle("unreadable", sealed !== undefined);
  const words = deleted ? strings.deleted : sealed === undefined ? text : strings.unreadable;
  showMarkup(place, words, you, calls);
  const mark = part(element, ".edited", HTMLElement);
  mark.hidden = edited === undefined;
  mark.title = edited === undefined ? "" : dayAndTime(edited);
  showReactions(part(element, ".reactions", HTMLElement), reactions, you);
  const answered = part(element, ".answered", HTMLAnchorElement);
  answered.hidden = reply === undefined;
  if (original) showName(part(answered, "b", HTMLElement), original.from);
  showAnswered(part(answered, "span", HTMLElement), original);
  if (original) answered.href = addressOf(original.room, original.seq);
}

async function showAnswered(place: HTMLElement, original: Said | undefined) {
  if (original === undefined) place.textContent = strings.earlier;
  else place.textContent = (await import("./message/in_words.ts")).answeredInWords(original);
}

let shown: typeof import("../../showing.ts") | undefined;
export const showing = lazy(() => insist(() => import("../../showing.ts")));
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
  const speakerOf = (line: Words | Line) =>
    "type" in line && (line.type !== "said" || line.deleted) ? undefined : line.from;
  const speaker = previous && speakerOf(previous);
  const isReply = "reply" in line && line.reply !== undefined;
  const opens = opensDay || isReply || speaker !== speakerOf(line) || at - previous.at > GROUP_MS;
  element.classList.toggle("opens", opens);
  const day = part(element, ".day", HTMLElement);
  day.hidden = !opensDay;
  day.textContent = dayInWords(at, Date.now());
}

/** What is drawn of each text: only something else is drawn anew, as somebody may have opened parts. */
const drawn: WeakMap<HTMLElement, string> = new WeakMap();
/** Comes with the first message that has more than marks in lines, quotes and code. */
let more: typeof import("./markup.ts") | undefined;

/** @param you whose mentions are marked */
export function showMarkup(
  place: HTMLElement,
  text: string,
  you: string,
  calls?: Said["calls"],
): void {
  const look = `${nameKey(you)} ${calls ?? ""} ${text}`;
  if (drawn.get(place) === look) return;
  drawn.set(place, look);
  place.classList.toggle("emoji-only", isEmojiOnly(text));
  const drawing = new Drawing(nameKey(you));
  place.replaceChildren(...drawing.blocks(parseMarkup(text, calls)));
  if (!drawing.wantsMore) return;
  insist(() => Promise.all([import("./markup.ts"), style("text/markup")])).then(([module]) => {
    more = module;
    if (drawn.get(place) === look && drawn.delete(place)) showMarkup(place, text, you, calls);
  });
}

/** What is longer is shown when somebody wants to see it. */
const CODE_LINES = 20;
const EMPHASIS = { bold: "strong", italic: "em", strike: "s" } as const;

/** Makes nodes of what a message means. */
export class Drawing {
  /** Whose mentions are marked, by the key of their name. */
  readonly #you: string;
  /** Whether some of it stands there in its words only, until the module is here that draws it. */
  wantsMore = false;

  constructor(you: string) {
    this.#you = you;
  }

  blocks(blocks: readonly Block[]): Node[] {
    return blocks.map((block) => this.#block(block));
  }

  pieces(pieces: readonly Inline[]): (Node | string)[] {
    return pieces.map((piece) => this.#piece(piece));
  }

  #block(block: Block): Node {
    switch (block.type) {
      case "paragraph":
        return element("p", {}, ...this.pieces(block.inside));
      case "quote":
        return element("blockquote", {}, ...this.blocks(block.inside));
      case "code": {
        // It may be wider than the page: then it is scrolled, also by keyboard.
        const code = element("code", {}, block.text);
        const pre = element("pre", { dir: "ltr", tabIndex: 0 }, code);
        const whole = element("div", { className: "code" }, pre);
        whole.dataset.language = block.language ?? "";
        whole.classList.toggle("long", block.text.split("\n").length > CODE_LINES);
        this.wantsMore ||= more === undefined;
        more?.equip(whole, block);
        return whole;
      }
      default:
        this.wantsMore ||= more === undefined;
        return more?.blockElement(block, this) ?? element("p", {}, bareWords(block));
    }
  }

  #piece(piece: Inline): Node | string {
    switch (piece.type) {
      case "text":
        return piece.text;
      case "code":
        return element("code", {}, piece.text);
      case "bold":
      case "italic":
      case "strike":
        return element(EMPHASIS[piece.type], {}, ...this.pieces(piece.inside));
      case "mention": {
        const isYou = [this.#you, "room", "here"].includes(nameKey(piece.text.slice(1)));
        return element("span", { className: isYou ? "mention you" : "mention" }, piece.text);
      }
      case "link":
        if (!piece.isNamed) return linkElement(piece.href, this.pieces(piece.inside));
    }
    this.wantsMore ||= more === undefined;
    return more?.inlineElement(piece, this) ?? bareWords(piece);
  }
}

/** The words of what can't be drawn yet, nothing of what is hidden. */
function bareWords(piece: object): string {
  if ("text" in piece) return String(piece.text);
  if ("type" in piece && piece.type === "spoiler") return "…";
  const inside = Object.values(piece).filter((value) => value instanceof Object);
  return inside.map(bareWords).join(Array.isArray(piece) ? " " : "");
}

/** A link to this very chat stays in it. */
export function linkElement(href: string, inside: (Node | string)[]): HTMLAnchorElement {
  const isHere = href.startsWith(`${location.origin}${location.pathname}#`);
  const elsewhere = isHere ? {} : { target: "_blank", rel: "noopener noreferrer nofollow" };
  const className = inside.length === 1 && inside[0] === href ? "" : "named";
  return element("a", { href, className, ...elsewhere }, ...inside);
}

/** A change that is not stored by then is shown as pending. */
const SHOWN_AFTER_MS = 1_000;

/** What you said that is not in the log yet: shown at once, and when it was refused, why. */
export class UnsentList {
  #list: KeyedList<UnsentItem>;

  constructor(options: UnsentOptions) {
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
