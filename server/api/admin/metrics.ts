/**
 * The route of metrics.
 *
 * @module
 */
import { SECURITY_HEADERS } from "../../http/headers.ts";
import type { Call } from "../../http/routes.ts";
import { EXPOSITION_TYPE, type Metrics } from "../../metrics.ts";
import type { Api } from "../context.ts";

/** Tells an administrator what is measured. */
export async function readMetrics(call: Call, { authenticator, metrics }: Api): Promise<Response> {
  await authenticator.expectAdmin(call);
  return await exposeMetrics(metrics);
}

/** Answers whoever reaches an address that has metrics only. */
export async function answerScraper(request: Request, metrics: Metrics): Promise<Response> {
  const isLookup = request.method === "GET" || request.method === "HEAD";
  if (!isLookup || URL.parse(request.url)?.pathname !== "/metrics") {
    return new Response("Metrics are at /metrics\n", { status: 404, headers: SECURITY_HEADERS });
  }
  const answer = await exposeMetrics(metrics);
  return request.method === "HEAD" ? new Response(null, answer) : answer;
}

/** What is measured, as Prometheus reads it. */
async function exposeMetrics(metrics: Metrics): Promise<Response> {
  const headers = {
    ...SECURITY_HEADERS,
    "content-type": EXPOSITION_TYPE,
    "cache-control": "no-store",
  };
  return new Response(await metrics.expose(), { headers });
}
