import { assertEquals, assertMatch } from "@std/assert";
import { readFlags } from "../../../client/flags.ts";
import { isLink } from "../../../client/sealed/link.ts";

function chat(...args: string[]) {
  const flags = readFlags(args);
  if (flags.type !== "chat") throw new Error(`Expected to chat, received ${JSON.stringify(flags)}`);
  return flags;
}

function mistake(...args: string[]): string {
  const flags = readFlags(args);
  return flags.type === "mistake" ? flags.message : flags.type;
}

Deno.test("Without arguments one goes to the lobby of this machine", () => {
  const flags = chat();
  assertEquals([flags.url, flags.room, flags.name], ["http://localhost:8000/", "lobby", undefined]);
});

Deno.test("Variables say where one goes, unless the command line does", () => {
  const set: Record<string, string> = {
    ...{ HUBBUB_URL: "https://chat.example/#games", HUBBUB_ROOM: "ops", HUBBUB_NAME: "ada" },
  };
  const read = (...args: string[]) => {
    const flags = readFlags(args, (name) => set[name]);
    return flags.type === "chat" ? [new URL(flags.url).host, flags.room, flags.name] : [];
  };
  assertEquals(read("-n", "bob", "-r", "lobby"), ["chat.example", "lobby", "bob"]);
  set.HUBBUB_URL = "https://chat.example";
  assertEquals(read(), ["chat.example", "ops", "ada"]);
  assertEquals(read("other.example/#games"), ["other.example", "games", "ada"]);
});

Deno.test("An address without a scheme is secure, unless it is this machine's", () => {
  assertEquals(chat("chat.example").url, "https://chat.example/");
  assertEquals(chat("127.0.0.1:9000").url, "http://127.0.0.1:9000/");
  assertEquals(chat("[::1]:9000").url, "http://[::1]:9000/");
  assertEquals(chat("localhost.example").url, "https://localhost.example/");
  assertEquals(chat("ws://chat.example").url, "ws://chat.example/");
});

Deno.test("A link from the page leads to its room", () => {
  assertEquals(chat("https://chat.example/#%E4%B8%AD%E6%96%87").room, "中文");
  assertEquals(chat("https://chat.example/#games", "--room", "books").room, "books");
  assertEquals(chat("https://chat.example/#%").room, "lobby");
});

Deno.test("A room may have its mark, and short flags are flags", () => {
  const { name, room } = chat("-n", "ada", "-r", "#games");
  assertEquals([name, room], ["ada", "games"]);
  assertEquals(chat("--room", "@bob").room, "@bob");
});

Deno.test("A name that looks like a number is a name", () => {
  assertEquals(chat("--name", "007", "--room=42").name, "007");
});

Deno.test("A room or person that does not exist is reported by name", () => {
  assertMatch(mistake("--nmae", "ada"), /--nmae/);
  assertMatch(mistake("-x"), /-x/);
  assertMatch(mistake("--name"), /--name needs a value/);
  assertMatch(mistake("http://"), /must be like https:/);
  assertMatch(mistake("one.example", "two.example"), /two\.example/);
});

Deno.test("Files are named one by one, with what to say with them", () => {
  const { files, text, pictures } = chat("--file", "a.png", "--file=7", "--text", "look");
  assertEquals([files, text, pictures], [["a.png", "7"], "look", true]);
  assertEquals([chat().files, chat().text, chat("--no-pictures").pictures], [[], "", false]);
  assertMatch(mistake("--file"), /--file needs a value/);
  assertMatch(mistake("--text", "look"), /--text needs a --file/);
  const many = Array.from({ length: 11 }, () => "--file=x");
  assertMatch(mistake(...many), /At most 10 files .*, received 11/);
});

Deno.test("readFlags takes for a link to a private room what is one everywhere else", () => {
  const secret = "A".repeat(22);
  for (const text of [`#!${secret}`, `#%21${secret}`, "#!", "#room", `!${secret}`, "lobby"]) {
    const flags = readFlags(["--room", text]);
    assertEquals(flags.type === "chat" && flags.link !== undefined, isLink(text), text);
  }
});

Deno.test("No mistake in a command line repeats the secret that a link in it has", () => {
  const secret = "AAECAwQFBgcICQoLDA0ODw";
  const lines = [
    [`#!${secret}`, "hello"],
    [`https://chat.example/#!${secret}`, "lobby"],
    ["https://chat.example", `https://chat.example/#%21${secret}`],
    [`https://bad host/#!${secret}`],
    [`https://bad host/#invite=${secret.repeat(2)}`],
  ];
  for (const line of lines) {
    const told = mistake(...line);
    assertMatch(told, /#…/);
    assertEquals(told.includes(secret), false, told);
  }
});
