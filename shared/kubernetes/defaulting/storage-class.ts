import type { Fields } from '../fields.ts';

/** Source: storage/v1 SetDefaults_StorageClass. */
export function defaultStorageClass(storageClass: Fields): void {
  storageClass['reclaimPolicy'] ??= 'Delete';
  storageClass['volumeBindingMode'] ??= 'Immediate';
}
