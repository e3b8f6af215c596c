/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { numbered } from "../support/speaker.ts";
import { inEachWindow } from "../support/stage.ts";

inEachWindow("A long conversation is read without being moved", async (stage) => {
  const url = await stage.serverWith("archive", 400);
  const bob = stage.speaker("bob", url);
  const ada = await stage.enter("ada", { at: url });
  await ada.goesTo("archive");
  await ada.hears("message 400");
  await ada.isAtTheEnd();
  const { opened, days } = await ada.window.evaluate(() => ({
    opened: document.querySelectorAll("#entries .message.opens").length,
    days: document.querySelectorAll("#entries .day:not([hidden])").length,
  }));
  assertEquals([opened, days], [1, 1]); // said at once, by one
  await bob.saysIn("archive", "Decades later");
  await ada.hears("Decades later");
  await ada.isAtTheEnd();
  await ada.sees("Today", "#entries .message:last-child .day");

  // Up, as far as there is something.
  await ada.scrollsTo(0);
  await ada.window.until(() => {
    const { scrollTop, clientHeight } = document.querySelector("#scroller")!;
    return scrollTop > 2 * clientHeight;
  });
  const before = await ada.reads();
  await bob.saysIn("archive", "news 1", "news 2");
  await ada.sees("2 unread", "#newer");
  assertEquals(await ada.reads(), before);
  await stage.picture("scrolled-up", ada);
  assertEquals(await brokenRules(ada, "unread below", "#newer"), []);
  await ada.window.click("#newer");
  await ada.isAtTheEnd();
  await ada.seesNothingAt("#newer");

  // Away, and back.
  await ada.goesTo("lobby");
  await bob.saysIn("archive", ...numbered("missed", 40));
  await ada.window.until(() => document.querySelector("#rooms .unread:not(:empty)"));
  await ada.goesTo("archive");
  await ada.hears("missed 40");
  assertEquals(await ada.window.text(".first-new .text"), "missed 1");
  await stage.picture("jump-to-news", ada);
  assertEquals(await brokenRules(ada, "unread above", "#to-news"), []);
  await ada.window.click("#to-news");
  await ada.hasInSight(".first-new .news");
  await stage.picture("news", ada);
  await ada.window.click("#newer");
  await ada.isAtTheEnd();
  assert((await ada.overflow()).x <= 0);
});

inEachWindow("What marks mean is shown, and what looks like an attack is text", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says(
    "Is **this** _really_ `safe`? See https://example.com/a_(b), and https://example.com/c.",
    "> Never trust the wire\n\n```js\nconst page = `<img src=x onerror=alert(1)>`; // long enough to be wider than any phone is\n```",
    "<img src=x onerror=alert(1)> javascript:alert(1) \u202ereversed",
    "🎉👩‍👩‍👧‍👦🇳🇱",
    "n".repeat(400),
  );
  const reply = await stage.speaker("Maximiliana-Alexandrina-von-Bülo")
    .numberOf("A name of as many letters as a name may have");
  await bob.connection.say("lobby", "An answer", { reply }).acknowledged;
  await ada.hearsThisMany(7);
  const found = await ada.window.evaluate(() => {
    const texts = (selector: string) =>
      Array.from(
        document.querySelectorAll(`#entries .text ${selector}`),
        (found) => found.textContent,
      );
    return {
      marks: ["strong", "em", ":not(pre) > code", "blockquote"].map(texts),
      links: Array.from(
        document.querySelectorAll<HTMLAnchorElement>("#entries .text a"),
        (link) => [link.href, link.rel, link.target].join(" "),
      ),
      images: document.querySelectorAll("#entries img").length,
      emoji: document.querySelector("#entries .emoji-only")?.textContent,
    };
  });
  const rel = "noopener noreferrer nofollow _blank";
  assertEquals(found, {
    marks: [["this"], ["really"], ["safe"], ["Never trust the wire"]],
    links: [`https://example.com/a_(b) ${rel}`, `https://example.com/c ${rel}`],
    images: 0,
    emoji: "🎉👩‍👩‍👧‍👦🇳🇱",
  });
  bob.connection.change({ type: "topic", room: "lobby", text: "on and ".repeat(25) });
  await ada.sees("on and on", "#topic");
  await stage.picture("marks", ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
});
