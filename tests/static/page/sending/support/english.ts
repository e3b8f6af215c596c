/**
 * The page's words ask which language it speaks: English, in tests without a browser.
 *
 * @module
 */

Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });
