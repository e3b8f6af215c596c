import { assertEquals } from "@std/assert";
import { hostBeside } from "../../../protocol/markup/link_host.ts";

Deno.test("hostBeside tells where a link leads whose name looks like another address", () => {
  const evil = "https://evil.example/bank.example";
  const cases: [href: string, name: string, host: string | undefined][] = [
    [evil, "the plan", undefined],
    [evil, "bank.example", "evil.example"],
    [evil, "https://bank.example/login", "evil.example"],
    [evil, "see evil.example", undefined],
    [evil, "www.Evil.example.", undefined],
    [evil, "evil.example or bank.example", "evil.example"],
    [evil, "sub.evil.example", "evil.example"],
    // Letters and stops that look like others, and marks that turn them around or hide between them.
    [evil, "bаnk.example", "evil.example"],
    [evil, "bank．example", "evil.example"],
    [evil, "bank。example", "evil.example"],
    [evil, "ba\u200bnk.example", "evil.example"],
    [evil, "\u202eelpmaxe.knab", "evil.example"],
    ["https://xn--bnk-5cd.example/", "bаnk.example", "xn--bnk-5cd.example"],
    ["https://bank.example@evil.example/", "bank.example", "evil.example"],
    ["https://a.example/", "1. first", undefined],
    ["https://a.example/", "readme.md", "a.example"],
    ["mailto:eve@evil.example", "write to me", undefined],
    ["mailto:eve@evil.example", "ada@bank.example", "eve@evil.example"],
    ["mailto:eve@evil.example", "eve@evil.example", undefined],
    ["mailto:%E0@evil.example", "bank.example", "%E0@evil.example"],
  ];
  for (const [href, name, host] of cases) assertEquals(hostBeside(href, name), host, name);
});
