/**
 * What tests of background work look at in a store.
 *
 * @module
 */
import { keys } from "../../../server/kv/keys.ts";
import { type Store, StoreError } from "../../../server/kv/store.ts";

/** The numbers under which the pages of a room's log are: those of their last entries. */
export async function pagesOf(store: Store, room: string): Promise<number[]> {
  const pages = await store.list({ prefix: keys.log(room) }, {});
  return pages.map(({ key }) => Number(key[2]));
}

/** Fails whatever is asked of a store after so many writes, as if the process had ended. */
export function failAfter(store: Store, writes: number): void {
  const use = store.use.bind(store);
  const write = store.write.bind(store);
  let left = writes;
  const fail = () => Promise.reject(new StoreError("Cannot use the store: the test says so"));
  store.use = (operation) => left < 0 ? fail() : use(operation);
  store.write = (operation) => --left < 0 ? fail() : write(operation);
}
