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

/** What may be stored of an introduction. */
export type StoredIntroduction = { readonly [Text in keyof Introduction]?: string | undefined };

export interface ServerInfoOptions {
  readonly rules: Rules;
  /** What the operator says by flags, which win over what is stored. */
  readonly flags?: Introduction | undefined;
  /** What administrators have written, as it is now. */
  readonly stored: () => StoredIntroduction;
}

export class ServerInfo {
  readonly flags: Introduction;
  readonly #rules: Rules;
  readonly #stored: () => StoredIntroduction;

  constructor({ rules, flags = {}, stored }: ServerInfoOptions) {
    this.flags = flags;
    this.#rules = rules;
    this.#stored = stored;
  }

  get facts(): ServerFacts {
    return factsOf(this.#rules, { ...this.#stored(), ...this.flags });
  }
}

/** What a server says that has these rules, and introduces itself so. */
export function factsOf(rules: Rules, introduction: StoredIntroduction = {}): ServerFacts {
  const { title = TITLE, welcome } = introduction;
  const { signUp, guests, passphrase } = rules;
  return {
    title,
    ...(welcome !== undefined && { welcome }),
    signUp,
    guests,
    passphrase: passphrase !== undefined,
  };
}
