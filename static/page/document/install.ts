/**
 * Lets the page be installed, and has the browser keep one for when the server can't be reached.
 *
 * @module
 */
import { notify } from "../../strings/calling/notify.ts";

const { lang } = document.documentElement;
/** What it says by itself, if that is not in English. */
const WORDS = { message: notify.pushed, test: notify.testPushed };
const LANGUAGE = lang === "en" ? "" : `?${lang}&${new URLSearchParams(WORDS)}`;
/** Where it is. The page's trusted-types policy allows only this as the address of a script. */
const WORKER = `service_worker.ts${LANGUAGE}`;

let installed: Promise<ServiceWorkerRegistration | undefined> | undefined;

/**
 * Installs the service worker, once.
 *
 * @returns once it works, if it does
 */
export function install(): Promise<ServiceWorkerRegistration | undefined> {
  return installed ??= register();
}

async function register() {
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "hubbub.webmanifest";
  document.head.append(manifest);
  // Only where the page came by https, or from this machine.
  if (!("serviceWorker" in navigator)) return undefined;
  try {
    const registration = await navigator.serviceWorker.register(trusted(WORKER));
    return registration.active || await isActivated(registration) ? registration : undefined;
  } catch {
    // The browser does not want to keep it. The page works all the same.
    return undefined;
  }
}

async function isActivated({ installing, waiting }: ServiceWorkerRegistration) {
  const worker = installing ?? waiting;
  return worker !== null && await new Promise((resolve) => {
    const look = () => {
      if (worker.state === "activated") resolve(true);
      // What it keeps could not be fetched.
      if (worker.state === "redundant") resolve(false);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  if (trustedTypes === undefined) return url;
  const policy = trustedTypes.createPolicy("service-worker", {
    createScriptURL: (wanted) => wanted === WORKER ? wanted : "about:blank",
  });
  return policy.createScriptURL(url);
}

/** What browsers that have it call `TrustedTypePolicyFactory`. */
export interface Policies {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}
