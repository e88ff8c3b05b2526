import { autoscalingVersion } from './autoscaling.ts';
import { eventsVersion } from './events.ts';
import type { ServedVersion } from './served-version.ts';

export type { ServedVersion } from './served-version.ts';

/** All of them. A new version is a new line. */
export const servedVersions: readonly ServedVersion[] = [eventsVersion, autoscalingVersion];

const byApiVersion = new Map(servedVersions.map((version) => [version.apiVersion, servedVersions.filter(({ apiVersion }) => apiVersion === version.apiVersion)]));

/** Undefined for a version in which objects are stored, and for kinds that are not built in. */
export function servedVersion(apiVersion: string, kind: string): ServedVersion | undefined {
  return byApiVersion.get(apiVersion)?.find((version) => version.kind === kind);
}

/** The version in which objects of this version and kind are stored. */
export function storedVersion(apiVersion: string, kind: string): string {
  return servedVersion(apiVersion, kind)?.storedAs ?? apiVersion;
}
