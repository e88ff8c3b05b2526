/**
 * A version of the API through which a kind that is stored otherwise is written and read too: the same objects under other names of fields.
 * Everything of the object is in both versions.
 */
export interface ServedVersion {
  /** As objects of this version say it; the kind has the same name in both. */
  apiVersion: string;
  kind: string;
  /** The version in which the objects are stored. */
  storedAs: string;
  /** The plural name, in both. */
  resource: string;
  shortNames: string[];
  /** The name of the type in the schema. */
  schema: string;
  /** Fields of the stored object that are called otherwise here. */
  renamed: Readonly<Record<string, string>>;
}
