/// <reference lib="dom" />
/**
 * The page for administrators: sections at the side, one of them beside.
 *
 * @module
 */
import { Session } from "../client/connection/endpoint.ts";
import { speech } from "../client/connection/link.ts";
import { Reporter } from "./admin/reporter.ts";
import type { Section } from "./admin/section.ts";
import { Settings } from "./page/browser_storage.ts";
import { baseUrl, element, part } from "./page/document.ts";
import { speak } from "./strings.ts";
import { admin as words, speakAdmin } from "./strings/admin.ts";

class AdminPage {
  #session = new Session(baseUrl());
  #reporter = new Reporter();
  #content = part(document, "#content", HTMLElement);
  #heading = part(document, "#heading", HTMLElement);
  #sections: readonly Section[] = [];

  async run() {
    part(document, "#title", HTMLElement).textContent = words.title;
    part(document, "#back", HTMLElement).textContent = words.back;
    document.title = `${words.title} – ${document.title}`;
    const isAllowed = await this.#reporter.attempt(async () => {
      const me = await this.#session.whoAmI();
      if (!me?.admin) throw new Error(words.notAdmin);
    });
    if (!isAllowed) return;
    this.#sections = (await import("./admin/sections.ts")).SECTIONS;
    this.#list();
    addEventListener("hashchange", () => this.#show(true));
    document.addEventListener("decided", () => this.#countWaiting());
    await this.#show(false);
    await this.#countWaiting();
  }

  #list() {
    const nav = part(document, "#sections", HTMLElement);
    nav.ariaLabel = words.sections;
    part(nav, "ul", HTMLElement).replaceChildren(...this.#sections.map(({ id, title }) => {
      const link = element("a", { href: `#${id}` }, element("span", {}, title));
      link.dataset.section = id;
      return element("li", {}, link);
    }));
  }

  /** @param isAsked whether somebody went there: then that is where they read on */
  async #show(isAsked: boolean) {
    const id = location.hash.slice(1);
    const section = this.#sections.find((one) => one.id === id) ?? this.#sections[0];
    if (!section) return;
    for (const link of document.querySelectorAll<HTMLElement>("#sections a")) {
      const isIt = link.dataset.section === section.id;
      if (isIt) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      if (isIt) link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.#heading.textContent = section.title;
    this.#reporter.clear();
    // What was asked for another section shows itself there, where nobody sees it.
    const content = element("div", { id: "content" });
    this.#content.replaceWith(content);
    this.#content = content;
    if (isAsked) this.#heading.focus();
    await section.show({ session: this.#session, reporter: this.#reporter, content });
  }

  /** Shows how many sign-ups wait, if some do. */
  async #countWaiting() {
    const link = part(document, '#sections [data-section="people"]', HTMLElement);
    const { people, next } = await this.#session.ask<{ people: unknown[]; next?: string }>(
      "GET",
      "admin/people?kind=waiting&limit=99",
    );
    link.querySelector(".count")?.remove();
    if (people.length === 0) return;
    const count = element(
      "span",
      { className: "count", title: words.waitingCount(people.length) },
      next === undefined ? String(people.length) : `${people.length}+`,
    );
    count.role = "img";
    count.ariaLabel = words.waitingCount(people.length);
    link.append(count);
  }
}

await speak(new Settings().choices.language);
if (document.documentElement.lang !== "en") {
  // What is not there yet is said as the server says it.
  speech.ready = () => import("./strings/refusals.ts").catch(console.error);
}
await speakAdmin();
await new AdminPage().run();
