/**
 * Programs of this machine that tests use.
 *
 * @module
 */

/**
 * Where a program is; `undefined` if there is none: then its test is ignored.
 *
 * @param howToGet a command that installs it
 * @throws In CI, if there is none.
 */
export function findProgram(name: string, howToGet: string): string | undefined {
  const path = ["/usr/bin", "/usr/sbin", "/usr/local/bin"].map((folder) => `${folder}/${name}`)
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
  if (path === undefined && Deno.env.get("CI") === "true") {
    throw new Error(`There is no ${name}: ${howToGet}`);
  }
  return path;
}
