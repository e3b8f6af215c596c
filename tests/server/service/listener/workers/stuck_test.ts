import { assertEquals, assertMatch } from "@std/assert";
import manifest from "../../../../../deno.json" with { type: "json" };
import { Close } from "../../../../../protocol.ts";
import { ServerProcess } from "../../../../support/process/server_process.ts";
import { TempFolder } from "../../../../support/temp_folder.ts";
import { TestClient } from "../../../../support/server/test_client.ts";
import { soon } from "../../../../support/arrivals.ts";

const WORKERS = new URL("../../../../../server/service/listener/workers/", import.meta.url).href;
const HANGING = new URL("../../../../support/process/hanging_front.ts", import.meta.url).href;
/** What a client sees as the code of a connection that was cut. */
const CUT = [0, 1006];
const NAMES = Array.from({ length: 12 }, (_, i) => `guest${i + 1}`);

/** Has the workers of a server do what `hanging_front.ts` does. */
async function hanging(folder: TempFolder, how: string): Promise<{ by: string[]; file: string }> {
  const file = folder.file("hang");
  // As Deno itself reads those of `deno.json`.
  const parts = Object.entries(manifest.imports)
    .map(([name, from]) => [`${name}/`, `${from.replace("jsr:", "jsr:/")}/`]);
  const map = {
    imports: { ...manifest.imports, ...Object.fromEntries(parts) },
    scopes: {
      [`${WORKERS}worker.ts`]: {
        [`${WORKERS}serve_front.ts`]: `${HANGING}?${new URLSearchParams({ file, how })}`,
      },
    },
  };
  await Deno.writeTextFile(folder.file("imports.json"), JSON.stringify(map));
  return { by: ["run", `--import-map=${folder.file("imports.json")}`], file };
}

for (const how of ["in an endless loop", "blocked"]) {
  Deno.test(`A server ends, to be started again, when a worker hangs ${how}, and nothing is lost`, async () => {
    await using folder = await TempFolder.make();
    const { by, file } = await hanging(folder, how);
    const options = { store: folder.file("chat.db"), env: { WORKERS: "2" } };
    await using server = await ServerProcess.open({ ...options, by });
    const people = await Promise.all(NAMES.map((name) => TestClient.enter(server, name)));
    for (const one of people) one.say("lobby", `${one.name} is here`);
    await Promise.all(people.map((one) => one.entries(NAMES.length)));
    await Deno.writeTextFile(file, "");
    const codes = await soon(Promise.all(people.map(({ closed }) => closed)), "the end of all");
    // Those of the other worker are told goodbye; of those of this one, the end of the process is.
    const others = codes.filter((code) => ![Close.GoingAway, ...CUT].includes(code));
    assertEquals(others, []);
    const { code, stderr } = await server.ended();
    assertEquals(code, 1);
    assertMatch(stderr, /^\S+ worker-stuck why="it does not answer, and Deno can't end it: .+"\n$/);
    await using again = await ServerProcess.open(options);
    await using reader = await TestClient.connect(again, "reader");
    await reader.join("lobby", { after: 0 });
    assertEquals((await reader.entries(NAMES.length)).length, NAMES.length);
  });
}
