import { assertEquals } from "@std/assert";
import { STATIC_FILES } from "../../../../server/http/assets/files.ts";
import { collectModules, firstLoad } from "../../../../server/http/assets/modules.ts";
import { loadScripts } from "../../../../server/http/assets/scripts.ts";

/** What is only wanted before somebody is in, and what preloads. */
const NOT_NEXT = [
  "static/page/screen/invitations/received_invite.ts",
  "static/page/screen/passkey.ts",
  "static/page/dialog/reset_dialog.ts",
  "static/page/dialog/set_up_dialog.ts",
  "static/page/document/preload.ts",
  // Loaded once the page is welcome, where it does not speak English.
  "static/strings/refusals.ts",
  "protocol/text/in_words.ts",
  "protocol/text/sentences.ts",
  "static/page/document/install.ts",
  // Loaded only where there is a room that the server cannot read, or is to be one.
  ...["client/sealed.ts", "client/sealed/base64url.ts", "client/sealed/cipher.ts"],
  ...["client/sealed/content.ts", "client/sealed/file.ts", "client/sealed/link.ts"],
  ...["client/sealed/connection.ts", "client/sealed/opened_log.ts", "client/sealed/saying.ts"],
  "client/sealed/joined.ts",
  ...["card", "entering", "keys", "link_dialog", "own_room", "room_acts"]
    .concat("page_connection").map((name) => `static/page/visit/sealed/${name}.ts`),
  ...["static/page/visit/sealed.ts", "protocol/file_name.ts", "protocol/field/files.ts"],
  ...["static/strings/more/sealed.ts", "static/page/showing/sealed_file.ts"],
  "static/page/showing/sealed_list.ts",
  "static/page/document/secret_link.ts",
  "static/page/document/settle.ts",
  "static/page/document/settle/stay.ts",
  "static/page/document/settle/write_anywhere.ts",
  "static/page/document/settle/back.ts",
  "static/page/document/settle/keyboard.ts",
  "static/page/document/settle/network.ts",
  "static/page/document/settle/writing_keys.ts",
  "static/page/document/settle/preview.ts",
  "static/page/screen/composer/writing.ts",
  "static/page/document/settle/missing.ts",
];

Deno.test("preload loads each part of the page that is not there from the start", async () => {
  const { modules } = await loadScripts(new URL("../../../../", import.meta.url));
  const read = (path: string) => Promise.resolve(modules.get(path) ?? "");
  const all = await collectModules(["static/page.ts"], read);
  // As index.html has it.
  const entries = ["static/page.ts", "static/page/screen.ts", "static/page/visit.ts"];
  const first = entries.flatMap((path) => firstLoad(path, modules));
  const imports = modules.get("static/page/document/preload.ts")?.matchAll(
    /import\("([^"]+)"\)/g,
  );
  const preloaded = [...imports ?? []].flatMap(([, path]) =>
    firstLoad(new URL(path ?? "", "file:///static/page/document/").pathname.slice(1), modules)
  );
  const known = new Set([...first, ...preloaded, ...NOT_NEXT]);
  assertEquals(
    [...all.keys()].filter((path) => !known.has(path)),
    [],
  );
  const parts = "static/style/parts/";
  const styles = STATIC_FILES.filter((path) => path.startsWith(parts));
  const text = modules.get("static/page/document/preload.ts") ?? "";
  const named = styles.map((path) => path.slice(parts.length).replace(".css", ""));
  assertEquals(named.filter((name) => !text.includes(`"${name}"`)), []);
});
