import { assertEquals } from "@std/assert";
import { programName } from "../../../client/connection/program_name.ts";

Deno.test("A program is called as people call it, whatever it says of itself", () => {
  const names: [string, string][] = [
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
      "Chrome, Linux",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
      "Safari, iPhone",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
      "Firefox, Windows",
    ],
    ["Deno/2.9.6", "Deno"],
    ["curl/8.5.0", "curl"],
    ["", ""],
  ];
  for (const [program, name] of names) assertEquals(programName(program), name);
});
