/// <reference lib="dom" />
/**
 * The page: someone says who they are, and talks for as long as they want.
 *
 * @module
 */
import { Session, SignInError } from "../client/connection/endpoint.ts";
import { speech } from "../client/connection/link.ts";
import { isName } from "../protocol/name.ts";
import { baseUrl, Drawer, insist, isSecretLink, part, stamp, tellStuck } from "./page/document.ts";
import { forgetVisit, lastName, recall, recallVisit } from "./page/browser_storage.ts";
import { SEALED, Settings, UNSENT } from "./page/browser_storage.ts";
import type { Answers, Mode } from "./page/document/answers.ts";
import type { Screen } from "./page/screen.ts";
import type { Visit } from "./page/visit.ts";
import { speak, strings, translate } from "./strings.ts";

/** How often we look which rooms there are. */
const ROOMS_EVERY_MS = 15_000;
/** When the page is idle, and has time for what can wait. */
const INSTALL_AFTER_MS = 3_000;

/** What is needed once somebody is in. As index.html says, it comes behind what asks who they are. */
const loadParts = () => Promise.all([import("./page/screen.ts"), import("./page/visit.ts")]);
/** Where this browser has keys to private rooms, by what seals and opens there. */
const connect = async () =>
  recall(SEALED) ? await (await import("./page/visit/sealed.ts")).connect() : undefined;
type Parts = Awaited<ReturnType<typeof loadParts>>;

class Page {
  readonly settings: Settings;
  readonly screen: Screen;
  #Visit;
  #visit: Visit | undefined;
  #isInstalled = false;
  #entrance;
  #drawer = new Drawer();

  constructor(settings: Settings, entrance: Entrance, [{ Screen }, { Visit }]: Parts) {
    this.settings = settings;
    this.screen = new Screen();
    this.#Visit = Visit;
    this.#entrance = entrance;
    addEventListener("hashchange", () => this.#goToAddress());
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#click(target);
    });
    addEventListener("keydown", (event) => this.#press(event));
    addEventListener("storage", async (event) => {
      if (event.key?.startsWith(UNSENT)) (await this.#visit?.pending())?.dropped(event);
    });
    addEventListener("pagehide", () => this.#visit?.reportRead());
    addEventListener("online", () => this.#visit?.connection.retryNow());
    navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
      if (typeof data?.goTo !== "string") return;
      ports[0]?.postMessage("gone there");
      // What the address names already is gone to again: it may be out of sight.
      if (location.hash === data.goTo) this.#goToAddress();
      else location.hash = data.goTo;
    });
    setInterval(() => document.hidden || this.#visit?.lookForRooms(), ROOMS_EVERY_MS);
  }

  /** One visit after the other, for as long as the page is open. */
  async run() {
    for (;;) {
      const visit = new this.#Visit(this, await insist(connect));
      this.#show(visit);
      const problem = await visit.run(recallVisit()?.rooms ?? []);
      this.#show(undefined);
      await this.#entrance.pass(problem);
    }
  }

  #show(visit: Visit | undefined) {
    this.#visit = visit;
    this.screen.show(visit);
  }

  decided(): void {
    this.#entrance.close();
  }

  /** Once they are in a room and the page is idle, it does what can wait. */
  entered(): void {
    if (this.#isInstalled) return;
    this.#isInstalled = true;
    setTimeout(async () => {
      const { settle } = await insist(() => import("./page/document/settle.ts"));
      this.screen.onDrawn = settle(() => this.#visit);
    }, INSTALL_AFTER_MS);
    this.screen.meetPeople();
  }

  goAway(): void {
    this.#entrance.leave();
    this.#visit?.close();
  }

  #click(target: Element) {
    const link = target.closest("a[href^='#']");
    // What the address names already is gone to again: it may be out of sight.
    if (link?.getAttribute("href") === location.hash) this.#goToAddress();
    const button = target.closest("[data-opens]");
    if (button) this.#visit?.attempt((extras) => extras.open(button));
  }

  #press(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = `${event.shiftKey ? "shift " : ""}${event.key.toLowerCase()}`;
    if (!["k", "g", "shift f"].includes(key)) return;
    event.preventDefault();
    this.#visit?.attempt((all) => key === "shift f" ? all.finding.search("") : all.findRoom());
  }

  #goToAddress() {
    if (isSecretLink(location.hash)) return;
    this.#drawer.close();
    this.#visit?.goToAddress();
  }
}

/** Signs somebody in: by the session that they have, or by asking who they are. */
class Entrance {
  #session = new Session(baseUrl());
  #names: NameDialog | undefined;
  /** Resolves when whoever has left is signed out. */
  #signedOut: Promise<void> | undefined;

  /** Resolves when the server knows who is here. `problem` is why they were refused the last time. */
  async pass(problem: string): Promise<void> {
    // The name that the browser keeps was refused, or is signed out.
    const isAnew = problem !== "" || this.#signedOut !== undefined;
    if (isAnew || !await this.#isKnown()) await this.#askWho(problem);
    this.#signedOut = undefined;
  }

  /** They are connected: nobody is asked any more. */
  close(): void {
    this.#names?.close();
  }

  /** Ends the session. The next person is asked for a name again. */
  leave(): void {
    forgetVisit();
    // Without the server it is not ended; who signs in next gets another all the same.
    this.#signedOut = this.#session.signOut().catch(() => {});
  }

  /** Whether they have a session, or will find out when the server can be reached. */
  async #isKnown() {
    // Nobody has been here with this browser.
    if (lastName() === "") return false;
    try {
      return await this.#session.whoAmI() !== undefined;
    } catch (error) {
      return error instanceof SignInError && error.reason === "unreachable" &&
        recallVisit() !== undefined;
    }
  }

