import type { PaletteObject } from './palette-object.ts';

export const storageObjects: readonly PaletteObject[] = [
  {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', isNamespaced: true, baseName: 'data', suffix: '-data',
    fields: () => ({ spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }),
  },
  {
    apiVersion: 'v1', kind: 'PersistentVolume', isNamespaced: false, baseName: 'disk',
    fields: ({ name }) => ({
      spec: { capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain', storageClassName: '', hostPath: { path: `/mnt/${name}` } },
    }),
  },
  {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', isNamespaced: false, baseName: 'standard',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    fields: () => ({ provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Delete', allowVolumeExpansion: true }),
  },
];
