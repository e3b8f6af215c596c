/**
 * The description of the HTTP API for programs, in OpenAPI 3.1.
 *
 * @module
 */
import { answer } from "../http/answer.ts";
import type { Operation } from "./openapi/operation.ts";
import { OPERATIONS } from "./openapi/operations.ts";
import { ref, type Schema, SCHEMAS } from "./openapi/schemas.ts";

/** What the placeholders of paths stand for. */
const PARAMETERS: Readonly<Record<string, Schema>> = {
  room: { type: "string", description: "A room's name; @ada,bob is a direct room" },
  seq: { type: "integer", minimum: 1, description: "The number of a message in its room" },
  emoji: { type: "string", description: "One emoji" },
  id: { type: "string" },
  name: { type: "string", description: "A person's name" },
  file: { type: "string", description: "What the file is called" },
  secret: { type: "string", description: "What the URL was given with" },
};

const JSON_TYPE = "application/json";

/** Whoever signs in has no token yet, and where there is a secret in the path it is enough. */
const PUBLIC = /^(POST \/(api\/session|api\/accounts|.*:secret.*)|GET \/api\/server)$/;

/** Serves the description. */
export function describeApi(): Promise<Response> {
  return Promise.resolve(answer(openApi()));
}

/** The description, as an object. */
export function openApi(): Record<string, unknown> {
  const paths = new Map<string, Record<string, unknown>>();
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = "", path = ""] = route.split(" ");
    const known = paths.get(templateOf(path)) ?? {};
    paths.set(templateOf(path), { ...known, [method.toLowerCase()]: described(route, operation) });
  }
  return {
    openapi: "3.1.0",
    info: { title: "Hubbub", version: "1", description: "A chat server. See docs/http.md" },
    servers: [{ url: "." }],
    security: [{ bearer: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: SCHEMAS,
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

/** A path as OpenAPI writes it: `/api/rooms/{room}`. */
function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}");
}

function described(route: string, operation: Operation): Record<string, unknown> {
  const { summary, query = {}, body, answers, contentType = JSON_TYPE } = operation;
  const { bodyType = JSON_TYPE } = operation;
  const inPath = [...route.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    ...{ name, in: "path", required: true },
    schema: PARAMETERS[name] ?? {},
  }));
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: "query", schema }));
  const responses = Object.entries(answers).map(([status, schema]) => [
    status,
    { description: summary, ...(schema && { content: { [contentType]: { schema } } }) },
  ]);
  const refused = { [JSON_TYPE]: { schema: ref("Error") } };
  return {
    operationId: operationIdOf(route),
    summary,
    ...(PUBLIC.test(route) && { security: [{}, { bearer: [] }] }),
    parameters: [...inPath, ...inQuery],
    ...(body && {
      requestBody: { required: true, content: { [bodyType]: { schema: body } } },
    }),
    responses: {
      ...Object.fromEntries(responses),
      default: { description: "It is refused", content: refused },
    },
  };
}

/** A name for an operation, of letters and "_" only: `get_rooms_room_messages`. */
function operationIdOf(route: string): string {
  return route.toLowerCase().replace("/api/", "").replaceAll(/[^a-z]+/g, "_");
}
