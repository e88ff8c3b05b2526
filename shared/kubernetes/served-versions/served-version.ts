import type { JsonObject } from '../../json.ts';
import type { ResourceTypeOptions } from '../resource-type.ts';

/** A version of the API through which a kind that is stored otherwise is written and read too. Everything of the object is in both versions. */
export interface ServedVersion {
  /** As objects of this version say it; the kind has the same name in both. */
  apiVersion: string;
  kind: string;
  /** The version in which the objects are stored. */
  storedAs: string;
  /** The plural name, in both. */
  resource: string;
  options: ResourceTypeOptions;
  /** The name of the type in the schema. */
  schema: string;
  /** A stored object as this version shows it, but for its `apiVersion`; the object may lack any of its parts. */
  toServed(stored: JsonObject): JsonObject;
  /**
   * The other way.
   * @param isReadable whether an object with these parts can be decoded in the stored version: text that holds a part of it may hold anything
   */
  toStored(served: JsonObject, isReadable: (parts: JsonObject) => boolean): JsonObject;
}
