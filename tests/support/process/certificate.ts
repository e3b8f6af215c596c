/**
 * A certificate of our own making.
 *
 * @module
 */
import type { TempFolder } from "../temp_folder.ts";

/** Makes a certificate of a name that signs itself, and gives the files of it and of its key. */
export async function certificateOf(
  name: string,
  folder: TempFolder,
): Promise<[certificate: string, key: string]> {
  const config = [
    "[req]",
    "prompt = no",
    "distinguished_name = name",
    "x509_extensions = extensions",
    "[name]",
    `CN = ${name}`,
    "[extensions]",
    `subjectAltName = DNS:${name}`,
    "basicConstraints = critical, CA:FALSE",
    "",
  ].join("\n");
  await Deno.writeTextFile(folder.file("openssl.conf"), config);
  const files = [folder.file("cert.pem"), folder.file("key.pem")] as const;
  const { code, stderr } = await new Deno.Command("openssl", {
    args: [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-days", "2", "-config", folder.file("openssl.conf")],
      ...["-keyout", files[1], "-out", files[0]],
    ],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
  return [...files];
}
