/**
 * The languages of code that have colours: what they are called, and what people write behind a fence.
 *
 * @module
 */

/** Names of a language, and its other names, which are written behind a fence. */
const LANGUAGES: Readonly<Record<string, readonly [name: string, ...others: string[]]>> = {
  javascript: ["JavaScript", "js", "jsx", "mjs", "cjs", "node"],
  typescript: ["TypeScript", "ts", "tsx", "mts", "cts", "deno"],
  json: ["JSON", "jsonc", "json5", "ndjson"],
  python: ["Python", "py", "py3", "python3"],
  go: ["Go", "golang"],
  rust: ["Rust", "rs"],
  java: ["Java"],
  kotlin: ["Kotlin", "kt", "kts"],
  c: ["C", "h"],
  cpp: ["C++", "c++", "cc", "cxx", "hpp", "h++"],
  csharp: ["C#", "c#", "cs"],
  shell: ["Shell", "sh", "bash", "zsh", "fish", "console", "shellsession"],
  sql: ["SQL", "mysql", "postgres", "postgresql", "psql", "sqlite"],
  html: ["HTML", "htm", "vue", "svelte"],
  xml: ["XML", "svg", "xhtml", "rss"],
  css: ["CSS", "scss", "less", "sass"],
  yaml: ["YAML", "yml"],
  toml: ["TOML", "ini", "cfg", "conf"],
  diff: ["Diff", "patch"],
  markdown: ["Markdown", "md"],
  php: ["PHP"],
  ruby: ["Ruby", "rb"],
};

const IDS = new Map(
  Object.entries(LANGUAGES).flatMap(([id, [_, ...others]]) =>
    [id, ...others].map((word) => [word, id] as const)
  ),
);

/** The language that somebody means by a word, if it has colours. */
export function languageOf(word: string): string | undefined {
  return IDS.get(word.toLowerCase());
}

/** What a language is called. */
export function nameOf(language: string): string {
  return LANGUAGES[language]?.[0] ?? language;
}

/** All that have colours. */
export function languages(): string[] {
  return Object.keys(LANGUAGES);
}
