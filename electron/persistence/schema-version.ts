/** Marks the file as one of ours (`PRAGMA application_id`): "Clwr". */
export const applicationId = 0x436c7772;

/**
 * Form of a database. Both numbers are kept in `PRAGMA user_version`, which is part of the transaction that changes the form, and stands
 * in the file's header, so that a newer file is recognised without opening, and thereby touching, it.
 */
export interface SchemaVersion {
  version: number;
  minimumSafeVersion: number;
}

export function encodeSchemaVersion({ version, minimumSafeVersion }: SchemaVersion): number {
  return version * 0x10000 + minimumSafeVersion;
}

export function decodeSchemaVersion(userVersion: number): SchemaVersion {
  return { version: Math.floor(userVersion / 0x10000), minimumSafeVersion: userVersion % 0x10000 };
}

/** What the first 100 bytes of a SQLite file say; undefined when it is none. */
export function readHeader(header: Uint8Array): { applicationId: number; schema: SchemaVersion } | undefined {
  if (header.length < 100 || Buffer.from(header.subarray(0, 16)).toString('latin1') !== 'SQLite format 3\0') return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return { applicationId: view.getUint32(68), schema: decodeSchemaVersion(view.getUint32(60)) };
}
