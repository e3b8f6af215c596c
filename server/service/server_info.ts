/**
 * What the server says about itself to whoever has not come in yet.
 *
 * @module
 */
import type { Rules } from "../auth/accounts.ts";
import type { Introduction } from "../settings/introduction.ts";

/** What a server is called that nobody has given a title. */
export const TITLE = "Hubbub";

/** Nothing of it is secret: it is what a stranger needs to come in. */
export interface ServerFacts {
  readonly title: string;
  /** Plain text, maybe of several lines. */
  readonly welcome?: string;
  readonly signUp: Rules["signUp"];
  /** Whether a name alone is enough. */
  readonly guests: boolean;
  /** Whether everybody needs a passphrase. */
  readonly passphrase: boolean;
}

/** Of a server that nobody has named, and to which anybody may come. */
export const FACTS: ServerFacts = { title: TITLE, signUp: "open", guests: true, passphrase: false };

export interface ServerInfoOptions {
  readonly rules: Rules;
  /** What the operator says by flags. */
  readonly introduction?: Introduction | undefined;
}

export class ServerInfo {
  readonly #rules: Rules;
  readonly #introduction: Introduction;

  constructor({ rules, introduction = {} }: ServerInfoOptions) {
    this.#rules = rules;
    this.#introduction = introduction;
  }

  get facts(): ServerFacts {
    const { title = TITLE, welcome } = this.#introduction;
    const { signUp, guests, passphrase } = this.#rules;
    return {
      title,
      ...(welcome !== undefined && { welcome }),
      signUp,
      guests,
      passphrase: passphrase !== undefined,
    };
  }
}
