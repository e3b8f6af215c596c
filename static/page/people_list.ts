/**
 * Who is in the shown room. Each of the others is a link to what you have to say to them alone.
 *
 * @module
 */

import type { Room } from "./room.ts";
import { directRoom, nameKey } from "../../protocol/name.ts";
import { strings } from "../strings.ts";
import { addressOf } from "./address.ts";
import { KeyedList, part, showAvatar, stamp } from "./part.ts";

export type Person = { name: string; you: string };

export class PeopleList {
  #title = part(document, "#people-title", HTMLElement);
  #count = part(document, "#people-count", HTMLElement);
  #more = part(document, "#more-people", HTMLElement);
  #people: KeyedList<Person> = new KeyedList(part(document, "#people", HTMLElement), {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("person");
      part(element, ".name", HTMLElement).textContent = name;
      showAvatar(part(element, ".avatar", HTMLElement), name);
      return element;
    },
    update: (element, { name, you }) => {
      const isYou = nameKey(name) === nameKey(you);
      element.classList.toggle("yours", isYou);
      const link = part(element, "a", HTMLAnchorElement);
      if (isYou) link.removeAttribute("href");
      else link.href = addressOf(directRoom([name, you]));
      part(element, ".more", HTMLElement).hidden = isYou;
      part(element, ".note", HTMLElement).textContent = isYou ? strings.you : "";
    },
  });

  draw(room: Room | undefined, you: string): void {
    const people = room?.people ?? [];
    const count = room?.isDirect ? people.length : room?.count ?? 0;
    const unnamed = count - people.length;
    this.#people.show(people.map((name) => ({ name, you })));
    this.#title.textContent = room?.isDirect ? strings.directPeople : strings.people;
    this.#count.textContent = room ? String(count) : "";
    this.#more.hidden = unnamed <= 0;
    this.#more.textContent = strings.andMore(unnamed);
  }
}
