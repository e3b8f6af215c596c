type HasHeaders = Pick<Request, "headers">;

/** Media types a client takes, the best first. */
export declare function accepts(request: HasHeaders): string[];
/** The one of `types` a client likes best. The first when it does not say. */
export declare function accepts<T extends string = string>(
  request: HasHeaders,
  ...types: T[]
): T | undefined;
/** Encodings a client takes, the best first. */
export declare function acceptsEncodings(request: HasHeaders): string[];
/** The one of `encodings` a client likes best; one should be "identity". The first when it does not say. */
export declare function acceptsEncodings<T extends string = string>(
  request: HasHeaders,
  ...encodings: T[]
): T | undefined;
/** Languages a client takes, the best first. */
export declare function acceptsLanguages(request: HasHeaders): string[];
/** The one of `langs` a client likes best. The first when it does not say. */
export declare function acceptsLanguages<T extends string = string>(
  request: HasHeaders,
  ...langs: T[]
): T | undefined;
