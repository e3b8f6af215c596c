/**
 * The keywords of languages, and the names that are as good as one.
 *
 * @module
 */

const JAVASCRIPT = "async await break case catch class const continue debugger default delete do " +
  "else export extends false finally for from function get if import in instanceof let new null " +
  "of return set static super switch this throw true try typeof undefined var void while with yield";
const C =
  "auto bool break case char const continue default do double else enum extern false float " +
  "for goto if inline int long NULL register restrict return short signed sizeof static struct " +
  "switch true typedef union unsigned void volatile while";
const JAVA = "abstract assert boolean break byte case catch char class const continue default do " +
  "double else enum extends false final finally float for if implements import instanceof int " +
  "interface long native new null package private protected public record return sealed short " +
  "static super switch synchronized this throw throws transient true try var void volatile while";

const LISTS: Readonly<Record<string, string>> = {
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT +
    " abstract any as asserts bigint boolean declare enum implements infer " +
    "interface is keyof module namespace never number object override private protected public " +
    "readonly satisfies string symbol type unique unknown",
  json: "true false null",
  python: "and as assert async await break case class continue def del elif else except False " +
    "finally for from global if import in is lambda match None nonlocal not or pass raise return " +
    "self True try while with yield",
  go: "any bool break byte case chan const continue default defer else error fallthrough false " +
    "float32 float64 for func go goto if import int int64 interface map nil package range return " +
    "rune select string struct switch true type uint var",
  rust:
    "as async await bool break char const continue crate dyn else enum extern f32 f64 false fn " +
    "for i32 i64 if impl in let loop match mod move mut pub ref return self Self static str String " +
    "struct super trait true type u8 u32 u64 unsafe use usize where while",
  java: JAVA,
  kotlin: "as break by class companion constructor continue data do else enum false for fun if " +
    "import in init interface internal is lateinit null object open override package private " +
    "protected public return sealed super suspend this throw true try typealias val var when while",
  c: C,
  cpp: C + " catch class concept consteval constexpr decltype delete dynamic_cast explicit final " +
    "friend mutable namespace new noexcept nullptr operator override private protected public " +
    "requires static_cast std string template this throw try typename using virtual",
  csharp: JAVA +
    " as async await base bool decimal delegate dynamic event explicit foreach get in " +
    "init internal is lock nameof namespace object operator out override params partial readonly " +
    "ref sbyte set sizeof string struct typeof uint ulong using virtual where yield",
  shell: "alias awk case cat cd chmod cp curl do docker done echo elif else esac eval exec exit " +
    "export fi for function git grep if in kill local ls mkdir mv npm printf pwd read return rm sed " +
    "set shift source sudo then trap unset until while",
  sql:
    "add all alter and as asc begin between by case cast check column commit constraint create " +
    "cross default delete desc distinct drop else end exists foreign from full group having if in " +
    "index inner insert into is join key left like limit not null offset on or order outer primary " +
    "references returning right rollback select set table then transaction true false union unique " +
    "update using values view when where with",
  yaml: "true false null yes no on off",
  toml: "true false",
  php: "abstract and array as break case catch class clone const continue default do echo else " +
    "elseif extends false final finally fn for foreach function global if implements include " +
    "instanceof interface match namespace new null or print private protected public readonly " +
    "require require_once return static switch this throw trait true try use var while yield",
  ruby: "alias and begin break case class def do else elsif end ensure extend false for if in " +
    "include module next nil not or private puts raise redo require rescue retry return self super " +
    "then true undef unless until when while yield attr_accessor attr_reader",
};

/** By the language. */
export const WORDS: Readonly<Record<string, ReadonlySet<string> | undefined>> = Object.fromEntries(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(" "))]),
);
