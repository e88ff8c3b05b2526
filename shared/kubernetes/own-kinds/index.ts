import type { ObjectRef } from '../registry.ts';
import { machineKind } from './machine.ts';
import { nodeGroupKind } from './node-group.ts';
import { ownApiVersion, type OwnKind } from './own-kind.ts';
import { trafficSourceKind } from './traffic-source.ts';

export { ownApiVersion, type OwnKind } from './own-kind.ts';

/** Our own kinds, in the order in which a topology is applied. A new kind is a new line; registry, schema, defaulting, validation, tables and the file format read it here. */
export const ownKinds: readonly OwnKind[] = [machineKind, nodeGroupKind, trafficSourceKind];

/** The own kind of an object; undefined for Kubernetes' kinds. */
export function ownKindOf({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): OwnKind | undefined {
  return apiVersion === ownApiVersion ? ownKinds.find((own) => own.kind === kind) : undefined;
}

/** A value of each own kind by `apiVersion/kind`, for tables of kinds. */
export function byOwnKind<T>(valueOf: (own: OwnKind) => T): Record<string, T> {
  return Object.fromEntries(ownKinds.map((own) => [`${ownApiVersion}/${own.kind}`, valueOf(own)]));
}
