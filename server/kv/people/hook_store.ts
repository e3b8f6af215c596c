/**
 * Incoming hooks in Deno KV.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import { type Hook, HOOKS_MAX, type HookStore } from "../../auth/bots/hook.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

export class KvHookStore implements HookStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async of(room: string): Promise<Hook[]> {
    const options = { limit: HOOKS_MAX, batchSize: HOOKS_MAX };
    const found = await this.#store.list<Hook>({ prefix: keys.hooks(room) }, options);
    return found.map(({ value }) => value).sort((a, b) => a.made - b.made);
  }

  async find(secretHash: string): Promise<Hook | undefined> {
    const key = keys.hookSecret(secretHash);
    const { value } = await this.#store.use((kv) => kv.get<Stored["hookSecret"]>(key));
    if (!value) return undefined;
    const hook = await this.#store.use((kv) => kv.get<Hook>(keys.hook(value.room, value.id)));
    return hook.value?.secret === secretHash ? hook.value : undefined;
  }

  async add(claim: string, asked: Hook): Promise<Hook | undefined> {
    const { name, made, room, id, secret } = asked;
    while (true) {
      const known = await this.#account(claim);
      const account = known.value ??
        { id: asked.person, name, password: "", made, founder: false, program: "hook", hooks: 0 };
      const isSame = account.program === "hook" && nameKey(account.name) === nameKey(name);
      if (!isSame) return undefined;
      const hook = { ...asked, person: account.id, name: account.name };
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known)
          .set(known.key, { ...account, hooks: (account.hooks ?? 0) + 1 })
          .set(keys.hook(room, id), hook)
          .set(keys.hookSecret(secret), { room, id })
          .commit()
      );
      if (ok) return hook;
    }
  }

  async delete(claim: string, { room, id, secret, person }: Hook): Promise<void> {
    while (true) {
      const known = await this.#account(claim);
      const hook = await this.#store.use((kv) => kv.get<Hook>(keys.hook(room, id)));
      if (!hook.value) return;
      const { value: account } = known;
      const left = (account?.hooks ?? 0) - 1;
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known, hook)
          .delete(hook.key)
          .delete(keys.hookSecret(secret));
        if (account?.id !== person) return atomic.commit();
        if (left > 0) atomic.set(known.key, { ...account, hooks: left });
        else atomic.delete(known.key);
        return atomic.commit();
      });
      if (ok) return;
    }
  }

  #account(claim: string): Promise<Deno.KvEntryMaybe<Stored["account"]>> {
    return this.#store.use((kv) => kv.get<Stored["account"]>(keys.account(claim)));
  }
}
