import { assertEquals, assertGreater } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { freePort } from "../../support/process/free_port.ts";
import { findProgram } from "../../support/process/find_program.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TempFolder } from "../../support/temp_folder.ts";

const FOLDER = new URL("../../../examples/operations/", import.meta.url);
const prometheus = findProgram("prometheus", "apt-get install prometheus");

interface Dashboard {
  readonly panels: readonly { title: string; targets: readonly { expr: string }[] }[];
}

/** What the dashboard asks for, with the panel that shows it. */
async function queries(): Promise<[panel: string, query: string][]> {
  const dashboard: Dashboard = JSON.parse(
    await Deno.readTextFile(new URL("grafana.json", FOLDER)),
  );
  return dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [title, expr.replaceAll("$__rate_interval", "1m")])
  );
}

Deno.test("Each metric that operators are told of is in a panel of the dashboard", async () => {
  const docs = await Deno.readTextFile(new URL("../../docs/operations.md", FOLDER));
  const rows = docs.split("\n").filter((line) => line.startsWith("| `hubbub_"));
  const named = rows.flatMap((row) => row.split(" | ")[0]!.match(/(?<=`)hubbub_\w+/g) ?? []);
  assertGreater(named.length, 20);
  const shown = (await queries()).flatMap(([, query]) => query.match(/hubbub_\w+/g) ?? []);
  const seen = new Set(shown.map((name) => name.replace(/_bucket$/, "")));
  assertEquals(named.filter((name) => !seen.has(name)), []);
});

Deno.test({
  name: "Prometheus reads the metrics by the example, and each query of the dashboard finds data",
  ignore: prometheus === undefined,
  async fn() {
    await using folder = await TempFolder.make();
    const flags = ["start", "--metrics", "127.0.0.1:0", "--limits", "off"];
    await using server = await ServerProcess.open({ flags, store: folder.file("chat.db") });
    const [, metrics = ""] = await server.says(/^Metrics are at http:\/\/(\S+)\/metrics$/m);
    await using ada = await TestClient.enter(server, "ada");
    const port = freePort();
    const example = await Deno.readTextFile(new URL("prometheus.yml", FOLDER));
    const config = folder.file("prometheus.yml");
    const global = "global:\n  scrape_interval: 200ms\n";
    await Deno.writeTextFile(config, global + example.replaceAll("127.0.0.1:9100", metrics));
    const process = new Deno.Command(prometheus!, {
      args: [
        ...[`--config.file=${config}`, `--storage.tsdb.path=${folder.file("data")}`],
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      ...{ stdout: "null", stderr: "null" },
    }).spawn();
    try {
      const missing = new Map((await queries()).map(([panel, query]) => [query, panel]));
      assertGreater(missing.size, 20);
      const look = async () => {
        while (missing.size > 0) {
          ada.say("lobby", "something");
          await ada.texts(1);
          for (const query of missing.keys()) {
            if (await hasData(port, query)) missing.delete(query);
          }
        }
      };
      await soon(look(), "data for each panel").catch(() => {});
      assertEquals([...missing], []);
    } finally {
      process.kill("SIGKILL");
      await process.status;
    }
  },
});

/** Whether a query gives something that is a number. */
async function hasData(port: number, query: string): Promise<boolean> {
  const url = new URL(`http://127.0.0.1:${port}/api/v1/query`);
  url.searchParams.set("query", query);
  try {
    const response = await fetch(url);
    const { data } = await response.json();
    return data?.result?.some((one: { value: [number, string] }) => one.value[1] !== "NaN") ??
      false;
  } catch {
    // It is starting.
    return false;
  }
}
