/**
 * Who runs the tests.
 *
 * @module
 */

/** Whether it is root, who may give files to others. */
export const isRoot = await (async () => {
  const file = await Deno.makeTempFile();
  const { uid } = await Deno.stat(file);
  await Deno.remove(file);
  return uid === 0;
})();
