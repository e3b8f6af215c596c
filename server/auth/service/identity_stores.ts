/**
 * The stores that say who somebody is, and a listener for whatever changes in them.
 *
 * @module
 */
import type { Backing } from "../../backing.ts";

/** What decides whose a token is: an account of a name, whatever has it, takes it from a guest. */
export type IdentityStores = Pick<
  Backing,
  "sessions" | "accounts" | "passkeys" | "resets" | "bots" | "hooks"
>;

/**
 * What changes nobody's identity: it reads, or it adds or postpones. Whatever else a store does counts
 * as a change, so that a method that is added later does, too.
 */
const HARMLESS: { readonly [K in keyof IdentityStores]: readonly (keyof IdentityStores[K])[] } = {
  sessions: [
    ...["write", "renew", "postpone", "cancelCheck", "forgetName", "onLost"] as const,
    ...["find", "of", "ended", "lastNamed", "guestsDue"] as const,
  ],
  accounts: ["find", "code", "offerCode", "administrators", "list", "waiting"],
  resets: ["find", "of", "offer", "forget"],
  bots: ["find", "of", "list", "called", "changed"],
  passkeys: ["challengeKey", "find"],
  hooks: ["find", "of"],
};

/** The same stores, which call a listener after each change, also after one that may have failed. */
export function watchIdentities(stores: IdentityStores, onChange: () => void): IdentityStores {
  // Another database may be in the place of what was read.
  stores.sessions.onLost(onChange);
  return {
    sessions: watch(stores.sessions, HARMLESS.sessions, onChange),
    accounts: watch(stores.accounts, HARMLESS.accounts, onChange),
    resets: watch(stores.resets, HARMLESS.resets, onChange),
    passkeys: watch(stores.passkeys, HARMLESS.passkeys, onChange),
    bots: watch(stores.bots, HARMLESS.bots, onChange),
    hooks: watch(stores.hooks, HARMLESS.hooks, onChange),
  };
}

function watch<Store extends object>(
  store: Store,
  harmless: readonly PropertyKey[],
  onChange: () => void,
): Store {
  return new Proxy(store, {
    get(_, name) {
      const method: unknown = Reflect.get(store, name);
      if (typeof method !== "function") return method;
      if (harmless.includes(name)) return method.bind(store);
      return async (...given: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(method, store, given);
        } finally {
          onChange();
        }
      };
    },
  });
}
