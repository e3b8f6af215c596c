/** Options for {@linkcode promptSecret}. */
export type PromptSecretOptions = {
  /** Printed for each character; "*" by default. */
  mask?: string;
  /** Clear the line afterwards. */
  clear?: boolean;
};

/** Asks for a secret on the terminal. Answers `null` where there is none. */
export declare function promptSecret(
  message?: string,
  options?: PromptSecretOptions,
): string | null;
