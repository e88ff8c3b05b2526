import { asManifest } from '../json-manifest.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { uniqueName } from '../names.ts';
import { configurationObjects } from './configuration.ts';
import { networkObjects } from './network.ts';
import type { NewObject, PaletteObject } from './palette-object.ts';
import { scalingObjects } from './scaling.ts';
import { storageObjects } from './storage.ts';
import { trafficObjects } from './traffic.ts';
import { workloadObjects } from './workloads.ts';

const byKind = new Map([...workloadObjects, ...networkObjects, ...scalingObjects, ...storageObjects, ...configurationObjects, ...trafficObjects].map((object) => [object.kind, object]));

export const paletteObjectKinds: readonly string[] = [...byKind.keys()];

export function paletteObject(kind: string): PaletteObject {
  const object = byKind.get(kind);
  if (!object) throw new Error(`The palette offers no ${kind}.`);
  return object;
}

/** What a new object of this kind will be called. @param about name of the object that it is dropped on */
export function objectNameFor(kind: string, about: string | undefined, taken: ReadonlySet<string>): string {
  const { baseName, suffix } = paletteObject(kind);
  return uniqueName(about === undefined || suffix === undefined ? baseName : `${about}${suffix}`, taken);
}

/** A new object of this kind, complete, with the objects it needs beside it. The object itself comes last. */
export function newObject(kind: string, made: NewObject): Manifest[] {
  const object = paletteObject(kind);
  const { apiVersion, annotations } = object;
  const placed: NewObject = object.isNamespaced ? made : { name: made.name, ...(made.target ? { target: made.target } : {}) };
  const metadata = { name: placed.name, ...(placed.namespace ? { namespace: placed.namespace } : {}), ...(annotations ? { annotations } : {}) };
  return [...(object.companions?.(placed) ?? []), asManifest({ apiVersion, kind, metadata, ...object.fields(placed) })];
}
