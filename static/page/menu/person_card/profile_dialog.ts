/**
 * Where somebody says what they are called, shows a picture, and tells in which time zone they are.
 *
 * @module
 */
import type { People, ProfileChange } from "../../../../client/connection/account/people.ts";
import type { PersonProfile } from "../../../../protocol.ts";
import { PROFILE_LIMITS } from "../../../../protocol/name/profile_limits.ts";
import { more } from "../../../strings/more.ts";
import { profileWords } from "../../../strings/profile.ts";
import { offer } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { baseUrl, button, element, showAvatar, style } from "../../document.ts";
import { squareOf } from "./square.ts";

/** Of a code point are at most two code units, so this many may be typed; the server counts. */
const DISPLAY_UNITS = 2 * PROFILE_LIMITS.display;

/** What is chosen as a picture: none, or one that is not uploaded yet; absent while it stays. */
type Chosen = Blob | null | undefined;

export async function openProfile(people: People, person: PersonProfile): Promise<void> {
  await style("people/profile");
  const picture = new PictureField(person);
  const display = element("input", {
    ...{ value: person.display ?? "", maxLength: DISPLAY_UNITS, dir: "auto" },
    ...{ placeholder: person.name, autocomplete: "name" },
  });
  const zone = zoneField(person.zone);
  const dialog = await openForm(profileWords.editProfile, {
    hint: profileWords.profileHint,
    fields: [
      picture.field,
      labelled(profileWords.display, display),
      labelled(profileWords.zone, zone),
    ],
    yes: more.save,
    act: async () => {
      const change: ProfileChange = {
        ...changed("display", person.display, display.value.trim()),
        ...changed("zone", person.zone, zone.value),
        ...await picture.change(),
      };
      if (Object.keys(change).length > 0) await people.change(change);
    },
  });
  dialog.id = "profile-dialog";
  offer(display);
}

/** A field that is another now; what is emptied is taken away. */
function changed(
  name: "display" | "zone",
  before: string | undefined,
  now: string,
): ProfileChange {
  return now === (before ?? "") ? {} : { [name]: now || null };
}

export function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  return element("label", { className: "labelled" }, element("span", {}, text), field);
}

/** All zones that the browser knows. That of this device comes first. */
function zoneField(known: string | undefined): HTMLSelectElement {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const select = element("select", {}, new Option(profileWords.noZone, ""));
  const others = new Set([here, ...(known ? [known] : []), ...Intl.supportedValuesOf("timeZone")]);
  for (const zone of others) {
    const words = zone.replaceAll("_", " ");
    select.append(new Option(zone === here ? profileWords.zoneHere(words) : words, zone));
  }
  select.value = known ?? "";
  return select;
}

class PictureField {
  readonly field: HTMLElement;
  readonly #person: PersonProfile;
  readonly #shown = element("span", { className: "avatar", ariaHidden: "true" });
  readonly #problem = element("p", { className: "problem", role: "alert" });
  readonly #remove = button(profileWords.removePicture, () => this.#choose(null), "quiet");
  #chosen: Chosen;

  constructor(person: PersonProfile) {
    this.#person = person;
    const input = element("input", { type: "file", accept: "image/*", hidden: true });
    input.addEventListener("change", async () => {
      const [file] = input.files ?? [];
      if (!file) return;
      this.#problem.textContent = "";
      try {
        this.#choose(await squareOf(file));
      } catch {
        this.#problem.textContent = profileWords.noPicture;
      }
      input.value = "";
    });
    const choose = button(profileWords.choosePicture, () => input.click(), "quiet");
    const buttons = element("div", {}, choose, this.#remove);
    this.field = element("div", { className: "picture-field" }, this.#shown, buttons, input);
    this.field.append(this.#problem);
    showAvatar(this.#shown, person.name);
    this.#remove.hidden = person.picture === undefined;
  }

  /** Uploads what was chosen. */
  async change(): Promise<ProfileChange> {
    if (this.#chosen === undefined) return {};
    return { picture: this.#chosen && await upload(this.#chosen) };
  }

  #choose(chosen: Blob | null) {
    this.#chosen = chosen;
    this.#remove.hidden = chosen === null;
    this.#shown.querySelector("img")?.remove();
    if (chosen === null) return;
    const image = element("img", { alt: "" });
    image.src = URL.createObjectURL(chosen);
    image.onload = () => URL.revokeObjectURL(image.src);
    this.#shown.append(image);
    // What was taken away before is that no more: another one is there.
    this.#remove.hidden = this.#person.picture === undefined && chosen === null;
  }
}

/** @returns the id of the upload */
async function upload(picture: Blob): Promise<string> {
  const url = new URL("api/files?name=picture", baseUrl());
  const response = await fetch(url, { method: "POST", body: picture });
  const { id, message } = await response.json();
  if (response.ok && typeof id === "string") return id;
  throw new Error(String(message));
}