  async #askWho(problem: string) {
    if (this.#names === undefined) document.body.append(stamp("who"));
    const names = this.#names ??= new NameDialog();
    for (let reason = "", name = lastName();;) {
      const answers = await names.ask(name, problem, reason);
      name = answers.name;
      await this.#signedOut;
      try {
        return await this.#signIn(answers);
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        ({ reason, message: problem } = error);
      }
    }
  }

  async #signIn({ isNew, invite, password, ...who }: Answers) {
    if (!isNew) return void await this.#session.signIn({ ...who, password });
    const { Account } = await import("../client/connection/account.ts");
    await new Account(this.#session).claim({ ...who, password: password ?? "", invite });
  }
}

/** Asks somebody who they are. What the dialog shows follows its mode, and what the server asks for. */
class NameDialog {
  #dialog = part(document, "#name-dialog", HTMLDialogElement);
  #form = part(this.#dialog, "form", HTMLFormElement);
  #name = part(this.#form, "input", HTMLInputElement);
  #password = part(this.#form, "#name-password", HTMLInputElement);
  #passphrase = part(this.#form, "#passphrase", HTMLInputElement);
  #invite = part(this.#form, "#invite", HTMLInputElement);
  #problem = part(this.#form, ".problem", HTMLElement);
  /** What the server asks for, as it wrote into the page: of a later answer, as that says. */
  #asks = document.documentElement.dataset;
  #mode: Mode = "name";

  constructor() {
    this.#become();
    // There is nothing behind this dialog to go back to.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    for (const mode of ["name", "sign-in", "sign-up"] as const) {
      part(this.#form, `[data-to="${mode}"]`, HTMLButtonElement).onclick = () => {
        this.#become(mode);
        this.#problem.textContent = "";
        (mode === "name" || this.#name.value === "" ? this.#name : this.#password).select();
      };
    }
  }

  /**
   * Resolves with the name that someone wants to be called by, and what it needs besides. Stays open
   * until it is closed, because the server may still refuse them.
   *
   * @param problem what was wrong with the last one
   * @param reason the same for programs
   */
  ask(suggestion: string, problem: string, reason: string): Promise<Answers> {
    this.#name.value = suggestion;
    this.#problem.textContent = problem;
    this.#dialog.dispatchEvent(new CustomEvent("refused", { detail: reason }));
    const wanted = this.#wantedFor(reason);
    if (!this.#dialog.open) this.#dialog.showModal();
    for (const field of this.#form.querySelectorAll("input")) {
      field.ariaInvalid = String(problem !== "" && field === wanted);
    }
    wanted.select();
    return new Promise((resolve) => {
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const name = this.#name.value.trim();
        const password = this.#mode === "name" ? undefined : this.#password.value;
        const missing = password === "" ? strings.passwordNeeded : "";
        this.#problem.textContent = isName(name) ? missing : strings.nameRule;
        if (this.#problem.textContent !== "") return;
        const passphrase = this.#passphrase.value || undefined;
        const invite = this.#invite.value.trim() || undefined;
        resolve({ name, password, passphrase, invite, isNew: this.#mode === "sign-up" });
      };
    });
  }

  close(): void {
    this.#dialog.close();
    this.#password.value = "";
    // What they sign in to may be gone when they are asked again.
    this.#become();
  }

  #become(mode: Mode = this.#asks.guests === "on" ? "name" : "sign-in") {
    this.#form.dataset.mode = this.#mode = mode;
    this.#password.autocomplete = mode === "sign-up" ? "new-password" : "current-password";
    if (mode === "sign-in") import("./page/screen/passkey.ts").then((it) => it.offer(this.#dialog));
  }

  /** What is asked for after a refusal. */
  #wantedFor(reason: string) {
    switch (reason) {
      case "bad-password":
        this.#become("sign-in");
        return this.#password;
      case "forbidden":
        this.#asks[this.#mode === "sign-up" ? "signUp" : "guests"] = "closed";
        this.#become();
        return this.#name;
      case "bad-passphrase":
        this.#asks.passphrase = "on";
        return this.#passphrase;
      case "not-invited":
        this.#asks.signUp = "invite";
        return this.#invite;
      default:
        return this.#password.validity.tooShort ? this.#password : this.#name;
    }
  }
}

/** Asks who is here, unless it is known, while the parts come. */
async function begin(settings: Settings) {
  const loading = insist(loadParts, tellStuck);
  const entrance = new Entrance();
  // The link was put into a tab that was open: the page begins anew, with it.
  addEventListener("hashchange", () => isSecretLink(location.hash) && location.reload());
  if (isSecretLink(location.hash)) {
    await (await import("./page/document/secret_link.ts")).followSecretLink();
  }
  // Whoever was here before may still have a session: then nobody has to be asked.
  if (recallVisit() === undefined) await entrance.pass("");
  new Page(settings, entrance, await loading).run();
}

const settings = new Settings();
await speak(settings.choices.language);
if (document.documentElement.lang !== "en") {
  speech.ready = () => import("./strings/refusals.ts").catch(console.error);
}
strings.appName = part(document, "[name=application-name]", HTMLMetaElement).content;
translate(document);
if ("WebSocket" in globalThis) begin(settings);
else part(document, "#unable", HTMLElement).hidden = false;
