/**
 * Programs that talk as people do: bots and hooks.
 *
 * @module
 */

/** What is known of a program that talks as a person does, and is none. */
export interface Program {
  /** Whose it is: what they are muted in or banned from, it is, too. */
  readonly owner?: { readonly id: string; readonly key: string };
  /** The key of the only room that it may say something in. */
  readonly room?: string;
}
