/**
 * The passkeys of an account: a section of its dialog.
 *
 * @module
 */

import type {
  Passkeys,
  PasskeySummary,
  WaysIn,
} from "../../../client/connection/account/passkeys.ts";
import { programName } from "../../../client/connection/program_name.ts";
import { dayInWords, timeOfDay } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { passkeys as words } from "../../strings/passkeys.ts";
import { confirm, openDialog, Outcome, prompt } from "../dialog.ts";
import { button, element, style } from "../document.ts";
import { showByDay } from "../document/show_by_day.ts";
import { copy } from "../menu/copy.ts";
import { openForm } from "./form_dialog.ts";
import { makePasskey, whyNot } from "./passkeys/authenticator.ts";
import { proofFields } from "./passkeys/proof.ts";

/** Code units of a passkey's name. */
const NAME_MAX = 64;

/**
 * Makes the section, which looks for the passkeys by itself.
 *
 * @param onChanged called with what lets its owner in, when that is known and when it has changed
 */
export async function passkeysSection(
  passkeys: Passkeys,
  name: string,
  onChanged: (ways: WaysIn) => void,
): Promise<HTMLElement> {
  await style("people/passkeys");
  const section = new PasskeysSection(passkeys, name, onChanged);
  await section.show();
  return section.element;
}

class PasskeysSection {
  readonly element = element("section", { className: "passkeys" });
  #passkeys;
  #name;
  #onChanged;
  #list = element("ul", { className: "passkey-list" });
  #outcome = new Outcome();
  #choices = element("div", { className: "person" });
  #add = button(words.add, () => this.#outcome.attempt(() => this.#openAdd()), "quiet add-passkey");
  #ways: WaysIn | undefined;

  constructor(passkeys: Passkeys, name: string, onChanged: (ways: WaysIn) => void) {
    this.#passkeys = passkeys;
    this.#name = name;
    this.#onChanged = onChanged;
    const heading = element("h3", { id: "passkeys-title" }, words.title);
    this.element.setAttribute("aria-labelledby", heading.id);
    this.element.append(heading, this.#list, this.#outcome.element, this.#choices);
  }

  async show(): Promise<void> {
    const ways = await this.#passkeys.waysIn();
    this.#ways = ways;
    this.#onChanged(ways);
    const none = element("li", {}, element("span", { className: "note" }, words.none));
    const rows = ways.passkeys.map((passkey) => this.#row(passkey, ways));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [none]));
    const problem = whyNot() ?? (ways.problem === undefined ? undefined : words.isNumber);
    this.#choices.replaceChildren(
      ...(problem === undefined ? [this.#add] : [element("p", { className: "note" }, problem)]),
      ...this.#policyButtons(ways),
      button(
        words.makeCode,
        () => this.#outcome.attempt(() => this.#openCode()),
        "quiet sign-in-code",
      ),
    );
  }

  /** What may be done about the password, where there is a passkey. */
  #policyButtons(ways: WaysIn): HTMLElement[] {
    if (ways.passkeys.length === 0 || !ways.password) return [];
    const toggle = button(
      ways.secondFactor ? words.passwordIsEnough : words.needPasskey,
      () => this.#openPolicy(ways),
      "quiet second-factor",
    );
    const drop = button(words.dropPassword, () => this.#openDrop(ways), "quiet drop-password");
    return [toggle, drop];
  }

  #row({ id, name, made, used, host }: PasskeySummary, ways: WaysIn) {
    const day = showByDay(
      element("span", {}),
      (now) =>
        used === undefined
          ? words.madeOn(dayInWords(made, now))
          : words.usedOn(dayInWords(used, now)),
    );
    const elsewhere = host === ways.host ? "" : ` · ${words.forHost(host)}`;
    const rename = button(
      words.rename,
      () =>
        prompt(words.renameQuestion, name, NAME_MAX, async (wanted) => {
          return await this.#problemOf(() => this.#passkeys.rename(id, wanted));
        }),
      "quiet",
    );
    rename.ariaLabel = words.renameNamed(name);
    const remove = button(
      words.remove,
      () => this.#outcome.attempt(() => this.#remove(id, name)),
      "quiet",
    );
    remove.ariaLabel = words.removeNamed(name);
    return element(
      "li",
      {},
      element(
        "div",
        {},
        element("b", {}, name),
        element("p", { className: "note" }, day, elsewhere),
      ),
      element("span", { className: "choices" }, rename, remove),
    );
  }

  async #openAdd(): Promise<void> {
    const ways = this.#ways ?? await this.#passkeys.waysIn();
    const label = element("input", {
      ...{ maxLength: NAME_MAX, autocomplete: "off", dir: "auto" },
      value: programName(navigator.userAgent) || words.title,
    });
    const { fields, prove } = proofFields(this.#passkeys, ways, this.#name);
    const dialog = await openForm(words.add, {
      hint: words.addHint,
      fields: [element("label", { className: "named" }, words.nameLabel, label), ...fields],
      yes: words.add,
      act: async () => {
        const asked = await this.#passkeys.challenge("add", await prove());
        await this.#passkeys.add(label.value, await makePasskey(asked));
        await this.#changed(words.added);
      },
    });
    dialog.id = "add-passkey-dialog";
    dialog.querySelector<HTMLInputElement>("[type=password]:not([hidden])")?.focus();
  }

  async #openPolicy(ways: WaysIn): Promise<void> {
    const on = !ways.secondFactor;
    const { fields, prove } = proofFields(this.#passkeys, ways, this.#name);
    const dialog = await openForm(on ? words.needPasskey : words.passwordIsEnough, {
      hint: on ? words.needPasskeyHint : words.passwordIsEnoughHint,
      fields,
      yes: on ? words.needPasskey : words.passwordIsEnough,
      act: async () => {
        await this.#passkeys.needPasskey(on, await prove());
        await this.#changed(on ? words.passkeyNeeded : words.passkeyNotNeeded);
      },
    });
    dialog.id = "second-factor-dialog";
  }

  async #openDrop(ways: WaysIn): Promise<void> {
    const { fields, prove } = proofFields(this.#passkeys, ways, this.#name);
    const dialog = await openForm(words.dropPassword, {
      hint: words.dropPasswordHint,
      fields,
      yes: words.dropPassword,
      className: "grave",
      act: async () => {
        await this.#passkeys.removePassword(await prove());
        await this.#changed(words.passwordDropped);
      },
    });
    dialog.id = "drop-password-dialog";
  }

  async #remove(id: string, name: string): Promise<void> {
    if (!await confirm(words.removeQuestion(name), words.remove)) return;
    await this.#passkeys.remove(id);
    await this.#changed("");
    // The button that had the focus is gone.
    this.element.querySelector<HTMLElement>(".person button")?.focus();
  }

  async #openCode(): Promise<void> {
    const { code, expires } = await this.#passkeys.signInCode();
    const shown = element("input", { value: code, readOnly: true, className: "code" });
    shown.ariaLabel = words.code;
    const dialog = await openDialog(
      words.makeCode,
      element("p", { className: "note" }, words.codeHint(timeOfDay(expires))),
      element("div", { className: "make" }, shown, button(more.copySecret, () => copy(code))),
    );
    dialog.id = "sign-in-code-dialog";
    shown.select();
  }

  async #changed(notice: string): Promise<void> {
    await this.show();
    this.#outcome.tell(notice);
  }

  /** Does something that changes the list, and gives what is wrong with it, if something is. */
  async #problemOf(act: () => Promise<void>): Promise<string | undefined> {
    try {
      await act();
      await this.#changed("");
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
