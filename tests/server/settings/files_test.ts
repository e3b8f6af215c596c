import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, SettingError, type Settings } from "../../../server/settings.ts";

const MIB = 1024 * 1024;

function read(args: string, variables: Record<string, string> = {}): Settings {
  const env: Record<string, string> = { HOME: "/home/ada", ...variables };
  const settings = readSettings(args.split(" ").filter(Boolean), (name) => env[name]);
  assert(typeof settings === "object");
  return settings;
}

Deno.test("readSettings reads how large files may be, and where they are kept", () => {
  const variables = { FILES: "/f", MAX_FILE: "1k", MAX_STORAGE: "2 GiB", GUEST_FILES: "off" };
  const { files, folder } = read("", { ...variables, MAX_STORAGE_PER_PERSON: "3MB" });
  const storage = { total: 2048 * MIB, perPerson: 3 * MIB };
  assertEquals([files, folder], [{ file: 1024, storage, guests: false }, "/f"]);
  const flags = "--files /g --max-file 5 --max-storage 6 --max-storage-per-person 7T";
  const flagged = read(`${flags} --guest-files on`, variables);
  assertEquals([flagged.files, flagged.folder], [
    { file: 5, storage: { total: 6, perPerson: 7 * 1024 ** 2 * MIB }, guests: true },
    "/g",
  ]);
  assertEquals(read("--ephemeral").files.storage, { total: 256 * MIB, perPerson: 64 * MIB });
  for (const size of ["0", "1.5M", "many", "1X", "M", "9".repeat(12) + "T"]) {
    const error = assertThrows(() => read(`--max-file ${size}`), SettingError);
    assertEquals(
      error.message,
      `Cannot read largest file: must be a size such as 25M, received "${size}"`,
    );
  }
});
