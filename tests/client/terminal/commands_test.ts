import { assertEquals, assertNotEquals } from "@std/assert";
import { readInput } from "../../../client/terminal/commands.ts";

Deno.test("A typed line is sent to the room in view", () => {
  assertEquals(readInput("hello", "lobby"), { type: "say", room: "lobby", text: "hello" });
  assertEquals(readInput("  indented\nand more \n", "lobby"), {
    type: "say",
    room: "lobby",
    text: "  indented\nand more",
  });
});

Deno.test("Nothing is said by nothing but spaces", () => {
  assertEquals(readInput("  \n ", "lobby"), { type: "nothing" });
});

Deno.test("A second slash says what begins with one", () => {
  assertEquals(readInput("//join us", "lobby"), { type: "say", room: "lobby", text: "/join us" });
});

Deno.test("Commands go to the room that they name, or to the one that one looks at", () => {
  assertEquals(readInput("/join #Games", "lobby"), { type: "join", room: "Games" });
  assertEquals(readInput("/leave", "lobby"), { type: "leave", room: "lobby" });
  assertEquals(readInput("/who games", "lobby"), { type: "who", room: "games" });
  for (const type of ["rooms", "retry", "quit"] as const) {
    assertEquals(readInput(`/${type} `, undefined), { type });
  }
  assertEquals(readInput("/help ", undefined).type, "help");
});

Deno.test("Somebody is blocked wherever one looks, and by how they are called", () => {
  assertEquals(readInput("/block @bob", undefined), { type: "block", name: "bob" });
  assertEquals(readInput("/unblock bob", "lobby"), { type: "unblock", name: "bob" });
  assertEquals(readInput("/blocks", undefined), { type: "blocks" });
  assertEquals(readInput("/leave", "@ada,bob"), { type: "leave", room: "@ada,bob" });
  for (const line of ["/block", "/block a b"]) {
    assertEquals(readInput(line, "lobby").type, "mistake");
  }
});

Deno.test("Words are looked for in the room that one looks at", () => {
  const search = { type: "search", room: "lobby", q: "tea 茶" } as const;
  assertEquals(readInput("/search tea 茶", "lobby"), search);
  assertEquals(readInput("/search", "lobby").type, "mistake");
  assertEquals(readInput("/search tea", undefined).type, "mistake");
});

Deno.test("A mistyped command is reported, and not sent to the room", () => {
  for (const line of ["/jion games", "/join", "/join a b", "/"]) {
    assertEquals(readInput(line, "lobby").type, "mistake");
  }
  for (const line of ["hello", "/who", "/leave"]) {
    assertEquals(readInput(line, undefined).type, "mistake");
  }
});

Deno.test("What is said to somebody alone goes to them, or leads to where it was said", () => {
  const psst = { type: "tell" as const, to: ["bob"], text: "psst,  a secret" };
  assertEquals(readInput("/msg bob psst,  a secret", "lobby"), psst);
  assertEquals(readInput("/msg @bob psst,  a secret", undefined), psst);
  assertEquals(readInput("/msg bob,cyd hi", "lobby"), {
    type: "tell",
    to: ["bob", "cyd"],
    text: "hi",
  });
  assertEquals(readInput("/msg bob", "lobby"), { type: "join", room: "@bob" });
  assertEquals(readInput("/join @bob", "lobby"), { type: "join", room: "@bob" });
  assertEquals(readInput("/msg", "lobby").type, "mistake");
});

Deno.test("What one does to messages and rooms is done where one looks", () => {
  const room = "lobby";
  assertEquals(readInput("/edit two words\nand lines", room), {
    type: "edit",
    room,
    text: "two words\nand lines",
  });
  assertEquals(readInput("/topic Tea and cake", room), {
    type: "order",
    order: { type: "topic", room, text: "Tea and cake" },
  });
  assertEquals(readInput("/delete", room), { type: "delete", room });
  assertEquals(readInput("/delete @bob", room), { type: "delete", room, from: "bob" });
  assertEquals(readInput("/react 👍", room), { type: "react", room, emoji: "👍" });
  for (const line of ["/edit", "/topic", "/react", "/kick", "/mute bob", "/access ajar"]) {
    assertEquals(readInput(line, room).type, "mistake");
  }
  for (const line of ["/edit x", "/topic x", "/react 👍", "/delete", "/kick bob"]) {
    assertEquals(readInput(line, undefined).type, "mistake");
  }
});

Deno.test("What one does with one's account takes no secret on the line", () => {
  assertEquals(readInput("/claim", "lobby"), { type: "claim" });
  assertEquals(readInput("/claim abc", undefined), { type: "claim", invite: "abc" });
  assertEquals(readInput("/password", undefined), { type: "password" });
  assertEquals(readInput("/password secret", "lobby").type, "mistake");
  assertEquals(readInput("/sessions", undefined), { type: "sessions" });
  assertEquals(readInput("/revoke 12", undefined), { type: "revoke", number: 12 });
  for (const line of ["/revoke", "/revoke 0", "/revoke -1", "/revoke two"]) {
    assertEquals(readInput(line, "lobby").type, "mistake", line);
  }
});

Deno.test("What other chats call a command is understood", () => {
  const pairs = [
    ...[["/ignore bob", "/block bob"], ["/unignore bob", "/unblock bob"], ["/back", "/status off"]],
    ...[["/away Lunch for 1h", "/status away Lunch for 1h"], ["/away", "/status away"]],
    ...[["/query bob hi", "/msg bob hi"], ["/part", "/leave"], ["/names", "/who"]],
    ...[["/list", "/rooms"], ["/j Games", "/join Games"], ["/m bob hi", "/msg bob hi"]],
    ...[["/w bob", "/whois bob"], ["/r bob yes", "/reply bob yes"], ["/exit", "/quit"]],
  ];
  for (const [theirs = "", ours = ""] of pairs) {
    const input = readInput(theirs, "lobby");
    assertEquals(input, readInput(ours, "lobby"), theirs);
    assertNotEquals(input.type, "mistake", theirs);
  }
});

Deno.test("/me tells what one does in italics, whatever marks the text has", () => {
  const said: [string, string][] = [
    ["/me waves", "*waves*"],
    ["/me waves **twice**", "_waves **twice**_"],
    ["/me waves\n and  sits", "*waves*\n*and  sits*"],
    ["/me *a_b*", "*a_b*"],
  ];
  for (const [line, text] of said) {
    assertEquals(readInput(line, "lobby"), { type: "say", room: "lobby", text }, line);
  }
  assertEquals(readInput("/me", "lobby").type, "mistake");
  assertEquals(readInput("/me waves", undefined).type, "mistake");
});

Deno.test("/link is for a message as /delete is, and /clear stands alone", () => {
  assertEquals(readInput("/link", "lobby"), { type: "link", room: "lobby" });
  assertEquals(readInput("/link #41", "lobby"), { type: "link", room: "lobby", of: 41 });
  assertEquals(readInput("/link @bob", "lobby"), { type: "link", room: "lobby", from: "bob" });
  assertEquals(readInput("/link a b", "lobby").type, "mistake");
  assertEquals(readInput("/clear", undefined), { type: "clear" });
  assertEquals(readInput("/clear all", undefined).type, "mistake");
});
