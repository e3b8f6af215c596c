/**
 * The card of somebody: who they are, how they are now, and what one can do about them. It opens beside
 * their name; on a phone, at the bottom of the screen.
 *
 * @module
 */
import type { PersonProfile, Status } from "../../../protocol.ts";
import { briefly, strings } from "../../strings.ts";
import { profileWords } from "../../strings/profile.ts";
import { element, showAvatar, showName, style } from "../document.ts";
import { fill, type MenuItem, openBeside } from "../menu.ts";

/** How often the time is looked at that it is where they are, in milliseconds. */
const CLOCK_MS = 10_000;

/** The groups of what can be done; the first group are the things that most want. */
export type CardActions = readonly (readonly MenuItem[])[];

export async function openCard(
  at: Element,
  { person, actions }: { person: PersonProfile; actions: CardActions },
): Promise<void> {
  await Promise.all([style("menu"), style("people/profile")]);
  const { name } = person;
  const face = element("span", { className: "avatar", ariaHidden: "true" });
  const title = element("h2", { id: "card-name", dir: "auto" });
  showAvatar(face, name);
  showName(title, name);
  title.title = "";
  const names = element("div", {}, title, element("p", { className: "note" }, ...marksOf(person)));
  const card = element(
    "div",
    { className: "menu card", role: "dialog", popover: "auto", tabIndex: -1 },
    element("header", {}, face, names),
  );
  card.setAttribute("aria-labelledby", title.id);
  const { status, zone } = person;
  if (status && !isOver(status)) card.append(statusLine(status));
  if (zone !== undefined) card.append(clock(zone, card));
  fill(card, actions, undefined);
  openBeside(card, at, "start");
}

/** Their name, which no other has, and what they are. */
function marksOf({ name, role, guest, bot, blocked }: PersonProfile): (Node | string)[] {
  const marks = [
    ...(bot ? [strings.bot] : []),
    ...(guest ? [strings.guest] : []),
    ...(role ? [profileWords[role]] : []),
    ...(blocked ? [profileWords.blocked] : []),
  ];
  return [
    element("bdi", {}, `@${name}`),
    ...marks.flatMap((mark) => [" ", element("span", { className: "badge" }, mark)]),
  ];
}

export function isOver({ until = Infinity }: Status): boolean {
  return until <= Date.now();
}

function statusLine({ state, text, until }: Status): HTMLElement {
  const line = element("p", { className: "status" });
  if (state) {
    const mark = element("i", { className: "state", ariaHidden: "true" });
    mark.dataset.state = state;
    line.append(
      mark,
      element("span", {}, state === "away" ? strings.presence.away : strings.presence.dnd),
    );
  }
  if (text !== undefined) line.append(element("bdi", {}, text));
  if (until !== undefined) {
    const end = profileWords.until(briefly(until, Date.now()));
    line.append(element("span", { className: "note" }, end));
  }
  return line;
}

/** What time it is where they are, for as long as the card is open. */
function clock(zone: string, card: HTMLElement): HTMLElement {
  const line = element("p", { className: "clock note" });
  const show = () => {
    const time = timeIn(zone);
    if (time === undefined) line.remove();
    else if (line.textContent !== time) line.textContent = time;
  };
  show();
  const timer = setInterval(show, CLOCK_MS);
  card.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed") clearInterval(timer);
  });
  return line;
}

/** With the day, where it is another there; `undefined` if this browser does not know the zone. */
function timeIn(timeZone: string): string | undefined {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((language) => language.startsWith(lang)) ?? lang;
  const now = Date.now();
  try {
    const day = (zone: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { weekday: "long", ...zone }).format(now);
    const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(now);
    const there = day({ timeZone });
    return profileWords.localTime(there === day({}) ? time : `${there}, ${time}`);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
