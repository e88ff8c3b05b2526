import type { PodSpec, Volume } from '../../../../../shared/kubernetes/types/pod.ts';

/** A disk that only one machine, or only one writer, may have. */
export interface ExclusiveDisk {
  readonly id: string;
  /** Readers may share it with readers. */
  readonly readOnly: boolean;
}

interface DiskSources {
  gcePersistentDisk?: { pdName: string; readOnly?: boolean };
  awsElasticBlockStore?: { volumeID: string };
  iscsi?: { iqn: string; readOnly?: boolean };
  rbd?: { monitors: string[]; image: string; pool?: string; readOnly?: boolean };
}

/** The disks that a pod names in its spec itself. Source: needsRestrictionsCheck, isVolumeConflict. */
export function exclusiveDisksOf(spec: PodSpec): ExclusiveDisk[] {
  return (spec.volumes ?? []).flatMap((volume: Volume & DiskSources) => {
    const { gcePersistentDisk: gce, awsElasticBlockStore: ebs, iscsi, rbd } = volume;
    if (gce) return [{ id: `gce/${gce.pdName}`, readOnly: gce.readOnly ?? false }];
    if (ebs) return [{ id: `ebs/${ebs.volumeID}`, readOnly: false }];
    if (iscsi) return [{ id: `iscsi/${iscsi.iqn}`, readOnly: iscsi.readOnly ?? false }];
    if (!rbd) return [];
    // Clusters are the same when they share a monitor.
    return rbd.monitors.map((monitor) => ({ id: `rbd/${monitor}/${rbd.pool ?? 'rbd'}/${rbd.image}`, readOnly: rbd.readOnly ?? false }));
  });
}

export function disksConflict(a: readonly ExclusiveDisk[], b: readonly ExclusiveDisk[]): boolean {
  return a.some((one) => b.some((other) => one.id === other.id && !(one.readOnly && other.readOnly)));
}
