/**
 * A virtual authenticator of the browser: what a finger or a PIN would be.
 *
 * @module
 */

import type { Window } from "../support/window.ts";

/** A passkey as the browser's tools have it. */
export type Credential = { credentialId: string; signCount: number; [field: string]: unknown };

export class VirtualAuthenticator {
  readonly #window: Window;
  readonly #id: string;

  private constructor(window: Window, id: string) {
    this.#window = window;
    this.#id = id;
  }

  /** Somebody has an authenticator with them, in a window. */
  static async at(window: Window): Promise<VirtualAuthenticator> {
    await window.devtools("WebAuthn.enable", { enableUI: false });
    const options = {
      ...{ protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal" },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await window.devtools("WebAuthn.addVirtualAuthenticator", {
      options,
    }) as { authenticatorId: string };
    return new VirtualAuthenticator(window, authenticatorId);
  }

  async credentials(): Promise<Credential[]> {
    const { credentials } = await this.#ask("getCredentials") as { credentials: Credential[] };
    return credentials;
  }

  /** Takes a passkey along from another device. */
  async receive(credential: Credential): Promise<void> {
    await this.#ask("addCredential", { credential });
  }

  /** Whether whoever uses it is its owner: the wrong finger is none. */
  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#ask("setUserVerified", { isUserVerified });
  }

  /** Whether somebody is there to touch it. */
  async isTouched(enabled: boolean): Promise<void> {
    await this.#ask("setAutomaticPresenceSimulation", { enabled });
  }

  async #ask(what: string, more: Record<string, unknown> = {}): Promise<unknown> {
    return await this.#window.devtools(`WebAuthn.${what}`, {
      authenticatorId: this.#id,
      ...more,
    });
  }
}
