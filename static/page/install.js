// @ts-check
/**
 * Has the browser keep a page for when the server can't be reached.
 *
 * @module
 */

/** Where it is. Only this may be made the address of a script: the page's policy asks who says so. */
const WORKER = "service_worker.js";

export async function install() {
  // Only where the page came by https, or from this machine.
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(trusted(WORKER));
  } catch {
    // The browser does not want to keep it. The page works all the same.
  }
}

/**
 * @param {string} url
 * @returns {string}
 */
function trusted(url) {
  const { trustedTypes } = /** @type {{ trustedTypes?: Policies }} */ (globalThis);
  if (trustedTypes === undefined) return url;
  const policy = trustedTypes.createPolicy("service-worker", {
    createScriptURL: (wanted) => wanted === WORKER ? wanted : "about:blank",
  });
  return policy.createScriptURL(url);
}

/**
 * What browsers that have it call `TrustedTypePolicyFactory`.
 *
 * @typedef {object} Policies
 * @property {(name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string }} createPolicy
 */
