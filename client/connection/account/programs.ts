/**
 * The bots of one's account, and the hooks of rooms that one moderates. All of it rejects with a
 * SignInError when it was not done.
 *
 * @module
 */

import type { Session } from "../endpoint.ts";

/** A bot, as its owner is shown it. */
export type BotSummary = {
  id: string;
  name: string;
  /** Where it is told what is said to it, if anywhere. */
  url?: string;
  /** Why the newest message that it was not told was not delivered. */
  failure?: { at: number; why: string };
};

/** A hook, as moderators of its room are shown it. */
export type HookSummary = { id: string; name: string; by: string; calls: boolean };

/** Makes, lists and deletes bots and hooks. */
export class Programs {
  #session;

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  /** Makes a bot. Its token, and the secret that signs what it is told, are shown this once. */
  makeBot(name: string, url?: string): Promise<BotSummary & { token: string; secret?: string }> {
    return this.#session.ask("POST", "bots", { name, ...(url !== undefined && { url }) });
  }

  /** One's bots, the oldest first. */
  async bots(): Promise<BotSummary[]> {
    return (await this.#session.ask<{ bots: BotSummary[] }>("GET", "bots")).bots;
  }

  /** Deletes a bot: its token is good for nothing then. */
  async deleteBot(id: string): Promise<void> {
    await this.#session.ask("DELETE", `bots/${encodeURIComponent(id)}`);
  }

  /** Makes a hook of a room. Its address is shown this once: one that other machines find, too. */
  async makeHook(room: string, name: string): Promise<HookSummary & { url: string }> {
    const { network, ...hook } = await this.#session.ask<
      HookSummary & { url: string; network?: string }
    >("POST", `${hooksOf(room)}`, { name });
    return { ...hook, url: network ?? hook.url };
  }

  /** The hooks of a room, the oldest first. */
  async hooks(room: string): Promise<HookSummary[]> {
    return (await this.#session.ask<{ hooks: HookSummary[] }>("GET", hooksOf(room))).hooks;
  }

  /** Deletes a hook: its address leads nowhere then. */
  async deleteHook(room: string, id: string): Promise<void> {
    await this.#session.ask("DELETE", `${hooksOf(room)}/${encodeURIComponent(id)}`);
  }
}

function hooksOf(room: string): string {
  return `rooms/${encodeURIComponent(room)}/hooks`;
}
