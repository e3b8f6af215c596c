/**
 * How people are shown who are on the screen: asked for when somebody is shown of whom nothing is known
 * yet, many at once, and kept until the server tells of a change.
 *
 * @module
 */
import type { ConnectionEvent } from "../../../client/connection.ts";
import { People as Asked } from "../../../client/connection/account/people.ts";
import { Session } from "../../../client/connection/endpoint.ts";
import type { Profile } from "../../../protocol.ts";
import { isName, nameKey } from "../../../protocol/name.ts";
import type { Face } from "../browser_storage/face.ts";
import { FACES, faces, keep, strangers } from "../browser_storage.ts";
import { baseUrl, showAvatar, showName } from "../document.ts";

/** People whom the page knows. Beyond it those are forgotten who were asked for first. */
const FACES_MAX = 1_000;
/** Those of them that the browser keeps, so that a page that is loaded again shows them at once. */
const KEPT_MAX = 200;
/** Names in one question. */
const ASKED_MAX = 100;
/** How long it waits after a question that failed, in milliseconds. */
const REST_MS = 10_000;

export class People {
  readonly #people = new Asked(new Session(baseUrl()));
  readonly #draw: () => void;
  #isAsking = false;
  #restsUntil = 0;
  /** Counts how often all that is known became old. */
  #edition = 0;

  /** @param draw shows what has changed beside names and pictures, such as titles of rooms */
  constructor(draw: () => void) {
    this.#draw = draw;
    this.renew();
  }

  /** Something has been drawn: asks for those of whom nothing is known. */
  async look(): Promise<void> {
    if (strangers.size === 0 || this.#isAsking || Date.now() < this.#restsUntil) return;
    this.#isAsking = true;
    const names = [...strangers].slice(0, ASKED_MAX);
    for (const name of names) strangers.delete(name);
    const edition = this.#edition;
    try {
      const found = await this.#people.many(names);
      if (edition === this.#edition) this.#take(names, found);
    } catch {
      // There is no connection, or it was too much. Who is still shown is asked for again.
      this.#restsUntil = Date.now() + REST_MS;
      for (const name of names) strangers.add(name);
    } finally {
      this.#isAsking = false;
    }
    await this.look();
  }

  /** Asks anew for some people, of whom nobody tells when they come and go. */
  askAgain(names: readonly string[]): void {
    for (const name of names.slice(0, ASKED_MAX)) if (isName(name)) strangers.add(name);
    this.look();
  }

  /** Takes news of somebody. Nobody knows what was missed before a welcome. */
  hear(event: ConnectionEvent): void {
    if (event.type === "welcome") this.renew();
    if (event.type === "profile") {
      // It does not say whether they are here.
      const { here } = faces.get(nameKey(event.name)) ?? {};
      this.#take([event.name], [{ ...event, ...(here !== undefined && { here }) }]);
    }
    // They may still be here, in a room that we do not see.
    if (event.type === "offline" && faces.has(nameKey(event.name))) strangers.add(event.name);
    // Whoever comes by a name that a guest had may have an account.
    if (event.type !== "online" || !faces.get(nameKey(event.name))?.guest) return;
    strangers.add(event.name);
    this.look();
  }

  /** Asks anew for all who are on the screen, and forgets the others. */
  renew(): void {
    this.#edition++;
    const shown = new Map(shownElements().map(([name]) => [nameKey(name), name]));
    for (const key of faces.keys()) if (!shown.has(key)) faces.delete(key);
    for (const name of shown.values()) if (isName(name)) strangers.add(name);
    this.look();
  }

  #take(
    names: readonly string[],
    found: readonly (Profile & { name: string; guest?: boolean; here?: boolean })[],
  ): void {
    const told = new Map(found.map((person) => [nameKey(person.name), faceIn(person)]));
    const changed = new Set<string>();
    for (const name of names) {
      const key = nameKey(name);
      const face = told.get(key) ?? { here: false };
      if (JSON.stringify(faces.get(key)) !== JSON.stringify(face)) changed.add(key);
      // The newest are at the end.
      faces.delete(key);
      faces.set(key, face);
      strangers.delete(name);
    }
    for (const key of faces.keys()) if (faces.size > FACES_MAX) faces.delete(key);
    if (changed.size === 0) return;
    keep(FACES, [...faces].slice(-KEPT_MAX));
    for (const [name, element] of shownElements()) {
      if (!changed.has(nameKey(name))) continue;
      if (element.matches(".avatar")) showAvatar(element, name);
      else showName(element, name);
    }
    this.#draw();
  }
}

function faceIn(
  { display, picture, status, guest, here = false }: Profile & { guest?: boolean; here?: boolean },
): Face {
  return {
    // A guest is known only while they are here.
    here: here || guest === true,
    ...(display !== undefined && { display }),
    ...(picture !== undefined && { picture }),
    ...(status !== undefined && { status }),
    ...(guest && { guest }),
  };
}

/** Where somebody is shown, and by which name. */
function shownElements(): [name: string, element: HTMLElement][] {
  return Array.from(
    document.querySelectorAll<HTMLElement>("[data-person]"),
    (element) => [element.dataset.person ?? "", element],
  );
}
