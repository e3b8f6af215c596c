/**
 * A guest at a terminal who wants another name.
 *
 * @module
 */

import { type Connection, CutError } from "../../connection.ts";
import { renameGuest } from "../../connection/account/guest_name.ts";
import { Session, SignInError } from "../../connection/endpoint.ts";
import { plainLine } from "../../plain_text.ts";
import { say, told } from "../../program/languages.ts";

/** Where that is asked and told. */
export interface NickUi {
  quiet(...lines: string[]): void;
  wrong(message: string): void;
  /** Whether something that was said is not stored yet. */
  readonly isWaiting: boolean;
}

/** Renames a guest, once they have read what that means. */
export class NickCommand {
  readonly #url: string;
  readonly #connection: Connection;
  readonly #ui: NickUi;
  readonly #confirm: (question: string) => Promise<boolean>;

  constructor(
    url: string,
    connection: Connection,
    ui: NickUi,
    confirm: (question: string) => Promise<boolean>,
  ) {
    this.#confirm = confirm;
    this.#url = url;
    this.#connection = connection;
    this.#ui = ui;
  }

  /** The server ends the connection, which comes back under the other name. */
  async rename(name: string): Promise<void> {
    try {
      const told = await this.#rename(name);
      if (told !== undefined) this.#ui.quiet(told);
    } catch (error) {
      if (!(error instanceof SignInError || error instanceof CutError)) throw error;
      this.#ui.wrong(told(error.message));
    }
  }

  async #rename(name: string): Promise<string | undefined> {
    const { token, you } = this.#connection;
    if (token === undefined || you === undefined) throw new CutError(say`Not connected`);
    const session = new Session(this.#url, { token });
    if ((await session.whoAmI())?.guest === false) {
      return say`An account keeps its name. /display NAME shows you by another to people at the page`;
    }
    this.#ui.quiet(
      say`Rooms, direct messages and settings stay yours, and others see the new name from now on.`,
      say`What you said so far stays under ${you}, and nobody else can take that name while you are known here.`,
    );
    const isWanted = await this.#confirm(say`Change your name to ${plainLine(name)}?`);
    if (!isWanted) return say`Your name stays as it is`;
    if (this.#ui.isWaiting) {
      return say`Something that you wrote is still on its way: wait until it is sent`;
    }
    await renameGuest(session, name);
  }
}
