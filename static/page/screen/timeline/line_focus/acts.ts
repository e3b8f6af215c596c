/**
 * The buttons beside the message that somebody turns to: what they react with most, reply, edit. The
 * button of its menu is there already.
 *
 * @module
 */

import type { Said } from "../../../../../protocol.ts";
import { more } from "../../../../strings/more.ts";
import { element, style } from "../../../document.ts";
import { usualReaction } from "../../../menu/reacting.ts";
import { icon } from "../../../showing/icons.ts";

export interface ActsOptions {
  /** Whether something can be said here. */
  mayWrite: () => boolean;
  onReact: (said: Said, emoji: string) => void;
  onReply: (said: Said) => void;
  onEdit: (said: Said) => void;
}

/** There is one set of them, which goes from message to message. */
export class Acts {
  #options;
  #saidAt;
  #line: HTMLElement | undefined;
  #react = this.#button("react", (said) => this.#options.onReact(said, this.#emoji));
  #reply = this.#button("reply", (said) => this.#options.onReply(said));
  #edit = this.#button("edit", (said) => this.#options.onEdit(said));
  #emoji = "";

  /** @param saidAt which message an element is of, as it is now */
  constructor(saidAt: (line: Element) => Said | undefined, options: ActsOptions) {
    this.#saidAt = saidAt;
    this.#options = options;
    style("conversation/acts");
    for (const [button, name] of [[this.#reply, "reply"], [this.#edit, "edit"]] as const) {
      button.append(icon(name));
      button.ariaLabel = button.title = more[name];
    }
  }

  /** Puts them beside a message. */
  show(line: HTMLElement): void {
    if (line === this.#line && this.#react.isConnected) return;
    const acts = line.querySelector(".line-acts");
    if (acts === null || this.#saidAt(line) === undefined) return;
    this.#line = line;
    this.#emoji = usualReaction();
    this.#react.textContent = this.#emoji;
    this.#react.ariaLabel = this.#react.title = more.reactWith(this.#emoji);
    const mayWrite = this.#options.mayWrite();
    this.#reply.hidden = !mayWrite;
    this.#edit.hidden = !mayWrite || !line.classList.contains("yours");
    acts.prepend(this.#react, this.#reply, this.#edit);
  }

  /** All that can be done with a message by keys, in their order. */
  static buttonsOf(line: Element): HTMLElement[] {
    return [".line-acts button", "button.reaction"]
      .flatMap((wanted) => [...line.querySelectorAll<HTMLElement>(wanted)])
      .filter((button) => button.checkVisibility());
  }

  #button(name: string, act: (said: Said) => void) {
    return element("button", {
      type: "button",
      className: `quiet round ${name}`,
      tabIndex: -1,
      onclick: () => {
        const said = this.#line && this.#saidAt(this.#line);
        if (said) act(said);
      },
    });
  }
}
