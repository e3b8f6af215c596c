import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import manifest from "../../deno.json" with { type: "json" };
import { STATIC_FILES } from "../../server/http/assets/files.ts";
import { soon } from "../support/arrivals.ts";
import { Printed } from "../support/process/printed.ts";
import { publication, Registry } from "../support/process/registry.ts";
import { sourceFiles } from "../support/source_tree.ts";
import { TempFolder } from "../support/temp_folder.ts";

Deno.test("What a server serves from a registry is what is in static/", async () => {
  const files = await sourceFiles("");
  const served = files.map(({ path }) => path).filter((path) =>
    path.startsWith("static/") && !/\.ts$/.test(path) || path === "static/service_worker.ts" ||
    path.startsWith("static/languages/")
  );
  assertEquals([...STATIC_FILES].sort(), served.sort());
});

Deno.test("The package can be published: with the page, without tests, and no slow types", async () => {
  const { code, paths, told } = await publication();
  assertEquals(code, 0, told);
  assertStringIncludes(told, "Dry run complete");
  for (const path of ["main.ts", "client.ts", "client/library.ts", ...STATIC_FILES]) {
    assert(paths.includes(path), `${path} is not published`);
  }
  assertEquals(paths.filter((path) => /^(tests|bench|vendor|out|\.)/.test(path)), []);
});

Deno.test("A server runs from a registry, and its page has all it needs", async () => {
  await using folder = await TempFolder.make();
  await using registry = new Registry((await publication()).paths);
  const flags = manifest.tasks.start.command.split(" ").filter((word) =>
    word.startsWith("--allow")
  );
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--no-config",
        "--no-lock",
        "--unstable-kv",
        `--allow-import=${new URL(registry.root).host}`,
      ],
      ...[
        ...flags,
        `${registry.root}main.ts`,
        "start",
        "--ephemeral",
        "--port",
        "0",
        "--host",
        "127.0.0.1",
      ],
    ],
    ...{ cwd: folder.path, stdin: "null", stdout: "piped", stderr: "piped" },
    env: { NO_COLOR: "1", DENO_DIR: folder.file("cache") },
  }).spawn();
  const [output, errors] = [new Printed(server.stdout), new Printed(server.stderr)];
  try {
    const found = await soon(output.find(/^Hubbub is open at (http:\S+)$/m), "the server");
    assert(found?.[1], `It ended before it was open: ${errors.text}`);
    const page = await (await fetch(found[1])).text();
    const modules = page.matchAll(/<link rel="modulepreload" href="([^"]+)"/g).toArray();
    assert(modules.length > 10, page);
    for (const [, path = ""] of [...modules, ["", "icon.svg"], ["", "offline.html"]]) {
      const response = await fetch(new URL(path, found[1]));
      await response.body?.cancel();
      assertEquals(response.status, 200, path);
    }
    // Nothing else is looked for: a build made beforehand is a server's own.
    assertEquals(registry.missed.filter((path) => !path.endsWith("/out/page.json")), []);
  } finally {
    server.kill("SIGKILL");
    await Promise.all([server.status, output.ended, errors.ended]);
  }
});
