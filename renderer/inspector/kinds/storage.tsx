import { ObjectLink } from '../parts/Facts.tsx';
import type { KindView } from './kind-view.ts';
import { mapAt, textAt } from './read.ts';

const storageClass = (name: string | undefined) => (name === undefined || name === '' ? name : <ObjectLink to={{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name }} />);
const members = (map: Readonly<Record<string, unknown>>): string => Object.entries(map).map(([key, value]) => `${key}=${String(value)}`).join(', ');

export const storageViews: Readonly<Record<string, KindView>> = {
  PersistentVolumeClaim: {
    facts: (object) => {
      const volume = textAt(object, 'spec', 'volumeName');
      return [
        { label: 'phase', value: textAt(object, 'status', 'phase') },
        { label: 'volumeName', value: volume === undefined || volume === '' ? undefined : <ObjectLink to={{ apiVersion: 'v1', kind: 'PersistentVolume', name: volume }} /> },
        { label: 'storageClassName', value: storageClass(textAt(object, 'spec', 'storageClassName')) },
        { label: 'requests.storage', value: textAt(object, 'spec', 'resources', 'requests', 'storage') },
        { label: 'capacity', value: textAt(object, 'status', 'capacity', 'storage') },
        { label: 'accessModes', value: textAt(object, 'spec', 'accessModes') },
        { label: 'volumeMode', value: textAt(object, 'spec', 'volumeMode') },
      ];
    },
    form: [{ path: ['spec'], type: 'PersistentVolumeClaimSpec', primary: ['storageClassName', 'accessModes'], without: ['resources'] }, { path: ['spec', 'resources'], type: 'VolumeResourceRequirements', primary: ['requests'] }],
  },
  PersistentVolume: {
    facts: (object) => {
      const claim = textAt(object, 'spec', 'claimRef', 'name');
      const namespace = textAt(object, 'spec', 'claimRef', 'namespace') ?? '';
      return [
        { label: 'phase', value: textAt(object, 'status', 'phase') },
        { label: 'claimRef', value: claim === undefined ? undefined : <ObjectLink to={{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim }}>{namespace}/{claim}</ObjectLink> },
        { label: 'capacity', value: textAt(object, 'spec', 'capacity', 'storage') },
        { label: 'accessModes', value: textAt(object, 'spec', 'accessModes') },
        { label: 'persistentVolumeReclaimPolicy', value: textAt(object, 'spec', 'persistentVolumeReclaimPolicy') },
        { label: 'storageClassName', value: storageClass(textAt(object, 'spec', 'storageClassName')) },
        { label: 'driver', value: textAt(object, 'spec', 'csi', 'driver') },
      ];
    },
    form: [{ path: ['spec'], type: 'PersistentVolumeSpec', primary: ['capacity', 'accessModes', 'persistentVolumeReclaimPolicy', 'storageClassName'], without: ['claimRef'] }],
  },
  StorageClass: {
    facts: (object) => [
      { label: 'provisioner', value: textAt(object, 'provisioner') },
      { label: 'default', value: object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] },
      { label: 'volumeBindingMode', value: textAt(object, 'volumeBindingMode') },
      { label: 'reclaimPolicy', value: textAt(object, 'reclaimPolicy') },
      { label: 'allowVolumeExpansion', value: textAt(object, 'allowVolumeExpansion') },
      { label: 'parameters', value: members(mapAt(object, 'parameters')) },
    ],
    form: [{ path: [], type: 'StorageClass', primary: ['provisioner', 'volumeBindingMode', 'reclaimPolicy', 'allowVolumeExpansion', 'parameters'], without: ['metadata', 'apiVersion', 'kind'] }],
  },
};
