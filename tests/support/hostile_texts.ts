/**
 * Texts that are made to be hard to read: each as long as wanted, in UTF-16 units.
 *
 * @module
 */

/** Repeats a piece, behind a beginning. */
function run(piece: string, beginning = ""): (length: number) => string {
  return (length) => (beginning + piece.repeat(Math.ceil(length / piece.length))).slice(0, length);
}

/** Runs of one mark, each longer than the one before. */
function growing(mark: string, between: string): (length: number) => string {
  return (length) => {
    let text = "";
    for (let size = 1; text.length < length; size++) text += mark.repeat(size) + between;
    return text.slice(0, length);
  };
}

/** Each line of it is indented more than the one before. */
function nested(length: number, line: string): string {
  let text = "";
  for (let depth = 0; text.length < length; depth++) text += " ".repeat(2 * depth) + line + "\n";
  return text.slice(0, length);
}

export const HOSTILE_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  "a link and brackets that close": run(")", "https://a"),
  "a link and brackets that open": run("(", "https://a"),
  "a link and both brackets": run("()", "https://a"),
  "a link and full stops": run(".", "https://a"),
  "a link and full stops, then a letter": (length) => run(".", "https://a")(length - 1) + "b",
  "links in brackets": run("https://a)"),
  "links in links": run("https://"),
  "links in bold": run("https://a**"),
  "schemes": run("://"),
  "stars": run("*"),
  "two stars and a letter": run("**a "),
  "a star and a letter": run("*a "),
  "stars that only close": run("a* "),
  "underscores": run("_"),
  "an underscore and a letter": run("_a "),
  "stars and underscores in turn": run("*a _b "),
  "stars and underscores that never close": run("**_*a"),
  "backticks": run("`"),
  "backticks in turn": run("`` ` "),
  "growing runs of backticks": growing("`", " "),
  "growing fences": growing("`", "\n"),
  "fences that words stand behind": run("```a b\n"),
  "fences of two kinds": run("```a b\n~~~a b\n"),
  "fences that are not closed": run("```\n~~~\n", "~~~~\n"),
  "lines that nearly end a fence": run("```a``\n", "```\n"),
  "brackets": run("[]("),
  "square brackets": run("["),
  "at signs": run("@"),
  "calls": run("@a "),
  "calls of calls": run("@a@a"),
  "calls in underscores": run("_@a_"),
  "dashes before a call": run("-@"),
  "a call of a long name": run("a", "@"),
  "quotes in quotes": run("> "),
  "quoted lines": run("> > > > > a\n"),
  "angle brackets": run(">"),
  "quotes of fences": run("> ```\n"),
  "lists in lists": (length) => nested(length, "- a"),
  "numbered lists in lists": (length) => nested(length, "1. a"),
  "items in a line": run("- "),
  "items in a line, then a letter": (length) => run("- ")(length - 1) + "a",
  "empty items": run("-\n", "- a\n"),
  "items with quotes": run("- > "),
  "empty lines in an item": run("\n", "- a\n"),
  "empty lines below items": run("- a\n\n\n"),
  "items in tabs": run("\t- a\n"),
  "fences in items": run("- ```\n"),
  "lines": run("|"),
  "two lines and a letter": run("||a"),
  "hidden lines": run("||\n"),
  "hidden and bold": run("||**"),
  "rows of lines": run("|\n", "|a|\n|-|\n"),
  "a long row": run("|", "|a|b|\n|-|-|\n"),
  "a long head": (length) => {
    const half = Math.floor((length - 1) / 2);
    return `${run("|a")(half)}\n${run("|-")(length - half - 1)}`;
  },
  "heads of tables": run("|a\n|-\n\n"),
  "dashes and a letter": run("- ", "x\n"),
  "dashes": run("-"),
  "a rule that is none": (length) => run("- ")(length - 1) + "x",
  "headings": run("# "),
  "a heading and spaces": (length) => run(" ", "# a")(length - 1) + "#",
  "backslashes": run("\\"),
  "backslashes and stars": run("\\*"),
  "links by a name": run("[a](https://a)"),
  "brackets before a link": (length) => run("[")(length - 15) + "a](https://a.b)",
  "names of links that lead nowhere": run("[a](b "),
  "links that never end": run("[](a", "["),
  "links in links by name": run("[a](https://b[a](https://b"),
  "links with words": run('[a](https://b "c'),
  "links in brackets that open": run("(", "[a](https://a"),
  "stars inside of stars": (length) => run("**a ")(length / 2) + run("b** ")(length / 2),
  "underscores, two at a time": run("__a "),
  "spaces": run(" ", "a"),
  "spaces, then a letter": (length) => " ".repeat(length - 1) + "a",
  "line ends": run("\r\n"),
  "carriage returns": run("\r"),
  "tabs": run("\t"),
  "control characters": run("\x1b["),
  "combining marks": run("\u0301", "a"),
  "calls with combining marks": run("\u0301\u0327", "@a"),
  "emoji that are joined": run("👨‍👩‍👧‍👦"),
  "joiners": run("\u200d", "👨"),
  "flags": run("🇫🇷"),
  "positions from right to left": run("\u200f\u202e"),
  "letters from right to left": run("ש1 "),
  "a long word": run("a"),
  "half a letter": run("\ud83d"),
  "all of it": run("**_`@a https://b)`_**\n> ```\n"),
};
