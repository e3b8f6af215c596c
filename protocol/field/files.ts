/**
 * The files that a client names in `say`.
 *
 * @module
 */
import { type FileRef, LIMITS, ProtocolError } from "../../protocol.ts";
import { isObject, wellFormed } from "../field.ts";
import { fileName } from "../file_name.ts";

/** Characters of a file's id: more than any of ours has. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Code units of a name as it is given: longer ones are refused, not cut. */
const NAME_MAX_LENGTH = 1_000;

/** The files of a message, each named once, be it as a file or as the preview of one. */
export function filesOf(value: unknown): FileRef[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw ProtocolError.malformed("files", "a list of IDs of uploaded files", value);
  }
  if (value.length > LIMITS.files) {
    throw new ProtocolError(
      "too-long",
      `Cannot read files: a message has at most ${LIMITS.files}, received ${value.length}`,
    );
  }
  const refs = value.map(fileOf);
  const ids = idsOf(refs);
  if (new Set(ids).size === ids.length) return refs;
  throw ProtocolError.malformed("files", "a list that names each file once", ids);
}

/** Those of a sealed room: what else is known of them is sealed, and is not repeated. */
export function bareFilesOf(value: unknown): FileRef[] {
  const refs = filesOf(value);
  if (refs.every((ref) => Object.keys(ref).length === 1)) return refs;
  const must = "IDs alone here, as what they are called is to be sealed";
  throw new ProtocolError("malformed", `Cannot read files: must be ${must}`);
}

/** The ids of all files that are named, previews among them. */
export function idsOf(refs: readonly FileRef[]): string[] {
  return refs.flatMap(({ id, preview }) => preview === undefined ? [id] : [id, preview]);
}

export function isFileId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function fileOf(value: unknown): FileRef {
  if (!isObject(value)) return { id: fileIdOf(value) };
  const { id, name = null, alt = null, preview = null } = value;
  return {
    id: fileIdOf(id),
    ...(name !== null && { name: nameOf(name) }),
    ...(alt !== null && alt !== "" && { alt: altOf(alt) }),
    ...(preview !== null && { preview: fileIdOf(preview) }),
  };
}

function fileIdOf(value: unknown): string {
  if (isFileId(value)) return value;
  throw ProtocolError.malformed("file", "the ID of an uploaded file, or an object with it", value);
}

function nameOf(value: unknown): string {
  if (typeof value !== "string") throw ProtocolError.malformed("name of a file", "a text", value);
  if (value.length <= NAME_MAX_LENGTH) return fileName(value);
  throw new ProtocolError(
    "too-long",
    `Cannot read name of a file: must be at most ${NAME_MAX_LENGTH} code units, received ${value.length}`,
  );
}

function altOf(value: unknown): string {
  if (typeof value === "string") return wellFormed("alt text", value, LIMITS.alt);
  throw ProtocolError.malformed("alt text", `at most ${LIMITS.alt} code points`, value);
}
