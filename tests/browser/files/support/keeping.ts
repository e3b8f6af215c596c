/// <reference lib="dom" />
/**
 * What the browser keeps of the files that somebody has chosen.
 *
 * @module
 */

import type { Visitor } from "../../support/visitor.ts";

/** How many files the browser keeps, whoever chose them. */
async function kept({ window }: Visitor): Promise<number> {
  return await window.evaluate(() => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const opening = indexedDB.open("hubbub files /", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const counting = database.transaction("bytes").objectStore("bytes").count();
      counting.onsuccess = () => {
        resolve(counting.result);
        database.close();
      };
    };
    return promise;
  });
}

/** Waits until the browser keeps so many. */
export async function keeps(visitor: Visitor, count: number): Promise<void> {
  for (let found = -1; found !== count;) found = await kept(visitor);
}

/**
 * Loses what the browser keeps, as when it has no room left: the files; or only that they go with a
 * message, as when the page was closed before that was noted.
 */
export async function loses({ window }: Visitor, what: "files" | "messages"): Promise<void> {
  await window.evaluate((what: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const opening = indexedDB.open("hubbub files /", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction(["about", "bytes"], "readwrite");
      writing.oncomplete = () => {
        database.close();
        resolve();
      };
      const about = writing.objectStore("about");
      if (what === "files") {
        about.clear();
        writing.objectStore("bytes").clear();
      } else {
        const reading = about.getAll();
        reading.onsuccess = () => {
          for (const { message: _, ...kept } of reading.result) about.put(kept);
        };
      }
    };
    return promise;
  }, what);
}
