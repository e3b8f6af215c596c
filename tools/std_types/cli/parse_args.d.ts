// The unions of names are inferred from the options, and each flag's type from the unions it is in.
// Left out of @std's own types are dotted names ("a.b"): they are parsed, but are `unknown`.

type Names = string | undefined;
type Defaults = Record<string, unknown> | undefined;
type Aliases = Record<string, string | readonly string[]> | undefined;

/** What a flag holds when it is given. */
type Value<F, B, S, C, N> = F extends C ? Single<F, B, S>[] | Negated<Exclude<F, B>, N>
  : Single<F, B, S> | Negated<F, N>;
type Single<F, B, S> = F extends B ? boolean : F extends S ? string : unknown;
type Negated<F, N> = F extends N ? false : never;

/** Never missing: a collected flag is an empty array, a boolean false, others have a default. */
type Present<B, C, D> = (B | C | keyof D) & string;
type Missing<B, S, C, D> = Exclude<S, Present<B, C, D> | undefined> & string;
type Alias<F, A> = F extends keyof A ? (A[F] extends readonly (infer Name)[] ? Name : A[F]) & string
  : never;

type Flags<B, S, C, N, D, A> =
  & {
    [F in Present<B, C, D> as F | Alias<F, A>]: F extends B | S | C
      ? Value<F, B, S, C, N> | (F extends keyof D ? D[F] : never)
      : unknown;
  }
  & { [F in Missing<B, S, C, D> as F | Alias<F, A>]?: Value<F, B, S, C, N> };

type Merged<T> = { [Key in keyof T]: T[Key] };

/** What {@linkcode parseArgs} returns: flags by name, and in `_` the words that belong to none. */
export type Args<TArgs = Record<string, unknown>, TDoubleDash = undefined> = Merged<
  & TArgs
  & { _: (string | number)[] }
  & (true extends TDoubleDash ? { "--": string[] } : unknown)
>;

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions<
  B extends Names | boolean = Names | boolean,
  S extends Names = Names,
  C extends Names = Names,
  N extends Names = Names,
  D extends Defaults = Defaults,
  A extends Aliases = Aliases,
  DD extends boolean | undefined = boolean | undefined,
> {
  /** Keep what follows "--" apart, in the result's "--". */
  "--"?: DD;
  /** Other names of flags. */
  alias?: A;
  /** Flags without a value; `true` for all that are written `--flag`. */
  boolean?: B | readonly Extract<B, string>[];
  /** What flags hold that are not given. */
  default?: D;
  /** Leave everything after the first word that is no flag in `_`. */
  stopEarly?: boolean;
  /** Flags whose value is always a string. Others become numbers where they look like one. */
  string?: S | readonly Extract<S, string>[];
  /** Flags that may be given several times. */
  collect?: C | readonly Extract<C, string>[];
  /** Flags that `--no-flag` sets to false. */
  negatable?: N | readonly Extract<N, string>[];
  /** Called for what is not declared in these options. `false` keeps it out of the result. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** Reads flags from a command line, as in `parseArgs(Deno.args, { string: ["port"] }).port`. */
export declare function parseArgs<
  D extends Defaults = undefined,
  const A extends Aliases = undefined,
  B extends Names | boolean = undefined,
  S extends Names = undefined,
  C extends Names = undefined,
  N extends Names = undefined,
  DD extends boolean | undefined = undefined,
>(
  args: readonly string[],
  options?: ParseOptions<B, S, C, N, D, A, DD>,
): Args<Record<string, unknown> & Flags<B, S, C, N, D, A>, DD>;
