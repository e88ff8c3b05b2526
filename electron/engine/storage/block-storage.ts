import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { CloudAnswer } from '../cloud/cloud-instances.ts';

/** A disk to be made. */
export interface NewDisk {
  /** Name of its PersistentVolume, by which it is found again: asking twice makes one. */
  readonly name: string;
  readonly zone: string | undefined;
  readonly bytes: number;
  /** Of the StorageClass. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A disk where it is used: what is needed to take up one that was there before the cluster. */
export interface DiskUse {
  readonly handle: string;
  readonly node: string;
  readonly zone: string | undefined;
  readonly bytes: number;
  readonly volume: ObjectRef | undefined;
}

/**
 * Disks of a cloud, as the sidecars of its CSI driver (provisioner, attacher, resizer) ask for them. Answers are there after `durationMs`; errors are the texts
 * of the driver. Source: the controller service of the Container Storage Interface.
 */
export interface BlockStorage {
  /** The driver whose disks these are, for a provisioner's name (also that of the in-tree plugin it took over); undefined: not of this cloud. */
  driverOf(provisioner: string): string | undefined;
  create(disk: NewDisk): CloudAnswer<void>;
  /** A disk that has been made, and where it is. */
  made(name: string): { readonly handle: string; readonly zone: string } | undefined;
  delete(handle: string): CloudAnswer<void>;
  attach(use: DiskUse): CloudAnswer<void>;
  detach(handle: string, node: string): CloudAnswer<void>;
  resize(handle: string, bytes: number): CloudAnswer<void>;
}
