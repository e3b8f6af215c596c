/**
 * Where somebody chooses what notifies them while no page is open, on which devices, and when not.
 *
 * @module
 */
import type { NotifiedDevice, PushState } from "../../../client/connection/account/push.ts";
import { PushDevices } from "../../../client/connection/account/push.ts";
import type { Session } from "../../../client/connection/endpoint.ts";
import { programName } from "../../../client/connection/program_name.ts";
import { dayInWords } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { notify } from "../../strings/calling/notify.ts";
import { obstacle, subscribe, unsubscribe } from "../call/subscription.ts";
import { openDialog, Outcome } from "../dialog.ts";
import { button, element, style } from "../document.ts";
import { showByDay } from "../document/show_by_day.ts";
import { quietFields } from "./notifications/quiet_fields.ts";

/** @param session of whoever chooses */
export async function openNotifications(session: Session): Promise<void> {
  await style("account");
  await style("account/notifications");
  await new NotificationsDialog(new PushDevices(session)).open();
}

class NotificationsDialog {
  #devices: PushDevices;
  #here = element("div", { className: "here" });
  #list = element("ul", { className: "sessions" });
  #choices = element("form", { method: "dialog", className: "settings" });
  #outcome = new Outcome();

  constructor(devices: PushDevices) {
    this.#devices = devices;
  }

  async open() {
    const dialog = await openDialog(
      notify.title,
      element("p", { className: "note" }, notify.hint),
      this.#here,
      this.#outcome.element,
      this.#choices,
      element("h3", {}, notify.devices),
      this.#list,
    );
    dialog.id = "notifications-dialog";
    await this.#outcome.attempt(() => this.#show());
  }

  async #show() {
    const state = await this.#devices.state();
    this.#showHere(state);
    this.#choices.replaceChildren(this.#textsField(state), ...this.#quietFields(state));
    const none = element("li", { className: "note" }, notify.noDevices);
    const rows = state.devices.map((device) => this.#row(device));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [none]));
  }

  /** What can be done with this device, or why nothing can. */
  #showHere({ key, devices }: PushState) {
    const why = obstacle();
    const isOn = devices.some(({ current }) => current);
    if (why !== undefined && !isOn) {
      return this.#here.replaceChildren(element("p", { className: "obstacle" }, why));
    }
    const turnOn = () =>
      this.#outcome.attempt(async () => {
        const problem = await subscribe(this.#devices, key);
        await this.#show();
        if (problem !== undefined) throw new Error(problem);
        this.#outcome.tell(notify.isOn);
      });
    const turnOff = () =>
      this.#outcome.attempt(async () => {
        await unsubscribe(this.#devices);
        await this.#show();
        this.#outcome.tell(notify.isOff);
      });
    const test = () =>
      this.#outcome.attempt(async () => {
        await this.#devices.test();
        this.#outcome.tell(notify.tested);
      });
    const buttons = isOn
      ? [button(notify.test, test, "quiet test"), button(notify.turnOff, turnOff, "quiet off")]
      : [button(notify.turnOn, turnOn, "on")];
    this.#here.replaceChildren(...buttons);
  }

  #textsField({ texts }: PushState) {
    const select = element("select", { name: "texts" });
    select.append(new Option(notify.showTexts, "show"), new Option(notify.hideTexts, "hide"));
    select.value = texts ? "show" : "hide";
    select.addEventListener(
      "change",
      () => this.#outcome.attempt(() => this.#devices.change({ texts: select.value === "show" })),
    );
    return element("label", {}, element("span", {}, notify.texts), select);
  }

  #quietFields({ quiet }: PushState) {
    return quietFields(quiet, (chosen) => {
      this.#outcome.attempt(() => this.#devices.change({ quiet: chosen }));
    });
  }

  #row({ id, program, made, failure, current }: NotifiedDevice) {
    const name = programName(program) || more.unknownProgram;
    const since = showByDay(element("span", {}), (now) => notify.since(dayInWords(made, now)));
    const remove = button(notify.remove, () =>
      this.#outcome.attempt(async () => {
        if (current) await unsubscribe(this.#devices);
        else await this.#devices.remove(id);
        await this.#show();
      }), "quiet");
    remove.ariaLabel = notify.removeNamed(name);
    const problem = failure && element("p", { className: "problem" }, notify.failure(failure.why));
    const about = element("p", { className: "note" }, since);
    if (current) about.append(` · ${notify.thisDevice}`);
    const told = element("div", {}, element("b", {}, name), about);
    if (problem) told.append(problem);
    return element("li", {}, told, remove);
  }
}
